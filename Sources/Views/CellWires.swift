import Autograd
import Screen

/// The wires of a gated cell's picture.
struct CellWires {
  let context: ViewContext
  /// The row of the line along which the memory is carried.
  let top: Int
  /// The row in which products of two parts stand.
  let joint: Int
  /// The row of the gates' names.
  let names: Int
  /// Where a gate's wire leaves it.
  let taps: [RecurrentCell.Role: (x: Int, block: CellBlock)]

  /// The memory's line, which ends in an arrow; turned around once its gradient has come.
  func drawLine(from start: Int, to end: Int, into block: CellBlock, on canvas: inout Canvas) {
    canvas.horizontal(start, top, to: end - 1, block.style)
    let arrow = block.isReturned ? "◀" : context.glyphs.pointer
    canvas.text(context.glyphs.text(arrow), x: end - 1, y: top, block.style)
  }

  /// f on the line, i ∘ g added to it, o on its tanh.
  func drawLSTM(
    right: Int, cell: CellBlock, state: CellBlock?, on canvas: inout Canvas
  ) {
    guard let f = taps[.forgetGate], let i = taps[.inputGate], let g = taps[.candidate],
      let o = taps[.outputGate]
    else { return }
    canvas.vertical(f.x, top + 1, to: joint, f.block.style)
    sign(context.times, x: f.x, y: top, f.block.style, on: &canvas)

    let middle = (i.x + g.x) / 2
    let both = i.block.style == .border ? g.block.style : i.block.style
    canvas.vertical(middle, top + 1, to: joint, both)
    bridge(from: i, to: g, middle: middle, both, on: &canvas)
    sign("+", x: middle, y: top, both, on: &canvas)

    let style = state?.style ?? .border
    canvas.text(context.glyphs.teeDown, x: o.x, y: top, style)
    canvas.vertical(o.x, top + 1, to: joint - 1, style)
    canvas.text("tanh", x: o.x - 1, y: (top + joint) / 2, .code)
    canvas.horizontal(o.x + 2, joint, to: right - 2, style)
    let arrow = state?.isReturned == true ? "◀" : context.glyphs.pointer
    canvas.text(context.glyphs.text(arrow), x: right - 2, y: joint, style)
    sign(context.times, x: o.x, y: joint, o.block.style, on: &canvas)
  }

  /// z on the line, its counterpart on the candidate, which is added; r goes into the candidate.
  func drawGRU(_ cell: RecurrentCell, on canvas: inout Canvas) {
    guard let z = taps[.updateGate], let n = taps[.candidate] else { return }
    canvas.vertical(z.x, top + 1, to: joint, z.block.style)
    sign(context.times, x: z.x, y: top, z.block.style, on: &canvas)
    let name = z.block.label, rest = "1 − \(name)"
    canvas.text(cell.gateKeeps ? name : rest, x: z.x + 2, y: joint, .muted)

    canvas.vertical(n.x, top + 1, to: joint, n.block.style)
    sign("+", x: n.x, y: top, n.block.style, on: &canvas)
    sign(context.times, x: n.x, y: joint, n.block.style, on: &canvas)
    canvas.text(cell.gateKeeps ? rest : name, x: n.x + 3, y: joint, .muted)

    drawReset(cell, on: &canvas)
  }

  /// The reset gate acts on the state, which then goes into the candidate, or on the state's product
  /// with the weights inside it.
  private func drawReset(_ cell: RecurrentCell, on canvas: inout Canvas) {
    guard let r = taps[.resetGate], let n = taps[.candidate] else { return }
    if let m = taps[.part], cell.resetsFirst {
      arrow(from: r, to: m, on: &canvas)
      arrow(from: m, to: n, on: &canvas)
    } else {
      arrow(from: r, to: n, on: &canvas)
    }
  }

  /// An arrow between two names.
  private func arrow(
    from left: (x: Int, block: CellBlock), to right: (x: Int, block: CellBlock),
    on canvas: inout Canvas
  ) {
    let start = left.x - 1 + left.block.labelWidth + 1, end = right.x - 2
    let sign = context.glyphs.text(left.block.isReturned ? "◀" : "▶")
    guard end - start >= 1 else { return }
    canvas.horizontal(start, names, to: end, left.block.style)
    let x = left.block.isReturned ? start : end - 1
    canvas.text(sign, x: x, y: names, left.block.style)
  }

  /// `┌──(×)──┐` above two gates.
  private func bridge(
    from left: (x: Int, block: CellBlock), to right: (x: Int, block: CellBlock), middle: Int,
    _ style: Style, on canvas: inout Canvas
  ) {
    canvas.horizontal(left.x, joint, to: middle, left.block.style)
    canvas.horizontal(middle + 1, joint, to: right.x + 1, right.block.style)
    canvas.text(context.glyphs.topLeft, x: left.x, y: joint, left.block.style)
    canvas.text(context.glyphs.topRight, x: right.x, y: joint, right.block.style)
    sign(context.times, x: middle, y: joint, style, on: &canvas)
  }

  /// `(×)`, its middle in column `x`.
  private func sign(_ sign: String, x: Int, y: Int, _ style: Style, on canvas: inout Canvas) {
    canvas.text("(\(sign))", x: x - 1, y: y, style == .border ? .plain : style)
  }
}
