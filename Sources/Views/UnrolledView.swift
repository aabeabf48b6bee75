import Autograd
import Screen

/// What loops computed, unrolled: a column for each time, a row for each quantity, from top to
/// bottom in the order they are computed, with what is carried from column to column.
package struct UnrolledView: View {
  package static let name = "unrolled"
  package init() {}

  package func size(_ context: ViewContext) -> Size {
    guard context.index.unrolling.isUnrolled else { return Size(width: 44, height: 3) }
    return UnrolledSheet(context, .roomy).naturalSize
  }

  /// Two columns of the tightest plan: the others are scrolled to.
  package func least(_ context: ViewContext) -> Size {
    guard context.index.unrolling.isUnrolled else { return size(context) }
    return UnrolledSheet(context.unedited, .tight).leastSize
  }

  package func suits(_ context: ViewContext, isCrowded: Bool) -> Bool {
    context.index.unrolling.isUnrolled
  }

  package func draw(
    _ context: ViewContext, into frame: inout Frame, in rect: Rect
  ) -> [Place] {
    Canvas.draw(context, into: &frame, in: rect) { canvas in
      guard context.index.unrolling.isUnrolled else {
        canvas.say(
          "This view draws a column for each time. It needs quantities that a loop computes, such "
            + "as h[t] for t = 1…T.")
        return
      }
      UnrolledPlan.best(context, for: canvas.frame.size).draw(on: &canvas)
    }
  }
}
