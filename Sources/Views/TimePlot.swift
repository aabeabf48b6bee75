import Autograd
import Screen

/// What each time step has, one panel a quantity: its numbers forward, the size of its gradient
/// once that comes back.
struct TimePlot {
  let context: ViewContext
  private let panels: [TimePanel]

  init(_ context: ViewContext, _ families: [GraphIndex.Family]) {
    self.context = context
    let asked = families.filter { $0.holds(context.cursor) }
    let shown = asked.isEmpty ? families : asked
    let forecast = asked.isEmpty ? Forecast(context) : nil
    let answers = forecast.map { TimePanel($0.lines, context, title: "given, wanted, answered") }
    if Self.isBackward(context) {
      let lines = shown.map { $0.gradientLine(context) }
      panels =
        [TimePanel(Array(lines.prefix(4)), context, isBackward: true)]
        + [answers].compactMap(\.self)
    } else {
      panels = [answers].compactMap(\.self) + shown.map { TimePanel($0.lines(context), context) }
    }
  }

  /// Gradients are drawn once they come back, values before; where the cursor is on one, that.
  private static func isBackward(_ context: ViewContext) -> Bool {
    guard let first = context.timeline.firstTick(.backward) else { return false }
    return context.ticksDone > first
  }

  /// The quantities to draw: what is carried from step to step, else what is computed at each; the
  /// one under the cursor too.
  static func families(_ context: ViewContext) -> [GraphIndex.Family] {
    let graph = context.graph
    let all = context.index.families.filter { $0.isOverTime(graph) }
    let asked = all.filter { $0.holds(context.cursor) }
    let carried = context.index.carried.filter { $0.isOverTime(graph) }
    guard carried.isEmpty else {
      return carried + asked.filter { family in !carried.contains { $0.name == family.name } }
    }
    let computed = all.filter { family in family.members.contains { graph[$0.node].op != nil } }
    return asked.isEmpty ? Array(computed.suffix(1)) : asked
  }

  /// As many panels as have room, one above the other.
  func draw(on canvas: inout Canvas) {
    let count = max(1, min(panels.count, canvas.height / 9))
    let least = canvas.height / count, rest = canvas.height % count
    var y = 0
    for (n, panel) in panels.prefix(count).enumerated() {
      let height = least + (n < rest ? 1 : 0)
      // A row is left free between two.
      let area = Rect(x: 0, y: y, width: canvas.width, height: height - (n < count - 1 ? 1 : 0))
      panel.draw(in: area, on: &canvas)
      y += height
    }
  }
}

extension GraphIndex.Family {
  func holds(_ cursor: Entry?) -> Bool {
    members.contains { $0.node == cursor?.quantity.node }
  }
}
