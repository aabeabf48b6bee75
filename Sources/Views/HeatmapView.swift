import Autograd
import Screen

/// A matrix, or vectors side by side, shaded by size: the weights of attention where the model has
/// them.
package struct HeatmapView: View {
  package static let name = "heatmap"
  package init() {}

  package func size(_ context: ViewContext) -> Size {
    guard let drawing = HeatmapDrawing(context.uncursored) else {
      return Size(width: 44, height: 2)
    }
    let size = drawing.size(.gradients)
    // No screen has room for a large one whole; it is panned.
    return Size(width: min(size.width, 100), height: min(size.height, 40))
  }

  package func suits(_ context: ViewContext, isCrowded: Bool) -> Bool {
    guard let grid = HeatGrid(context) else { return false }
    return grid.areParts || (grid.rowCount > 1 && grid.columnCount > 1)
  }

  package func draw(
    _ context: ViewContext, into frame: inout Frame, in rect: Rect
  ) -> [Place] {
    Canvas.draw(context.asComputed, into: &frame, in: rect) { canvas in
      guard let drawing = HeatmapDrawing(canvas.context) else {
        canvas.say(
          "This view shades the numbers of a matrix or of several vectors. It needs one, such as "
            + "a weight W : [2, 3] or h[t] in a loop.")
        return
      }
      drawing.draw(on: &canvas)
    }
  }
}

extension ViewContext {
  /// The same moment without a cursor: no room is asked for that moves with it.
  var uncursored: Self {
    var context = self
    context.cursor = nil
    context.kept = nil
    return context
  }
}
