/// A step as a machine runs it: which kernel, on which places.
struct Instruction: Sendable {
  let kernel: Kernel
  /// Where its operands begin in ``Program/operands``.
  let operands: Int
  /// Where it writes; a share is added there.
  let target: Int
  let rows: Int
  let columns: Int
  /// Backward: where a share is added once more, to be shown; −1 where it is not.
  var shown = -1
  /// Backward: whether what is at `target` flows on, so that the share is added to it.
  var flows = true
  /// Forward: whether no gradient can flow back through it.
  var isBarrier = false
}

/// Makes instructions of steps, and the list of their operands' places.
struct Assembly {
  let graph: Graph
  let layout: Layout
  private(set) var operands: [Int] = []
  /// The node whose operands were listed last, for its backward steps follow one another.
  private var last: (node: NodeID, isDetour: Bool, start: Int)?

  init(graph: Graph, layout: Layout) {
    self.graph = graph
    self.layout = layout
  }

  mutating func instruction(_ step: Program.Step) -> Instruction {
    let node = graph.nodes[step.node.index]
    let operands = list(node, isDetour: step.isDetour)
    guard let rules = step.isDetour ? node.detourRules : node.rules else {
      preconditionFailure("a step has an op")
    }
    guard let slot = step.slot else {
      return Instruction(
        kernel: graph.compiled[rules].forward, operands: operands, target: node.offset,
        rows: node.shape.rowCount, columns: node.shape.columnCount,
        isBarrier: graph.compiled[rules].isBarrier)
    }
    guard let kernel = graph.compiled[rules].backward[slot] else {
      preconditionFailure("a share has a rule")
    }
    let target = graph.nodes[step.target.node.index]
    return Instruction(
      kernel: kernel, operands: operands, target: layout.count + target.offset,
      rows: target.shape.rowCount, columns: target.shape.columnCount,
      shown: step.isOverwritten ? -1 : layout.passedBy[target.id] ?? -1,
      flows: !step.isDetour && !step.isOverwritten)
  }

  /// Where a node's operands begin in the list: its inputs, its output, and the gradient that flows
  /// on from there.
  private mutating func list(_ node: Node, isDetour: Bool) -> Int {
    if let last, last.node == node.id, last.isDetour == isDetour { return last.start }
    let start = operands.count
    for input in (isDetour ? node.detour?.inputs : node.inputs) ?? [] {
      operands.append(layout.start(of: graph.quantity(readAs: input), in: graph))
    }
    operands.append(node.offset)
    operands.append(layout.count + node.offset)
    last = (node.id, isDetour, start)
    return start
  }
}
