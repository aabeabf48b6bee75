import Autograd
import Screen

/// All named quantities with what they hold and their gradients.
struct QuantityTable {
  let context: ViewContext

  init(_ context: ViewContext) { self.context = context }

  func rows(width: Int) -> [ListRow] {
    let graph = context.graph
    let nodes = graph.nodes.filter { $0.isNamed && $0.phase == .forward }
    let valueX = 5 + (nodes.map { TextWidth.of(context.glyphs.text($0.label)) }.max() ?? 0)
    let gradientX = valueX + 3 + widest(nodes.map { .value($0.id) })
    // Beside the values where there is room, else below them.
    let isBeside = gradientX + widest(nodes.map { .gradient($0.id) }) <= width
    let rows = nodes.flatMap { node in
      let isCurrent = context.step?.node == node.id
      var row = ListRow(
        [
          .init(2, StageLine(node.label, isCurrent ? .strong : .code)),
          .init(valueX, StageLine(.value(node.id), in: graph)),
        ], isCurrent: isCurrent)
      let gradient = StageLine(.gradient(node.id), in: graph)
      guard context.hasGradients else { return [row] }
      guard isBeside else {
        return [row, ListRow([.init(valueX - 2, StageLine("∂ ", .backward) + gradient)])]
      }
      row.columns.append(.init(gradientX, gradient))
      return [row]
    }
    return [head(valueX, isBeside && context.hasGradients ? gradientX : nil)] + rows
  }

  private func head(_ valueX: Int, _ gradientX: Int?) -> ListRow {
    let value = ListRow.Column(valueX, StageLine("value", .muted))
    let gradient = gradientX.map { ListRow.Column($0, StageLine("∂ gradient", .muted)) }
    return ListRow([value] + (gradient.map { [$0] } ?? []))
  }

  private func widest(_ quantities: [Quantity]) -> Int {
    quantities.map { StageLine($0, in: context.graph).width(context) }.max() ?? 0
  }
}
