import Autograd
import Screen

/// The cell of a recurrent network, one time step at a time: its gates and states, lit as they are
/// computed.
package struct CellView: View {
  package static let name = "cell"
  package init() {}

  package func size(_ context: ViewContext) -> Size {
    guard let cell = context.index.cells.first else { return Size(width: 44, height: 3) }
    return CellPlan.natural(cell, context)
  }

  package func least(_ context: ViewContext) -> Size {
    guard let cell = context.index.cells.first else { return size(context) }
    return CellList(context.unedited, cell).leastSize
  }

  package func suits(_ context: ViewContext, isCrowded: Bool) -> Bool {
    !context.index.cells.isEmpty
  }

  package func draw(
    _ context: ViewContext, into frame: inout Frame, in rect: Rect
  ) -> [Place] {
    Canvas.draw(context, into: &frame, in: rect) { canvas in
      guard let cell = context.cellAtWork else {
        canvas.say(
          "This view draws a recurrent cell. It needs a state that a loop carries on, such as "
            + "h[t] = tanh(W h[t-1] + U x[t] + b).")
        return
      }
      CellPlan.draw(cell, context, on: &canvas)
    }
  }
}

extension ViewContext {
  /// The cell that must be seen, else the one at work, else the one before what is at work.
  var cellAtWork: RecurrentCell? {
    let now = cellOfStep
    guard let kept = kept?.quantity.node, now?.parts.contains(where: { $0.node == kept }) != true,
      now?.terms.contains(kept) != true, let n = index.cellOf[kept]
    else { return now }
    return index.cells[n]
  }

  private var cellOfStep: RecurrentCell? {
    guard let node = step.map({ definition(of: $0.node) }) else { return index.cells.first }
    if let n = index.cellOf[node] { return index.cells[n] }
    var low = 0, high = index.cells.count
    while low < high {
      let middle = (low + high) / 2
      if let last = index.cells[middle].computed.last, last <= node {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low > 0 ? index.cells[low - 1] : index.cells.first
  }
}
