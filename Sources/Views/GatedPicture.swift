import Autograd
import Screen

/// An LSTM or a GRU: the line along which the memory is carried, above it nothing, below it the
/// gates that act on it, below these what all of them read.
struct GatedPicture: CellPicture {
  let cell: RecurrentCell
  private let measure: CellMeasure
  private let look: CellLook
  /// Of long vectors the numbers shown.
  private let range: Range<Int>?
  /// What is carried along the line, and what it becomes.
  private let before: CellBlock?
  private let after: CellBlock?
  /// Below them the state that an LSTM shows.
  private let stateBefore: CellBlock?
  private let state: CellBlock?
  private let gates: [Gate]

  struct Gate {
    let role: RecurrentCell.Role
    let block: CellBlock
    var x = 0
  }

  init(_ measure: CellMeasure, _ cell: RecurrentCell, _ look: CellLook, range: Range<Int>? = nil) {
    self.cell = cell
    self.measure = measure
    self.look = look
    self.range = range
    let block = { (role: RecurrentCell.Role) in
      cell[role].map { CellBlock(measure, $0, role, look, range: range) }
    }
    let isLSTM = cell.kind == .lstm
    before = block(isLSTM ? .cellBefore : .stateBefore)
    after = block(isLSTM ? .cellState : .state)
    stateBefore = isLSTM ? block(.stateBefore) : nil
    state = isLSTM ? block(.state) : nil
    var x = max(before?.width ?? 0, stateBefore?.width ?? 0) + look.gap
    gates = Self.order(of: cell).compactMap { role in
      block(role).map { block in
        defer { x += block.width + look.gap }
        return Gate(role: role, block: block, x: x)
      }
    }
    // Room for an arrow before the last column.
    right = max(x, x - look.gap + 3)
  }

  /// Where the last column begins.
  private let right: Int

  /// The gates from left to right; the reset gate stands before what it acts on.
  private static func order(of cell: RecurrentCell) -> [RecurrentCell.Role] {
    if cell.kind == .lstm { return [.forgetGate, .inputGate, .candidate, .outputGate] }
    return cell.resetsFirst
      ? [.updateGate, .resetGate, .part, .candidate] : [.updateGate, .part, .resetGate, .candidate]
  }

  private var context: ViewContext { measure.context }
  private var isLSTM: Bool { cell.kind == .lstm }
  private var rows: Int { before?.rows ?? 0 }

  var width: Int { right + max(after?.width ?? 0, state?.width ?? 0) }
  var height: Int { 2 * rows + 5 }

  func cut(to height: Int) -> (any CellPicture)? {
    let room = (height - 5) / 2 / look.linesEach
    let count = context.graph[cell.computed[0]].shape.count
    guard room >= 2, room < count else { return nil }
    let first = firstVisible(of: count, room: room, keeping: context.focusElement(of: cell))
    return Self(measure, cell, look, range: first..<first + room)
  }

  // MARK: Drawing

  func draw(top: Int, on canvas: inout Canvas) {
    guard let before, let after else { return }
    let joint = top + rows + 1, names = joint + 1
    let wires = CellWires(
      context: context, top: top, joint: joint, names: names,
      taps: Dictionary(uniqueKeysWithValues: gates.map { ($0.role, ($0.x + 1, $0.block)) }))
    let start = TextWidth.of(context.glyphs.text(before.label)) + 1
    wires.drawLine(from: start, to: right - 1, into: after, on: &canvas)
    if isLSTM {
      wires.drawLSTM(right: right, cell: after, state: state, on: &canvas)
    } else {
      wires.drawGRU(cell, on: &canvas)
    }
    before.draw(x: 0, y: top, on: &canvas)
    after.draw(x: right, y: top, on: &canvas)
    stateBefore?.draw(x: 0, y: names, on: &canvas)
    state?.draw(x: right, y: joint, on: &canvas)
    for gate in gates { gate.block.draw(x: gate.x, y: names, on: &canvas) }
    drawInputs(y: names + rows + 1, on: &canvas)
  }

  /// What all gates read: the state before and the inputs, on one wire below.
  private func drawInputs(y: Int, on canvas: inout Canvas) {
    let taps = gates.map { $0.x + 1 }, glyphs = context.glyphs
    guard let first = taps.first, let last = taps.last else { return }
    let names = (isLSTM ? [] : [cell[.stateBefore]].compactMap { $0 }) + cell.inputs
    let end = canvas.put(context.inputsLine(names, of: cell), x: 0, y: y + 1, maxX: width - 3)
    let joint = end + 2
    canvas.horizontal(stateBefore == nil ? min(first, joint) : 1, y, to: max(last, joint) + 1)
    if stateBefore != nil { canvas.text(glyphs.bottomLeft, x: 1, y: y, .border) }
    let leftmost = min(stateBefore == nil ? first : 1, joint), rightmost = max(last, joint)
    for tap in taps {
      let sign =
        tap == leftmost ? glyphs.bottomLeft : tap == rightmost ? glyphs.bottomRight : glyphs.teeUp
      canvas.text(sign, x: tap, y: y, .border)
    }
    canvas.text(glyphs.horizontal, x: end + 1, y: y + 1, .border)
    canvas.text(glyphs.bottomRight, x: joint, y: y + 1, .border)
    let corner =
      joint > last
      ? glyphs.topRight : joint < first && stateBefore == nil ? glyphs.topLeft : glyphs.teeDown
    canvas.text(taps.contains(joint) ? glyphs.crossing : corner, x: joint, y: y, .border)
    drawRemarks(x: max(joint, 0) + 3, y: y + 1, on: &canvas)
  }

  /// Which gates look at the memory, and which numbers of long vectors are seen.
  private func drawRemarks(x: Int, y: Int, on canvas: inout Canvas) {
    let label = { (node: NodeID) in context.bare(node) }
    var remarks = cell.peepholes.map { peephole in
      let gates = peephole.gates.map(label).joined(separator: ", ")
      return "\(gates) \(peephole.gates.count == 1 ? "looks" : "look") at \(label(peephole.cell))"
    }
    if let range {
      let count = context.graph[cell.computed[0]].shape.count
      remarks = ["units \(range.lowerBound + 1)…\(range.upperBound) of \(count)"] + remarks
    }
    canvas.text(remarks.joined(separator: "; "), x: x, y: y, .muted)
  }
}

extension ViewContext {
  /// `x[2] [1, 0]`, several beside one another; of the state before the name alone.
  func inputsLine(_ nodes: [NodeID], of cell: RecurrentCell) -> StageLine {
    nodes.reduce(StageLine()) { line, node in
      let gap = line.parts.isEmpty ? "" : "  "
      let name = StageLine("\(gap)\(graph[node].label)", .strong)
      let isNamedOnly = cell[.stateBefore] == node || graph[node].shape.count > 8
      guard !isNamedOnly else { return line + name }
      return line + name + StageLine(" ") + StageLine(.value(node), in: graph) + word(of: node)
    }
  }

  /// Which number of the cell's vectors must be seen.
  func focusElement(of cell: RecurrentCell) -> Int? {
    let entry =
      kept ?? written.first { entry in cell.parts.contains { $0.node == entry.quantity.node } }
    guard let entry, cell.parts.contains(where: { $0.node == entry.quantity.node }) else {
      return nil
    }
    return entry.row
  }
}
