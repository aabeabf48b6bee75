import Autograd
import Screen

/// Numbers against time: the loss along a training run, or what a model carries from step to step
/// and the gradients that come back.
package struct PlotView: View {
  package static let name = "plot"
  package init() {}

  package func size(_ context: ViewContext) -> Size { Size(width: 78, height: 22) }

  package func least(_ context: ViewContext) -> Size { Size(width: 30, height: 8) }

  package func suits(_ context: ViewContext, isCrowded: Bool) -> Bool {
    let learns = context.hasGradients && !context.graph.updates.isEmpty
    return learns || !TimePlot.families(context).isEmpty
  }

  package func draw(
    _ context: ViewContext, into frame: inout Frame, in rect: Rect
  ) -> [Place] {
    Canvas.draw(context, into: &frame, in: rect) { canvas in
      let families = TimePlot.families(context)
      let isAsked = families.contains { $0.holds(context.cursor) }
      if let training = context.training, !training.losses.isEmpty, !isAsked {
        LossPlot(context, training).draw(on: &canvas)
      } else if !families.isEmpty {
        TimePlot(context, families).draw(on: &canvas)
      } else if context.training != nil {
        canvas.say("This view draws the loss along the run, once an update is made.")
      } else {
        canvas.say(
          "This view draws numbers against time. It needs a training run, or a quantity that each "
            + "time step has, such as h[t].")
      }
    }
  }
}
