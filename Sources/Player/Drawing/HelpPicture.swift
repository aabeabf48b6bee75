import Screen

/// The keys, from the key table, over everything else.
struct HelpPicture {
  private let state: State

  init(_ state: State) { self.state = state }

  /// The rows of the table that make sense where the help was opened, a key once.
  private var rows: [(keys: String, text: String)] {
    let contexts: Set<KeyContext> =
      state.lesson == nil ? [.map] : [.text, .stage, .inspector]
    return KeyTable.bindings.filter { !$0.contexts.isDisjoint(with: contexts) }.map { binding in
      let keys = binding.keys.map { $0.label(state.glyphs) }.joined(separator: " ")
      return (keys, pane(of: binding, in: contexts) + binding.long)
    }
  }

  /// In which pane the key does this, where it does not in all.
  private func pane(of binding: KeyBinding, in contexts: Set<KeyContext>) -> String {
    if binding.contexts.isSuperset(of: contexts) { return "" }
    return binding.contexts.contains(.text) ? "text: " : "stage: "
  }

  func draw(into frame: inout Frame) {
    let rows = rows
    let size = frame.size
    let columns = size.width >= 100 || rows.count + 4 > size.height ? 2 : 1
    let perColumn = (rows.count + columns - 1) / columns
    let box = Rect(
      x: 1, y: max(0, (size.height - perColumn - 4) / 2), width: size.width - 2,
      height: min(size.height, perColumn + 4))
    frame.fill(box)
    frame.box(box, style: .border, title: "keys")
    let inner = box.inset(x: 2, y: 1)
    let width = inner.width / columns
    for (n, row) in rows.enumerated() {
      let x = inner.x + n / perColumn * width, y = inner.y + n % perColumn
      let cell = Rect(x: x, y: y, width: width - 1, height: 1).intersection(inner)
      frame.put(row.keys, x: x, y: y, .key, in: cell)
      frame.put(row.text, x: x + 13, y: y, .plain, in: cell)
    }
    frame.put("esc or ? closes", x: inner.x, y: box.maxY - 2, .muted, in: inner)
  }
}
