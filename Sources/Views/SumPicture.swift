import Autograd
import Screen

/// A plain cell: the parts of its sum side by side, the sum, and the activation behind it.
struct SumPicture: CellPicture {
  let cell: RecurrentCell
  private let measure: CellMeasure
  private let look: CellLook
  private let range: Range<Int>?
  private let columns: [Column]

  /// A part behind its sign.
  private struct Column {
    let sign: String
    let block: CellBlock
    /// Where the sign begins.
    let x: Int
    let signWidth: Int
    let width: Int
    /// Whether it goes by `Σ`: what stands before it is its name.
    let isSum: Bool
  }

  init(_ measure: CellMeasure, _ cell: RecurrentCell, _ look: CellLook, range: Range<Int>? = nil) {
    self.cell = cell
    self.measure = measure
    self.look = look
    self.range = range
    let context = measure.context
    var x = 0
    columns = Self.parts(of: cell, context).map { sign, node in
      let block = CellBlock(measure, node, .part, look, range: range)
      let isSum = node == cell.sum && !context.graph[node].isNamed
      let signWidth = sign.isEmpty ? 0 : TextWidth.of(context.glyphs.text(sign)) + 2
      let width = isSum ? max(1, block.numbersWidth) : block.width
      defer { x += signWidth + width }
      return Column(
        sign: sign, block: block, x: x, signWidth: signWidth, width: width, isSum: isSum)
    }
  }

  private static func parts(
    of cell: RecurrentCell, _ context: ViewContext
  ) -> [(sign: String, node: NodeID)] {
    let before = cell[.stateBefore], pointer = context.glyphs.pointer
    var parts = before.map { [("", $0)] } ?? []
    for term in cell.terms where term != before {
      parts.append((parts.count < 2 ? pointer : "+", term))
    }
    if let sum = cell.sum, cell.terms != [sum] { parts.append(("=", sum)) }
    if let state = cell[.state] {
      parts.append(((context.graph[state].op?.sign ?? "") + pointer, state))
    }
    return parts
  }

  private var context: ViewContext { measure.context }
  private var rows: Int { columns.map(\.block.rows).max() ?? 0 }

  var width: Int { columns.last.map { $0.x + $0.signWidth + $0.width } ?? 0 }
  var height: Int { rows + 2 }

  func cut(to height: Int) -> (any CellPicture)? {
    let room = (height - 2) / look.linesEach
    let count = cell[.state].map { context.graph[$0].shape.count } ?? 0
    guard room >= 2, room < count else { return nil }
    let first = firstVisible(of: count, room: room, keeping: context.focusElement(of: cell))
    return Self(measure, cell, look, range: first..<first + room)
  }

  func draw(top: Int, on canvas: inout Canvas) {
    for column in columns {
      let block = column.block, x = column.x + column.signWidth
      let style = block.style == .border ? Style.plain : block.style
      canvas.text(sign(of: column), x: column.x + 1, y: top, style)
      if column.isSum {
        canvas.text("Σ", x: x, y: top, block.style == .current ? .current : .strong)
      } else {
        block.drawLabel(x: x, y: top, on: &canvas)
      }
      block.drawNumbers(x: x, y: top + 1, on: &canvas)
    }
    canvas.put(context.inputsLine(cell.inputs, of: cell), x: 0, y: top + rows + 1)
  }

  /// Arrows turn around once the gradient has come back through them.
  private func sign(of column: Column) -> String {
    let pointer = context.glyphs.pointer
    guard column.sign.hasSuffix(pointer), column.block.isReturned else { return column.sign }
    return context.glyphs.text("◀") + column.sign.dropLast(pointer.count)
  }
}
