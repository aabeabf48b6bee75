import Autograd
import Screen

/// The loss over two weights, as a map: lines of equal loss, the point where the model stands, the
/// way it took.
package struct SurfaceView: View {
  package static let name = "surface"
  package init() {}

  package func size(_ context: ViewContext) -> Size { Size(width: 78, height: 22) }

  package func least(_ context: ViewContext) -> Size { Size(width: 30, height: 10) }

  package func suits(_ context: ViewContext, isCrowded: Bool) -> Bool {
    guard let pair = SurfacePair(context) else { return false }
    return LossGrid.isAffordable(context, pair)
  }

  package func draw(
    _ context: ViewContext, into frame: inout Frame, in rect: Rect
  ) -> [Place] {
    Canvas.draw(context, into: &frame, in: rect) { canvas in
      guard let pair = SurfacePair(context) else {
        canvas.say(
          "This view draws the loss over two weights. It needs a loss and two numbers to learn.")
        return
      }
      guard let drawing = SurfaceDrawing(context, pair, in: canvas.bounds) else {
        canvas.say("The loss of this model takes too long to be measured for a picture.")
        return
      }
      drawing.draw(on: &canvas)
    }
  }
}

/// The two numbers the loss is drawn over.
struct SurfacePair {
  let across: Entry
  let up: Entry

  /// The one under the cursor and the next, else the first two that are learned.
  init?(_ context: ViewContext) {
    guard context.hasGradients else { return nil }
    let learned = context.learnedNumbers(most: 1000)
    guard learned.count > 1 else { return nil }
    let asked = context.cursor.flatMap { cursor in
      learned.firstIndex {
        $0.quantity.node == cursor.quantity.node && $0.row == cursor.row
          && $0.column == cursor.column
      }
    }
    let first = min(asked ?? 0, learned.count - 2)
    across = learned[first]
    up = learned[first + 1]
  }
}
