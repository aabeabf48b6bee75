import Autograd
import Screen

/// The givens, the weights and what an optimizer remembers, in short, several in a row.
struct LeafRows {
  let context: ViewContext

  init(_ context: ViewContext) { self.context = context }

  /// Of more of one kind only those around the kept one are shown, the others counted.
  private static let most = 48
  private static let reach = 8

  func rows(width: Int) -> [ListRow] {
    rows(context.index.givens, "given", width) + rows(context.index.weights, "weight", width)
      + rows(context.index.states, "memory", width)
  }

  private func rows(_ ids: [NodeID], _ title: String, _ width: Int) -> [ListRow] {
    let kept = context.kept.flatMap { ids.firstIndex(of: $0.quantity.node) }
    let shown =
      ids.count > Self.most
      ? stretch(of: ids.count, around: kept, reach: Self.reach) : ids.indices
    let nodes = ids[shown].map { context.graph[$0] }
    let hasTitle = width >= 30
    let start = hasTitle ? 10 : 2
    var rows: [ListRow] = [], x = start
    let values = nodes.flatMap { items($0, room: width - start) }
    for item in before(shown) + values + behind(shown, of: ids.count) {
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

  private typealias Item = (line: StageLine, isAlone: Bool)

  private func before(_ shown: Range<Int>) -> [Item] {
    guard shown.lowerBound > 0 else { return [] }
    let sign = context.glyphs.ellipsis
    return [(StageLine("\(shown.lowerBound) before \(sign)", .muted), false)]
  }

  private func behind(_ shown: Range<Int>, of count: Int) -> [Item] {
    guard shown.upperBound < count else { return [] }
    let sign = context.glyphs.ellipsis
    return [(StageLine("\(sign) and \(count - shown.upperBound) more", .muted), false)]
  }

  /// A value with its gradient; where both do not fit in one row, each in a row of its own.
  private func items(_ node: Node, room: Int) -> [Item] {
    let value =
      StageLine("\(node.name) \(StageLine.equality(.value(node.id), context))", .code)
      + StageLine(.value(node.id), in: context.graph)
    if node.isToken { return [(value + context.word(of: node.id), false)] }
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
