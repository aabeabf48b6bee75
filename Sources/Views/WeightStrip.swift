import Autograd
import Screen

/// The gradients of all weights, so that the cursor can go from one to the other.
struct WeightStrip {
  let context: ViewContext
  let current: NodeID

  init(_ context: ViewContext, current: NodeID) {
    self.context = context
    self.current = current
  }

  /// As many as fit, from the told one on where not all do.
  func draw(on canvas: inout Canvas, y: Int) {
    var x = canvas.text("∂ ", x: 0, y: y, .backward)
    let weights = context.index.weights
    let items = weights.map { item($0) }
    let all = items.prefix(32).reduce(0) { $0 + $1.width(context) + 3 }
    let place = weights.firstIndex(of: current) ?? 0
    let start = items.count <= 32 && all <= canvas.width - x ? 0 : max(0, place - 1)
    if start > 0 { x = canvas.text("\(context.glyphs.ellipsis) ", x: x, y: y, .muted) }
    let ellipsis = TextWidth.of(context.glyphs.ellipsis)
    for (n, item) in items.enumerated().dropFirst(start) {
      let reserve = n + 1 < items.count ? 3 + ellipsis : 0
      guard x + item.width(context) + reserve <= canvas.width else {
        if x + ellipsis <= canvas.width {
          canvas.text(context.glyphs.ellipsis, x: x, y: y, .muted)
        }
        return
      }
      x = canvas.put(item, x: x, y: y) + 3
    }
  }

  private func item(_ node: NodeID) -> StageLine {
    let gradient = Quantity.gradient(node), label = context.graph[node].label
    let name = StageLine("\(label) ", node == current ? .strong : .muted)
    return context.graph[node].shape.count == 1
      ? name + StageLine([.number(Entry(gradient))])
      : name + StageLine("[", .muted) + StageLine([.number(Entry(gradient))])
        + StageLine(", \(context.glyphs.ellipsis)]", .muted)
  }
}
