import Screen

/// The keys, from the key table, over everything else.
struct HelpPicture {
  private let state: State

  init(_ state: State) { self.state = state }

  private typealias Row = (keys: [String], text: String)

  /// The rows of the table that make sense where the help was opened; neighbours that say the same
  /// are one row.
  private var rows: [Row] {
    let contexts = contexts
    let bindings = KeyTable.bindings.filter { !$0.contexts.isDisjoint(with: contexts) }
    return bindings.reduce(into: []) { rows, binding in
      let keys = binding.keys.map { $0.label(state.glyphs) }
      let text = pane(of: binding, in: contexts) + binding.long
      if rows.last?.text == text {
        rows[rows.count - 1].keys += keys
      } else {
        rows.append((keys, text))
      }
    }
  }

  /// The places of the screen whose keys are told: those of a question, while one is open.
  private var contexts: Set<KeyContext> {
    var state = state
    state.isHelpOpen = false
    let here = state.context
    return KeyTable.lesson.contains(here) ? KeyTable.lesson : [here]
  }

  /// In which pane the key does this, where it does not in all.
  private func pane(of binding: KeyBinding, in contexts: Set<KeyContext>) -> String {
    if binding.contexts.isSuperset(of: contexts) { return "" }
    return binding.contexts.contains(.text) ? "text: " : "stage: "
  }

  private var columns: Int { state.size.width >= 120 ? 2 : 1 }
  private var width: Int { min(state.size.width - 2, columns == 1 ? 76 : 132) }
  private var columnWidth: Int { (width - 4) / columns }
  private var linesPerColumn: Int { (lines.count + columns - 1) / columns }
  private var height: Int { min(linesPerColumn, state.size.height - 4) }

  /// How far the help can be scrolled.
  var lastScroll: Int { max(0, linesPerColumn - height) }

  private var lines: [[Run]] {
    rows.flatMap { row in
      let keys = row.keys.joined(separator: " ")
      let gap = max(17, TextWidth.of(keys) + 2)
      let padding = String(repeating: "\u{A0}", count: gap - TextWidth.of(keys))
      let held = StyledText(keys.replacing(" ", with: "\u{A0}") + padding, .key)
      let text = held + StyledText(state.glyphs.text(row.text))
      return text.wrapped(width: columnWidth - 1, indent: gap)
    }
  }

  func draw(into frame: inout Frame) {
    let lines = lines, height = height
    let box = Rect(
      x: (frame.size.width - width) / 2, y: max(0, (frame.size.height - height - 3) / 2),
      width: width, height: height + 3)
    frame.fill(box)
    frame.box(box, style: .border, title: "keys")
    let inner = box.inset(x: 2, y: 1)
    let first = min(state.helpScroll, lastScroll)
    for column in 0..<columns {
      let shown = lines.dropFirst(column * linesPerColumn + first).prefix(
        min(height, linesPerColumn - first))
      for (row, line) in shown.enumerated() {
        frame.put(line, x: inner.x + column * columnWidth, y: inner.y + row, in: inner)
      }
    }
    let hidden = linesPerColumn - height - first
    let more = hidden > 0 ? "\(state.glyphs.down) \(hidden) more   " : ""
    frame.put("\(more)esc or ? closes", x: inner.x, y: box.maxY - 2, .muted, in: inner)
  }
}
