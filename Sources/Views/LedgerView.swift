import Autograd
import Screen

/// A gradient's contributions: what each use of a quantity, at each time step, added to it.
package struct LedgerView: View {
  package static let name = "ledger"
  package init() {}

  package func size(_ context: ViewContext) -> Size {
    guard let sheet = LedgerSheet(context, room: 100) else { return Size(width: 44, height: 3) }
    return Size(width: min(sheet.naturalWidth, 100), height: min(sheet.naturalHeight, 30))
  }

  package func least(_ context: ViewContext) -> Size {
    let start = context.unedited.following
    guard let sheet = LedgerSheet(start, room: 100) else { return Size(width: 44, height: 3) }
    return Size(width: 40, height: min(sheet.naturalHeight, 8))
  }

  package func suits(_ context: ViewContext, isCrowded: Bool) -> Bool {
    context.toldGradient != nil
  }

  package func draw(
    _ context: ViewContext, into frame: inout Frame, in rect: Rect
  ) -> [Place] {
    Canvas.draw(context.asComputed, into: &frame, in: rect) { canvas in
      guard let sheet = LedgerSheet(canvas.context, room: canvas.width) else {
        canvas.say(
          "This view lists what is added to a gradient. It needs a loss that is computed from "
            + "weights or inputs.")
        return
      }
      sheet.draw(on: &canvas)
    }
  }
}

extension ViewContext {
  /// The same moment with no number asked for, before anything is computed.
  fileprivate var following: Self {
    var context = Self(
      trace: trace, timeline: timeline, ticksDone: 0, training: training, glyphs: glyphs,
      index: index)
    context.pinned = pinned
    context.showsUpdated = showsUpdated
    return context
  }
}
