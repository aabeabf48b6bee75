import Autograd
import Screen

/// Operations as vertices with value and gradient, from the given on the left to the loss.
package struct GraphView: View {
  package static let name = "graph"
  package init() {}

  package func size(_ context: ViewContext) -> Size {
    guard let plan = plan(context, .max / 4) else { return Size(width: 44, height: 3) }
    return Size(width: min(plan.size.width, 140), height: min(plan.size.height, 45))
  }

  /// Two layers and the lines between them; larger graphs are panned.
  package func least(_ context: ViewContext) -> Size {
    let size = size(context.unedited)
    return Size(width: min(size.width, 40), height: min(size.height, 10))
  }

  package func suits(_ context: ViewContext, isCrowded: Bool) -> Bool {
    context.graph.nodes.contains { $0.phase == .forward && $0.op != nil }
  }

  package func draw(
    _ context: ViewContext, into frame: inout Frame, in rect: Rect
  ) -> [Place] {
    Canvas.draw(context.asComputed, into: &frame, in: rect) { canvas in
      guard let plan = plan(canvas.context, canvas.height) else {
        canvas.say("This view draws operations. It needs an equation that computes something.")
        return
      }
      GraphDrawing(context: canvas.context, plan: plan).draw(on: &canvas)
    }
  }

  private func plan(_ context: ViewContext, _ height: Int) -> GraphPlan? {
    GraphPlan.fitting(context.asComputed, in: Size(width: 0, height: height))
  }
}
