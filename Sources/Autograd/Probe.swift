/// A run's forward half, done again and again with other numbers in a few leaves: for pictures of a
/// function, whose points nobody steps to.
///
/// Only what lies between those leaves and the result is worked out anew, in memory that stays: a
/// point of a small model costs far less than a trace.
package struct Probe: Sendable {
  private let program: Program
  private let result: Int
  private let instructions: [Instruction]
  private var memory: [Double]
  /// About how many operations one value takes.
  package let cost: Int

  /// - Parameters:
  ///   - trace: whose numbers hold where nothing else is said.
  ///   - result: the scalar that is asked for.
  ///   - leaves: numbers in place of the trace's.
  ///   - varied: the leaves that will be given other numbers.
  package init(
    _ trace: Trace, of result: NodeID, setting leaves: [NodeID: Matrix] = [:],
    varying varied: Set<NodeID>
  ) {
    let graph = trace.graph, needed = graph.ancestors(of: result)
    program = trace.program
    self.result = graph[result].offset
    memory = Array(trace.memory[..<trace.program.layout.count])
    for (id, matrix) in leaves where graph[id].shape.count == matrix.elements.count {
      let start = graph[id].offset
      memory.replaceSubrange(start..<start + matrix.elements.count, with: matrix.elements)
    }
    let changed = graph.dependents(of: varied.union(leaves.keys))
    let moving = graph.dependents(of: varied)
    let steps = trace.program.steps.indices.filter {
      let step = trace.program.steps[$0]
      return step.phase == .forward && needed[step.node.index]
    }
    let all = trace.program.instructions
    instructions = steps.filter { moving[trace.program.steps[$0].node.index] }.map { all[$0] }
    cost = steps.filter { moving[trace.program.steps[$0].node.index] }.reduce(1) { cost, step in
      let node = graph[trace.program.steps[step].node]
      return cost + ([node.shape.count] + node.inputs.map { graph[$0].shape.count }).reduce(1, max)
    }
    run(steps.filter { changed[trace.program.steps[$0].node.index] }.map { all[$0] })
  }

  /// Puts a number into a leaf that varies.
  package mutating func set(_ entry: Entry, to value: Double) {
    let node = program.graph[entry.quantity.node]
    memory[node.offset + node.place(of: entry)] = value
  }

  /// The result for the numbers that are set.
  package mutating func value() -> Double {
    run(instructions)
    return memory[result]
  }

  private mutating func run(_ instructions: [Instruction]) {
    program.withMachine(on: &memory) { machine, operands in
      for instruction in instructions { machine.evaluate(instruction, operands) }
    }
  }
}

extension Graph {
  /// For each node, whether the result depends on it; the result itself among them.
  fileprivate func ancestors(of result: NodeID) -> [Bool] {
    var isNeeded = Array(repeating: false, count: nodes.count)
    isNeeded[result.index] = true
    for node in nodes[...result.index].reversed() where isNeeded[node.id.index] {
      for input in node.inputs { isNeeded[input.index] = true }
    }
    return isNeeded
  }

  /// For each node, whether it depends on one of these; these themselves among them.
  fileprivate func dependents(of leaves: Set<NodeID>) -> [Bool] {
    var depends = Array(repeating: false, count: nodes.count)
    for node in nodes {
      depends[node.id.index] =
        leaves.contains(node.id) || node.inputs.contains { depends[$0.index] }
    }
    return depends
  }
}
