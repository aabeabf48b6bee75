import Autograd
import Screen

/// Neurons and the weighted edges between them.
package struct NetworkView: View {
  package static let name = "network"
  package init() {}

  package func size(_ context: ViewContext) -> Size {
    drawing(context)?.naturalSize ?? Size(width: 44, height: 3)
  }

  package func least(_ context: ViewContext) -> Size {
    drawing(context.unedited)?.leastSize ?? size(context)
  }

  package func suits(_ context: ViewContext, isCrowded: Bool) -> Bool {
    !isCrowded && drawing(context) != nil
  }

  package func draw(
    _ context: ViewContext, into frame: inout Frame, in rect: Rect
  ) -> [Place] {
    Canvas.draw(context.asComputed, into: &frame, in: rect) { canvas in
      guard let drawing = drawing(context) else {
        canvas.say(
          "This view draws neurons. It needs a weighted sum of inputs, such as w · x or W x, "
            + "each fed by the one before it.")
        return
      }
      drawing.draw(on: &canvas)
    }
  }

  private func drawing(_ context: ViewContext) -> (any NetworkDrawing)? {
    let context = context.asComputed, layers = context.graph.layers
    guard let first = layers.first, context.graph.isChain(layers) else { return nil }
    return layers.count == 1 && context.graph[first.sum].shape.count == 1
      ? NeuronDrawing(context, first) : LayersDrawing(context, layers)
  }
}

/// A way to draw a network.
protocol NetworkDrawing {
  var naturalSize: Size { get }
  /// The least room in which the picture still says what each number is.
  var leastSize: Size { get }
  func draw(on canvas: inout Canvas)
}

extension NetworkDrawing {
  var leastSize: Size { naturalSize }
}

extension Canvas {
  /// Prose for a view that cannot show this model.
  mutating func say(_ text: String) {
    let lines = StyledText(context.glyphs.text(text), .muted).wrapped(width: max(1, width))
    for (y, line) in lines.enumerated().prefix(height) {
      frame.put(line, x: 0, y: y)
    }
  }
}
