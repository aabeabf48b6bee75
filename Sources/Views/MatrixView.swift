import Autograd
import Screen

/// Weights under their inputs and left of their outputs, so that position is the equation.
///
/// The layout is that of McClelland and Rumelhart's `bp` (1988).
package struct MatrixView: View {
  package static let name = "matrix"
  package init() {}

  package func size(_ context: ViewContext) -> Size {
    let blocks = blocks(context.asComputed)
    let heights = blocks.map { $0.height(.full) + 1 }.reduce(0, +)
    return Size(width: blocks.map(\.width).max() ?? 44, height: max(2, heights - 1))
  }

  package func suits(_ context: ViewContext, isCrowded: Bool) -> Bool {
    !isCrowded && !blocks(context).isEmpty
  }

  package func draw(
    _ context: ViewContext, into frame: inout Frame, in rect: Rect
  ) -> [Place] {
    Canvas.draw(context.asComputed, into: &frame, in: rect) { canvas in
      var blocks = blocks(canvas.context)
      // Numbers before what they were.
      if blocks.contains(where: { $0.width > canvas.width }) {
        blocks = self.blocks(canvas.context, hasGhosts: false)
      }
      guard !blocks.isEmpty else {
        canvas.say(
          "This view draws products of weights and a vector. It needs one, such as w · x or W x.")
        return
      }
      draw(blocks, on: &canvas)
    }
  }

  private func blocks(_ context: ViewContext, hasGhosts: Bool = true) -> [MatrixBlock] {
    context.graph.layers.map { MatrixBlock($0, context, hasGhosts: hasGhosts) }
  }

  private func draw(_ blocks: [MatrixBlock], on canvas: inout Canvas) {
    let detail = MatrixBlock.Detail.allCases.first { detail in
      blocks.reduce(-detail.gap) { $0 + $1.height(detail) + detail.gap } <= canvas.height
    }
    // Where not all fit, those from the one at work on.
    let shown = detail == nil ? blocks.dropFirst(current(blocks)) : blocks[...]
    var y = 0
    for block in shown where y < canvas.height {
      y = block.draw(detail ?? .bare, y: y, on: &canvas) + (detail ?? .bare).gap
    }
    if detail != nil { canvas.workedLines(from: y) }
  }

  private func current(_ blocks: [MatrixBlock]) -> Int {
    guard let line = blocks.first?.context.currentLine else { return 0 }
    return blocks.firstIndex { $0.line == line } ?? 0
  }
}
