import Autograd
import Screen

/// A vector as bars with their numbers: above all the probabilities a softmax makes.
package struct BarsView: View {
  package static let name = "bars"
  package init() {}

  package func size(_ context: ViewContext) -> Size {
    guard let chart = BarChart(context.uncursored) else { return Size(width: 44, height: 2) }
    let drawing = BarDrawing(chart, context)
    // More words than a screen has rows are scrolled.
    return Size(width: min(100, drawing.naturalWidth), height: min(42, chart.labels.count + 2))
  }

  package func suits(_ context: ViewContext, isCrowded: Bool) -> Bool {
    BarChart(context.uncursored)?.areProbabilities == true
  }

  package func draw(
    _ context: ViewContext, into frame: inout Frame, in rect: Rect
  ) -> [Place] {
    Canvas.draw(context.asComputed, into: &frame, in: rect) { canvas in
      guard let chart = BarChart(canvas.context) else {
        canvas.say(
          "This view draws a vector as bars. It needs one that is computed, such as "
            + "p = softmax(z), or a probability p = σ(z).")
        return
      }
      BarDrawing(chart, canvas.context).draw(on: &canvas)
    }
  }
}
