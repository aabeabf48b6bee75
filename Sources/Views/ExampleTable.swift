import Autograd
import Screen

/// The examples, one a row: givens, the model's answer, whether it is right.
struct ExampleTable {
  let context: ViewContext
  let oracle: Oracle
  let examples: [[NodeID: Matrix]]
  private let columns: [Column]
  /// The blanks before each column.
  private let gap: Int

  /// One number of the givens.
  private struct Column {
    let entry: Entry
    let width: Int
    /// The room behind it for the number it was before an edit.
    var ghostWidth: Int
  }

  /// - Parameter room: the columns there are: where they are few, ghosts and blanks give way.
  init?(_ context: ViewContext, room: Int = .max) {
    guard let roles = Roles(context.graph) else { return nil }
    self.context = context
    oracle = Oracle(context, roles)
    let examples = oracle.examples
    self.examples = examples
    let givens = context.graph.nodes.filter { $0.origin == .given }
    var columns = givens.flatMap { context.graph.entries(of: .value($0.id)) }.map { entry in
      Column(
        entry: entry,
        width: examples.map { TextWidth.of(StageNumber.text(Self.number(entry, $0))) }
          .reduce(TextWidth.of(context.glyphs.text(context.name(entry))), max),
        ghostWidth: context.ghostWidth([entry]))
    }
    let fixed = 2 + "\(examples.count)".count + Self.outputWidth(oracle) + 4
    let numbers = columns.reduce(fixed) { $0 + $1.width + 2 }
    if columns.reduce(numbers, { $0 + $1.ghostWidth }) > room {
      for n in columns.indices { columns[n].ghostWidth = 0 }
    }
    self.columns = columns
    gap = numbers > room ? 1 : 2
  }

  private static func outputWidth(_ oracle: Oracle) -> Int {
    let context = oracle.context
    return oracle.roles.output.map {
      max(TextWidth.of(context.glyphs.text(context.name(Entry(.value($0))))), 5) + 2
    } ?? 0
  }
  private var output: Entry? { oracle.roles.output.map { Entry(.value($0)) } }
  private var outputWidth: Int { Self.outputWidth(oracle) }
  private var numberWidth: Int { "\(examples.count)".count }

  /// The columns of the number, the givens, the answer and its mark.
  var width: Int {
    columns.reduce(2 + numberWidth + outputWidth + 4) { $0 + gap + $1.width + $1.ghostWidth }
  }

  func draw(on canvas: inout Canvas, top: Int, height: Int) {
    let shown = Array(columns.prefix(shownColumns(canvas.width)))
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
    for column in columns {
      left -= gap + column.width + column.ghostWidth
      if left < 0 { break }
      count += 1
    }
    return count
  }

  private func drawHeader(_ shown: [Column], y: Int, on canvas: inout Canvas) {
    var x = 2 + numberWidth
    for column in shown {
      x += gap + column.width
      right(context.name(column.entry), end: x, y: y, .muted, on: &canvas)
      x += column.ghostWidth
    }
    guard let output else { return }
    right(context.name(output), end: x + outputWidth, y: y, .code, on: &canvas)
  }

  private func draw(
    _ n: Int, _ example: [NodeID: Matrix], _ shown: [Column], y: Int, on canvas: inout Canvas
  ) {
    let isCurrent = n == oracle.current
    if isCurrent { canvas.text(context.glyphs.pointer, x: 0, y: y, .current) }
    right("\(n + 1)", end: 2 + numberWidth, y: y, isCurrent ? .strong : .muted, on: &canvas)
    var x = 2 + numberWidth
    for column in shown {
      x += gap
      if isCurrent {
        canvas.number(column.entry, x: x, y: y, width: column.width)
      } else {
        let text = StageNumber.text(Self.number(column.entry, example))
        right(text, end: x + column.width, y: y, .plain, on: &canvas)
      }
      x += column.width + column.ghostWidth
    }
    drawAnswer(n, end: x + outputWidth, y: y, on: &canvas)
  }

  /// The answer and whether it is right, where it is known; the shown example's is that of the
  /// pass, where the cursor can reach it.
  private func drawAnswer(_ n: Int, end: Int, y: Int, on canvas: inout Canvas) {
    guard let output else { return }
    let answer = oracle.knownAnswer(n)
    if n == oracle.current {
      canvas.number(output, x: end - 5, y: y, width: 5)
    } else if let answer {
      right(StageNumber.text(answer), end: end, y: y, .plain, on: &canvas)
    } else {
      // Not spelled as in prose: the dot keeps its one column.
      canvas.frame.put(StageNumber.covered, x: end - 1, y: y, .covered)
    }
    guard let answer, let isRight = oracle.isRight(answer, for: examples[n]) else { return }
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
