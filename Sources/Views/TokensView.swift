import Autograd
import Screen

/// The tokens of the model's sequences in a row, over what the model says at each of them.
package struct TokensView: View {
  package static let name = "tokens"
  package init() {}

  package func size(_ context: ViewContext) -> Size {
    let bands = TokenBand.all(context)
    guard !bands.isEmpty else { return Size(width: 44, height: 2) }
    let sheets = bands.map { TokenSheet($0, context) }
    // Long sequences are wrapped.
    let width = min(100, sheets.map(\.naturalWidth).max() ?? 0)
    let height = sheets.reduce(0) { $0 + $1.height(for: width) + 1 }
    return Size(width: width, height: min(42, height + 1))
  }

  package func suits(_ context: ViewContext, isCrowded: Bool) -> Bool {
    !TokenBand.all(context).isEmpty
  }

  package func draw(
    _ context: ViewContext, into frame: inout Frame, in rect: Rect
  ) -> [Place] {
    Canvas.draw(context.asComputed, into: &frame, in: rect) { canvas in
      let bands = TokenBand.all(canvas.context)
      guard !bands.isEmpty else {
        canvas.say(
          "This view writes out the words a model reads and says. It needs tokens, such as "
            + "given in[1...T] : chars = \"hello\".")
        return
      }
      draw(bands, on: &canvas)
    }
  }

  private func draw(_ bands: [TokenBand], on canvas: inout Canvas) {
    let context = canvas.context
    let current = context.step.map { step in
      bands.firstIndex { $0.end(context) >= step.node } ?? bands.count - 1
    }
    let hasTotals = canvas.height > 6, room = canvas.height - (hasTotals ? 1 : 0)
    let usual = bands.map { TokenSheet($0, context) }, generous = usual.map(\.withChances)
    let needed = generous.reduce(0) { $0 + $1.height(for: canvas.width) + 1 }
    let sheets = needed <= room ? generous : usual
    let blocks = sheets.enumerated().flatMap { n, sheet in
      sheet.blocks(width: canvas.width, isAtWork: n == current)
    }
    canvas.stack(blocks, height: room)
    if hasTotals { drawTotals(y: canvas.height - 1, on: &canvas) }
  }

  /// What the model says of all of it: a probability, what it should be, the loss.
  private func drawTotals(y: Int, on canvas: inout Canvas) {
    let context = canvas.context, graph = context.graph
    let nodes = context.index.named.map { graph[$0] }.filter { node in
      guard node.shape.isScalar, node.positions.isEmpty, !node.isToken else { return false }
      return node.op?.name == "sigmoid" || node.origin == .given
        || node.id == context.timeline.program.root
    }
    var line = StageLine()
    for node in nodes.suffix(4) {
      let gap = line.parts.isEmpty ? "" : "   "
      line += StageLine("\(gap)\(node.name) = ", .muted)
      line += StageLine([.number(Entry(.value(node.id)))])
    }
    canvas.put(line, x: 2, y: y)
  }
}
