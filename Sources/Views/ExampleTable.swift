import Autograd
import Screen

/// The examples, one a row: givens, the model's answer, whether it is right.
struct ExampleTable {
  let context: ViewContext
  let oracle: Oracle
  let examples: [[NodeID: Matrix]]
  private let columns: [Entry]
  private let widths: [Int]

  init?(_ context: ViewContext) {
    guard let roles = Roles(context.graph) else { return nil }
    self.context = context
    oracle = Oracle(context, roles)
    let examples = oracle.examples
    self.examples = examples
    let givens = context.graph.nodes.filter { $0.origin == .given }
    columns = givens.flatMap { context.graph.entries(of: .value($0.id)) }
    widths = columns.map { entry in
      examples.map { TextWidth.of(StageNumber.text(Self.number(entry, $0))) }
        .reduce(TextWidth.of(context.glyphs.text(context.name(entry))), max)
        + context.ghostWidth([entry])
    }
  }

  private var output: Entry? { oracle.roles.output.map { Entry(.value($0)) } }
  private var outputWidth: Int {
    output.map { max(TextWidth.of(context.glyphs.text(context.name($0))), 5) + 2 } ?? 0
  }
  private var numberWidth: Int { "\(examples.count)".count }

  /// The columns of the number, the givens, the answer and its mark.
  var width: Int { 2 + numberWidth + widths.reduce(0) { $0 + $1 + 2 } + outputWidth + 4 }

  func draw(on canvas: inout Canvas, top: Int, height: Int) {
    let shown = shownColumns(canvas.width)
    let hasHeader = height > examples.count || height > 2
    if hasHeader { drawHeader(shown, y: top, on: &canvas) }
    let start = top + (hasHeader ? 1 : 0), room = height - (hasHeader ? 1 : 0)
    let first = firstVisible(of: examples.count, room: room, keeping: oracle.current)
    for (n, example) in examples.enumerated().dropFirst(first).prefix(max(0, room)) {
      draw(n, example, shown, y: start + n - first, on: &canvas)
    }
  }

  /// How many givens fit beside the answer.
  private func shownColumns(_ room: Int) -> Int {
    var left = room - 2 - numberWidth - outputWidth - 4, count = 0
    for width in widths where left >= width + 2 {
      left -= width + 2
      count += 1
    }
    return count
  }

  private func drawHeader(_ shown: Int, y: Int, on canvas: inout Canvas) {
    var x = 2 + numberWidth
    for (entry, width) in zip(columns, widths).prefix(shown) {
      right(context.name(entry), end: x + 2 + width, y: y, .muted, on: &canvas)
      x += width + 2
    }
    guard let output else { return }
    right(context.name(output), end: x + outputWidth, y: y, .code, on: &canvas)
  }

  private func draw(
    _ n: Int, _ example: [NodeID: Matrix], _ shown: Int, y: Int, on canvas: inout Canvas
  ) {
    let isCurrent = n == oracle.current
    if isCurrent { canvas.text(context.glyphs.pointer, x: 0, y: y, .current) }
    right("\(n + 1)", end: 2 + numberWidth, y: y, isCurrent ? .strong : .muted, on: &canvas)
    var x = 2 + numberWidth
    for (entry, width) in zip(columns, widths).prefix(shown) {
      let numberWidth = width - context.ghostWidth([entry])
      if isCurrent {
        canvas.number(entry, x: x + 2, y: y, width: numberWidth)
      } else {
        let text = StageNumber.text(Self.number(entry, example))
        right(text, end: x + 2 + numberWidth, y: y, .plain, on: &canvas)
      }
      x += width + 2
    }
    drawAnswer(example, isCurrent: isCurrent, end: x + outputWidth, y: y, on: &canvas)
  }

  /// The answer for the shown example is covered until the pass has come to it.
  private func drawAnswer(
    _ example: [NodeID: Matrix], isCurrent: Bool, end: Int, y: Int, on canvas: inout Canvas
  ) {
    guard let output, let answer = oracle.answer(example) else { return }
    let isCovered = isCurrent && context.reading(output) == nil
    if isCurrent, isCovered || context.reading(output) == answer {
      canvas.number(output, x: end - 5, y: y, width: 5)
    } else {
      right(StageNumber.text(answer), end: end, y: y, .plain, on: &canvas)
    }
    guard !isCovered, let isRight = oracle.isRight(example) else { return }
    let mark = isRight ? context.glyphs.check : context.glyphs.cross
    canvas.text(mark, x: end + 2, y: y, isRight ? .right : .wrong)
  }

  private func right(
    _ text: String, end: Int, y: Int, _ style: Style, on canvas: inout Canvas
  ) {
    let x = end - TextWidth.of(context.glyphs.text(text))
    // A part of a number would be another number.
    if x >= 0, end <= canvas.width { canvas.text(text, x: x, y: y, style) }
  }

  private static func number(_ entry: Entry, _ example: [NodeID: Matrix]) -> Double {
    guard let matrix = example[entry.quantity.node] else { return 0 }
    let place = entry.row * matrix.shape.columnCount + entry.column
    return matrix.elements.indices.contains(place) ? matrix.elements[place] : 0
  }
}
