import Autograd
import Screen

/// All named quantities with what they hold and their gradients.
struct QuantityTable {
  let context: ViewContext

  init(_ context: ViewContext) { self.context = context }

  /// Of more quantities those around the one at work are laid out.
  private static let most = 64

  private var isLong: Bool { context.index.named.count > Self.most }

  /// How many rows there are where there is room for all.
  var count: Int { context.index.named.count + 1 }

  /// - Parameter reach: how many quantities are laid out before and behind the one at work.
  func rows(width: Int, reach: Int = 64) -> [ListRow] {
    let graph = context.graph
    let nodes = shown(reach).map { graph[$0] }
    let valueX = 5 + (nodes.map { TextWidth.of(context.glyphs.text($0.label)) }.max() ?? 0)
    let words = nodes.map { context.word(of: $0.id).width(context) }.max() ?? 0
    let gradientX = valueX + 3 + words + widest(nodes.map { .value($0.id) })
    // Beside the values where there is room, else below them.
    let isBeside = gradientX + widest(nodes.map { .gradient($0.id) }) <= width
    let rows = nodes.flatMap { node in
      // A long list must have something to keep in sight while a line's parts are worked out.
      let isCurrent = (isLong ? context.currentQuantity : context.step?.node) == node.id
      var row = ListRow(
        [
          .init(2, StageLine(node.label, isCurrent ? .strong : .code)),
          .init(valueX, StageLine(.value(node.id), in: graph) + context.word(of: node.id)),
        ], isCurrent: isCurrent)
      let gradient = StageLine(.gradient(node.id), in: graph)
      guard context.hasGradients, node.hasGradient else { return [row] }
      guard isBeside else {
        return [row, ListRow([.init(valueX - 2, StageLine("∂ ", .backward) + gradient)])]
      }
      row.columns.append(.init(gradientX, gradient))
      return [row]
    }
    return [head(valueX, isBeside && context.hasGradients ? gradientX : nil)] + rows
  }

  private func shown(_ reach: Int) -> ArraySlice<NodeID> {
    let named = context.index.named
    guard isLong else { return named[...] }
    let focus = context.kept?.quantity.node ?? context.currentQuantity
    let place = focus.flatMap { context.index.places[$0] }
    return named[stretch(of: named.count, around: place, reach: reach)]
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

extension ViewContext {
  /// The word a token's number stands for, with a space before it.
  func word(of node: NodeID) -> StageLine {
    let number = graph[node].isToken ? reading(Entry(.value(node))) : nil
    let word = number.flatMap { graph.spelling(of: node, $0) }
    return StageLine(word.map { " \($0)" } ?? "", .muted)
  }

  /// The quantity whose equation is at work.
  fileprivate var currentQuantity: NodeID? {
    guard let node = step?.node else { return nil }
    return graph[node].isNamed ? node : graph[node].line.flatMap { index.definitions[$0] }
  }
}
