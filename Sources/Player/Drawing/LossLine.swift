import Autograd
import Screen
import Views

/// The two losses, one beside the other.
struct LossLine {
  private let sides: [(context: ViewContext, loss: Autograd.Entry, title: String)]
  private let rect: Rect

  /// - Returns: nil where one of them has no loss, or there is no room.
  init?(_ first: ViewContext, _ second: ViewContext, _ twin: TwinState, in rect: Rect) {
    guard !rect.isEmpty, let one = first.timeline.program.root,
      let other = second.timeline.program.root
    else { return nil }
    self.rect = rect
    sides = [
      (first, Autograd.Entry(.value(one)), twin.title(isTwin: false)),
      (second, Autograd.Entry(.value(other)), twin.title(isTwin: true)),
    ]
  }

  func draw(into frame: inout Frame) -> (first: [Place], second: [Place]) {
    let name = sides[0].context.graph[sides[0].loss.quantity.node].label
    let glyphs = sides[0].context.glyphs
    var x = frame.put("\(glyphs.text(name))   ", x: rect.x, y: rect.y, .muted, in: rect)
    let places = sides.map { side -> [Place] in
      let title = side.context.glyphs.text("\(side.title) ")
      x = frame.put(title, x: x, y: rect.y, .muted, in: rect)
      let place = frame.put(
        side.loss, side.context, x: x, y: rect.y, width: Self.width, in: rect)
      x += Self.width + 3
      return place.rect.isEmpty ? [] : [place]
    }
    return (places[0], places[1])
  }

  /// Room for a loss, so that nothing moves when it changes.
  private static let width = 7
}
