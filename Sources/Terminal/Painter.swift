import CNcurses
import CTerminal
import Screen

/// Puts cells into the ncurses window in the looks of a theme.
@MainActor
struct Painter {
  var theme: Theme
  /// ncurses numbers the colours in use; it knows as many pairs as we have colours at least.
  private var pairs: [ColourIndex: Int16] = [:]

  init(theme: Theme) { self.theme = theme }

  mutating func paint(_ change: Change, in window: Window) {
    for (offset, cell) in change.cells.enumerated() where !cell.isContinuation {
      let appearance = theme[cell.style]
      let text = wideText(cell.character)
      _ = curses_put(
        window, Int32(change.y), Int32(change.x + offset), text, attributes(appearance),
        pair(appearance.foreground))
    }
  }

  private func attributes(_ appearance: Appearance) -> attr_t {
    (appearance.bold ? curses_bold() : 0) | (appearance.dim ? curses_dim() : 0)
      | (appearance.underline ? curses_underline() : 0)
      | (appearance.reverse ? curses_reverse() : 0)
  }

  /// The pair of a colour on the terminal's own background; pair 0 is the terminal's own colours.
  private mutating func pair(_ colour: ColourIndex?) -> Int16 {
    guard let colour, has_colors() else { return 0 }
    if let known = pairs[colour] { return known }
    if pairs.isEmpty { startColours() }
    let number = Int16(pairs.count + 1)
    guard init_pair(number, Int16(colour), -1) != ERR else { return 0 }
    pairs[colour] = number
    return number
  }

  /// Not before a colour is wanted: without, no sequence that sets one is ever sent.
  private func startColours() {
    start_color()
    use_default_colors()
  }

  /// The scalars of a character, ended by 0. One whose width the system sees otherwise than we
  /// do would shift the rest of its row, so a question mark stands in.
  private func wideText(_ character: Character) -> [wchar_t] {
    let scalars = character.unicodeScalars.map { wchar_t($0.value) }
    let width = scalars.reduce(0) { $0 + Int(terminal_character_width($1)) }
    let isAgreed = width == TextWidth.of(character)
    return (isAgreed ? scalars : [63]) + [0]
  }
}
