import Autograd
import Screen

/// The parts of a cell below one another, their numbers side by side: for little room, and for
/// cells of no known kind.
struct CellList {
  let context: ViewContext
  let cell: RecurrentCell
  private let parts: [RecurrentCell.Part]
  private let nameWidth: Int
  private let numberWidth: Int
  /// The columns of what stands behind a number: a bar, or the gradient.
  private let behind: Int
  private let gradientWidth: Int
  private let measure: CellMeasure
  private let look: Look

  /// What is left out where there is little room.
  private struct Look {
    var hasCaptions = true
    /// Whether a gradient takes the place of its number.
    var isInstead = false

    static let all = [
      Self(), Self(hasCaptions: false), Self(isInstead: true),
      Self(hasCaptions: false, isInstead: true),
    ]
  }

  /// The list that shows all numbers of the vectors in a width, else as many as can be.
  static func fitting(_ context: ViewContext, _ cell: RecurrentCell, width: Int) -> Self {
    let measure = CellMeasure(context, cell)
    let lists = Look.all.map { Self(context, cell, $0, measure) }
    return lists.first { $0.shown(in: width) >= $0.count } ?? lists[lists.count - 1]
  }

  init(_ context: ViewContext, _ cell: RecurrentCell) {
    self.init(context, cell, Look(), CellMeasure(context, cell))
  }

  private init(
    _ context: ViewContext, _ cell: RecurrentCell, _ look: Look, _ measure: CellMeasure
  ) {
    self.context = context
    self.measure = measure
    self.look = look
    self.cell = cell
    parts = Self.parts(of: cell)
    let widths = parts.map { measure[$0.node] }
    numberWidth = widths.map(\.number).max() ?? 1
    gradientWidth = widths.map(\.gradient).max() ?? 0
    behind = look.isInstead ? 4 : max(4, gradientWidth)
    let names = parts.map { TextWidth.of(Self.name($0, look, context)) }
    nameWidth = 2 + (names.max() ?? 0)
  }

  /// `LSTM cell, time 2`.
  static func title(_ cell: RecurrentCell, _ context: ViewContext) -> StageLine {
    let kind =
      switch cell.kind {
      case .lstm: "LSTM cell"
      case .gru: "GRU cell"
      case .plain: "recurrent cell"
      case .other: "recurrence"
      }
    // Of several cells which one this is.
    let others = context.index.cells.filter { $0.column == cell.column }
    let place = others.firstIndex(of: cell).map { " (\($0 + 1) of \(others.count))" } ?? ""
    return StageLine("\(kind), time \(cell.column)", .title)
      + StageLine(others.count > 1 ? place : "", .muted)
  }

  /// With the parts of a plain cell's sum before its state.
  private static func parts(of cell: RecurrentCell) -> [RecurrentCell.Part] {
    let summands = cell.terms.filter { term in !cell.parts.contains { $0.node == term } }
    let own = cell.parts.filter { $0.role != .state }
    return own + summands.map { .init(role: .part, node: $0) }
      + cell.parts.filter { $0.role == .state }
  }

  /// The most numbers a part has.
  var count: Int {
    parts.filter { $0.role != .input }.map { context.graph[$0.node].shape.count }.max() ?? 1
  }

  private static func name(
    _ part: RecurrentCell.Part, _ look: Look, _ context: ViewContext
  ) -> String {
    let label = context.bare(part.node), caption = look.hasCaptions ? part.role.caption : ""
    return context.glyphs.text(caption.isEmpty ? label : "\(label) \(caption)")
  }

  private var pitch: Int { max(numberWidth + 1 + behind, look.isInstead ? gradientWidth : 0) + 2 }

  /// How many of a vector's numbers are seen.
  func shown(in width: Int) -> Int { max(1, (width - nameWidth) / max(1, pitch)) }

  var naturalSize: Size {
    Size(width: max(30, nameWidth + min(count, 8) * pitch), height: parts.count + 1)
  }
  var leastSize: Size {
    Size(width: max(24, nameWidth + min(count, 2) * pitch), height: min(10, parts.count + 1))
  }

  func draw(on canvas: inout Canvas) {
    let hasTitle = canvas.height > 2, top = hasTitle ? 1 : 0
    let room = shown(in: canvas.width)
    let first = firstVisible(of: count, room: room, keeping: context.focusElement(of: cell))
    if hasTitle {
      let end = canvas.put(Self.title(cell, context), x: 0, y: 0)
      if count > room {
        let range = room > 1 ? "units \(first + 1)…\(first + room)" : "unit \(first + 1)"
        canvas.text(", \(range) of \(count)", x: end, y: 0, .muted)
      }
    }
    let current = current
    let from = firstVisible(of: parts.count, room: canvas.height - top, keeping: current)
    for (line, part) in parts.dropFirst(from).prefix(max(0, canvas.height - top)).enumerated() {
      draw(
        part, isNow: from + line == current, numbers: first..<first + room, y: top + line,
        on: &canvas)
    }
    let end = top + parts.count
    if from == 0, end + 1 <= canvas.height { canvas.lines(of: cell, from: end + 1) }
  }

  /// The part that must be seen, else the one that happens.
  private var current: Int? {
    let target = (context.kept?.quantity ?? context.step?.target)?.node
    return parts.firstIndex { $0.node == target }
      ?? parts.firstIndex { $0.node == context.step.map { context.definition(of: $0.node) } }
  }

  private func draw(
    _ part: RecurrentCell.Part, isNow: Bool, numbers: Range<Int>, y: Int, on canvas: inout Canvas
  ) {
    if isNow { canvas.text(context.marker(context.step?.phase), x: 0, y: y, .current) }
    canvas.text(
      Self.name(part, look, context), x: 2, y: y, isNow ? .strong : .code, maxX: nameWidth + 1)
    let all = context.graph.entries(of: .value(part.node))
    // An input has numbers of its own, not one for each unit.
    let range = part.role == .input ? 0..<numbers.count : numbers
    for (n, entry) in all[range.clamped(to: all.indices)].enumerated() {
      let x = nameWidth + 1 + n * pitch
      let hasGradient = measure[part.node].gradient > 0 && context.reading(entry.gradient) != nil
      guard !hasGradient || !look.isInstead || !context.isReplaced(entry) else {
        canvas.gradient(
          of: entry, end: x + max(numberWidth, gradientWidth), width: gradientWidth, y: y)
        continue
      }
      let end = canvas.number(entry, x: x, y: y, width: numberWidth)
      if hasGradient, !look.isInstead {
        canvas.gradient(of: entry, end: end + 1 + behind, width: behind, y: y)
      } else if part.role.isGate {
        canvas.bar(entry, x: end + 1, y: y, width: behind)
      } else if context.graph[part.node].isToken {
        canvas.put(context.word(of: part.node), x: end, y: y)
      }
    }
  }
}
