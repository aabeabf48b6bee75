/// One place of the screen: a character and what it means.
///
/// A character two columns wide fills two cells. The first holds it; the second is a
/// *continuation*, whose character is NUL, which no text can put on the screen.
package struct Cell: Hashable, Sendable {
  package var character: Character
  package var style: Style

  package init(_ character: Character, _ style: Style = .plain) {
    self.character = character
    self.style = style
  }

  package static let blank = Cell(" ")

  static func continuation(_ style: Style) -> Cell { Cell("\u{0}", style) }

  package var isContinuation: Bool { character == "\u{0}" }
}
