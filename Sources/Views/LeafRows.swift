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
    for node in nodes {
      let item = item(node), length = item.width(context)
      if rows.isEmpty || x + length > width {
        rows.append(ListRow(hasTitle && rows.isEmpty ? [.init(2, StageLine(title, .muted))] : []))
        x = start
      }
      rows[rows.count - 1].columns.append(.init(x, item))
      x += length + 3
    }
    return rows
  }

  private func item(_ node: Node) -> StageLine {
    let value = StageLine("\(node.name) = ", .code) + StageLine(.value(node.id), in: context.graph)
    guard context.hasGradients, node.origin == .weight else { return value }
    return value + StageLine("  ∂ ", .backward)
      + StageLine(.gradient(node.id), in: context.graph)
  }
}
