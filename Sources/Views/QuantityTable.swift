import Autograd
import Screen

/// All named quantities with what they hold and their gradients.
struct QuantityTable {
  let context: ViewContext

  init(_ context: ViewContext) { self.context = context }

  var rows: [ListRow] {
    let graph = context.graph
    let nodes = graph.nodes.filter { $0.isNamed && $0.phase == .forward }
    let names = nodes.map { TextWidth.of(context.glyphs.text($0.label)) }.max() ?? 0
    let values = nodes.map { StageLine(.value($0.id), in: graph) }
    let valueX = 2 + names + 3
    let gradientX = valueX + (values.map { $0.width(context) }.max() ?? 0) + 3
    let head = ListRow([
      .init(valueX, StageLine("value", .muted)),
      .init(gradientX, StageLine(context.hasGradients ? "∂ gradient" : "", .muted)),
    ])
    return [head]
      + zip(nodes, values).map { node, value in
        var row = ListRow(isCurrent: context.step?.node == node.id)
        row.columns.append(.init(2, StageLine(node.label, row.isCurrent ? .strong : .code)))
        row.columns.append(.init(valueX, value))
        if context.hasGradients {
          row.columns.append(.init(gradientX, StageLine(.gradient(node.id), in: graph)))
        }
        return row
      }
  }
}
