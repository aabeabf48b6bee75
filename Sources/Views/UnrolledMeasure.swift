import Autograd
import Screen

/// What the columns of an unrolled model need, found once for all plans.
struct UnrolledMeasure {
  /// The widest number, gradient with its `∂`, and word behind a token, in a column.
  struct Widths {
    var number = 1
    var gradient = 0
    var word = 0
  }

  /// The columns of the rows' names.
  let labelWidth: Int
  /// The most numbers a cell has.
  let longest: Int
  /// For each band those of its first columns: not of the one at work, or the plan would change
  /// from step to step.
  let widths: [Widths]
  /// What is computed outside the columns and can be shown in a line.
  let rest: [NodeID]

  init(_ context: ViewContext) {
    let unrolling = context.index.unrolling, rows = unrolling.bands.flatMap(\.rows)
    let names = rows.map(\.name) + ["time"]
    labelWidth = names.map { TextWidth.of(context.glyphs.text($0)) }.max() ?? 0
    longest = rows.map(\.length).max() ?? 1
    rest = unrolling.rest.filter { context.graph[$0].shape.count <= 8 }.suffix(8)
    widths = unrolling.bands.map { band in
      band.columns.prefix(4).reduce(into: Widths()) { widths, place in
        let cells = band.rows.map { ($0, context.entries($0, place).prefix(8)) }
        let own = Self.widths(cells, place, context)
        widths.number = max(widths.number, own.number)
        widths.gradient = max(widths.gradient, own.gradient)
        widths.word = max(widths.word, own.word)
      }
    }
  }

  static func widths(
    _ cells: [(row: Unrolling.Row, entries: ArraySlice<Entry>)], _ place: Int,
    _ context: ViewContext
  ) -> Widths {
    var widths = Widths()
    for (row, entries) in cells where !entries.isEmpty {
      widths.number = max(widths.number, context.width(Array(entries)))
      if context.hasGradients(row) {
        widths.gradient = max(widths.gradient, context.gradientWidth(entries))
      }
      for node in row.cells[place] ?? [] { widths.word = max(widths.word, context.wordWidth(node)) }
    }
    return widths
  }
}

extension ViewContext {
  /// The numbers of a row in a column.
  func entries(_ row: Unrolling.Row, _ column: Int) -> ArraySlice<Entry> {
    (row.cells[column] ?? []).flatMap { graph.entries(of: .value($0)) }[...]
  }

  /// Whether a row's numbers have gradients to show: of what is given nobody asks for them.
  func hasGradients(_ row: Unrolling.Row) -> Bool {
    guard hasGradients, !row.isGiven, let node = row.cells.first?.value.first else { return false }
    return graph[node].hasGradient
  }

  /// Columns for a token's word, whether it is known yet or not.
  fileprivate func wordWidth(_ node: NodeID) -> Int {
    guard graph[node].isToken, let word = graph.spelling(of: node, trace[Entry(.value(node))])
    else { return 0 }
    return TextWidth.of(glyphs.text(" \(word)"))
  }
}
