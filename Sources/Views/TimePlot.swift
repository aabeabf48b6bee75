import Autograd
import Screen

/// What each time step has, one panel a quantity: its numbers forward, the size of its gradient
/// once that comes back.
struct TimePlot {
  let context: ViewContext
  /// What is given, wanted and answered, where the model is about such a series.
  private let answers: TimePanel?
  /// What is carried, or computed at each step.
  private let states: [TimePanel]

  init(_ context: ViewContext, _ families: [GraphIndex.Family]) {
    self.context = context
    let asked = families.filter { $0.holds(context.cursor) }
    let shown = asked.isEmpty ? families : asked
    let forecast = asked.isEmpty ? Forecast(context) : nil
    answers = forecast.map { TimePanel($0.lines, context, title: "given, wanted, answered") }
    if Self.isBackward(context) {
      let lines = shown.map { $0.gradientLine(context) }
      states = [TimePanel(Array(lines.prefix(4)), context, isBackward: true)]
    } else {
      states = shown.map { TimePanel($0.lines(context), context) }
    }
  }

  /// In the order they are drawn, and left out from the end where there is no room.
  private func panels(_ room: Int) -> [TimePanel] {
    let isAnswered = answers?.lines.last?.points.indices.contains {
      answers?.lines.last?.value($0, context) != nil
    }
    // Where one has room, that in which something happens.
    let comesLast = Self.isBackward(context) || (room == 1 && isAnswered != true)
    let other = [answers].compactMap(\.self)
    return comesLast ? states + other : other + states
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
    let rows = context.index.unrolling.bands.flatMap(\.rows)
    let names = Set(rows.filter { $0.carry != nil && !$0.isGiven }.map(\.name))
    let carried = all.filter { names.contains($0.name) }
    guard carried.isEmpty else {
      return carried + asked.filter { family in !carried.contains { $0.name == family.name } }
    }
    let computed = all.filter { family in family.members.contains { graph[$0.node].op != nil } }
    return asked.isEmpty ? Array(computed.suffix(1)) : asked
  }

  /// As many panels as have room, one above the other.
  func draw(on canvas: inout Canvas) {
    let room = max(1, canvas.height / 9), panels = panels(room).prefix(room)
    let least = canvas.height / max(1, panels.count), rest = canvas.height % max(1, panels.count)
    var y = 0
    for (n, panel) in panels.enumerated() {
      let height = least + (n < rest ? 1 : 0)
      // A row is left free between two.
      let own = height - (n < panels.count - 1 ? 1 : 0)
      panel.draw(in: Rect(x: 0, y: y, width: canvas.width, height: own), on: &canvas)
      y += height
    }
  }
}

extension GraphIndex.Family {
  func holds(_ cursor: Entry?) -> Bool {
    members.contains { $0.node == cursor?.quantity.node }
  }
}
