import Autograd
import Screen

/// The givens and the weights in short, several in a row.
struct LeafRows {
  let context: ViewContext

  init(_ context: ViewContext) { self.context = context }

  func rows(width: Int) -> [ListRow] {
    rows(.given, "given", width) + rows(.weight, "weight", width)
  }

  private func rows(_ origin: Node.Origin, _ title: String, _ width: Int) -> [ListRow] {
    let nodes = context.graph.nodes.filter { $0.origin == origin }
    let hasTitle = width >= 30
    let start = hasTitle ? 10 : 2
    var rows: [ListRow] = [], x = start
    for item in nodes.flatMap({ items($0, room: width - start) }) {
      let length = item.line.width(context)
      if rows.isEmpty || item.isAlone || x + length > width {
        rows.append(ListRow(hasTitle && rows.isEmpty ? [.init(2, StageLine(title, .muted))] : []))
        x = start
      }
      rows[rows.count - 1].columns.append(.init(x, item.line))
      x = item.isAlone ? width : x + length + 3
    }
    return rows
  }

  /// A value with its gradient; where both do not fit in one row, each in a row of its own.
  private func items(_ node: Node, room: Int) -> [(line: StageLine, isAlone: Bool)] {
    let value =
      StageLine("\(node.name) \(StageLine.equality(.value(node.id), context))", .code)
      + StageLine(.value(node.id), in: context.graph)
    guard context.hasGradients, node.origin == .weight else { return [(value, false)] }
    let gradient = StageLine(.gradient(node.id), in: context.graph)
    let both = value + StageLine("  ∂ ", .backward) + gradient
    if both.width(context) <= room { return [(both, false)] }
    // Under the name, so that it is plain whose gradient it is.
    let indent = String(repeating: " ", count: max(0, TextWidth.of(node.name) - 1))
    let equality = StageLine.equality(.gradient(node.id), context)
    return [(value, true), (StageLine("\(indent)∂ \(equality)", .backward) + gradient, true)]
  }
}
