import Autograd
import Screen

/// How a neuron is drawn.
struct NeuronLook {
  /// In a box of three rows, else in one row.
  var isBoxed: Bool
  /// Whether the box has a row more, for the gradient.
  var hasGradient = false
  /// Whether a wire leaves it on the right.
  var hasWire = true

  var height: Int { isBoxed ? (hasGradient ? 4 : 3) : 1 }
}

extension Canvas {
  /// A neuron, its number in row `y`.
  ///
  /// - Parameter numberWidth: the columns of its number, the same for all in a column.
  mutating func neuron(
    _ entry: Entry, name: String, x: Int, y: Int, width: Int, numberWidth: Int, _ look: NeuronLook
  ) {
    guard look.isBoxed else {
      let end = text(name, x: x, y: y, .strong)
      let space = x + width - end - 1
      // The number before an edit stands behind the new one, before the wire.
      let ghost = context.ghostText(entry) ?? "", room = TextWidth.of(ghost) + 1
      guard !ghost.isEmpty, space >= context.width(entry) + room else {
        number(entry, x: end + 1, y: y, width: max(0, space))
        return
      }
      number(entry, x: end + 1, y: y, width: space - room)
      frame.put(ghost, x: x + width - room + 1, y: y, .ghost)
      return
    }
    let box = Rect(x: x, y: y - 1, width: width, height: look.height)
    let style = borderStyle(entry)
    frame.fill(box)
    frame.box(box, style: style)
    let label = context.glyphs.text(name), room = width - 2 - TextWidth.of(label)
    text(label, x: x + 1 + max(0, room / 2), y: y - 1, .strong, maxX: x + width - 1)
    let numberX = x + 1 + max(0, (width - 2 - numberWidth) / 2)
    number(entry, x: numberX, y: y, width: numberWidth)
    if look.hasWire { text(context.glyphs.teeRight, x: x + width - 1, y: y, style) }
    if look.hasGradient { gradient(of: entry, end: numberX + numberWidth, y: y + 1) }
    ghost(of: entry, in: box)
  }

  private func borderStyle(_ entry: Entry) -> Style {
    if context.written.contains(entry) { return .current }
    return context.reading(entry) == nil ? .border : .forward
  }

  /// The number an edited one was, in the lower edge of its box.
  private mutating func ghost(of entry: Entry, in box: Rect) {
    guard let ghost = context.ghostText(entry), TextWidth.of(ghost) <= box.width - 2 else { return }
    let x = box.x + (box.width - TextWidth.of(ghost)) / 2
    frame.put(ghost, x: x, y: box.maxY - 1, .ghost)
  }

  /// `∂ 0.5`, its last digit before column `end`.
  mutating func gradient(of entry: Entry, end: Int, y: Int) {
    let gradient = Entry(.gradient(entry.quantity.node), row: entry.row, column: entry.column)
    let start = end - TextWidth.of(context.text(gradient))
    number(gradient, x: start, y: y)
    text("∂", x: start - 1, y: y, .backward)
  }

  /// A number on a wire, with blanks around it so that the wire does not touch it; below it its
  /// gradient.
  ///
  /// - Returns: the column after the blank behind it.
  mutating func numberOnWire(
    _ entry: Entry, x: Int, y: Int, width: Int, hasGradient: Bool, hasGhost: Bool = true
  ) -> Int {
    text(String(repeating: " ", count: width + 1), x: x, y: y)
    let end = number(entry, x: x, y: y, width: width)
    if hasGradient { gradient(of: entry, end: end, y: y + 1) }
    guard hasGhost, let ghost = context.ghostText(entry) else { return end + 1 }
    return text(" ", x: frame.put(ghost, x: end + 1, y: y, .ghost), y: y)
  }

  /// The line in which wires from the left, in these rows, meet wires to the right.
  mutating func bus(x: Int, left: [Int], right: [Int]) {
    let rows = left + right, glyphs = context.glyphs
    guard let first = rows.min(), let last = rows.max() else { return }
    for y in first...last {
      let joint =
        switch (left.contains(y), right.contains(y), y == first, y == last) {
        case (_, _, true, true): glyphs.horizontal
        case (true, true, true, _): glyphs.teeDown
        case (true, true, _, true): glyphs.teeUp
        case (true, true, _, _): glyphs.crossing
        case (true, _, true, _): glyphs.topRight
        case (true, _, _, true): glyphs.bottomRight
        case (true, _, _, _): glyphs.teeLeft
        case (_, true, true, _): glyphs.topLeft
        case (_, true, _, true): glyphs.bottomLeft
        case (_, true, _, _): glyphs.teeRight
        default: glyphs.vertical
        }
      text(joint, x: x, y: y, .border)
    }
  }

  /// A wire that ends in an arrow before column `end`.
  mutating func arrow(_ x: Int, _ y: Int, to end: Int) {
    horizontal(x, y, to: end - 1)
    text(context.glyphs.pointer, x: end - 1, y: y, .border)
  }

  /// The model's lines worked out, from row `top` on, where there is room for all.
  mutating func workedLines(from top: Int) {
    let rows = context.graph.lines.indices.map { line in
      ListRow(
        [.init(2, context.worked(line: line, isAlone: true))],
        isCurrent: context.currentLine == line)
    }
    if top + rows.count <= height { list(rows, top: top, height: height - top) }
  }
}
