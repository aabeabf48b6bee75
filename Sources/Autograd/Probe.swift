/// A run's forward half, done again and again with other numbers in a few leaves: for pictures of a
/// function, whose points nobody steps to.
///
/// Only what lies between those leaves and the result is worked out anew, in memory that stays: a
/// point of a small model costs far less than a trace. What was overwritten stays so.
package struct Probe: Sendable {
  private let program: Program
  private let result: Int
  /// The steps between the leaves that vary and the result.
  private let steps: [Int]
  private let overrides: Overrides
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
    let all = trace.program.steps
    let forward = all.indices.filter { all[$0].phase == .forward && needed[all[$0].node.index] }
    let overwritten = trace.overwritten.keys.map { ($0, trace[$0]) }
    overrides = Overrides(Dictionary(uniqueKeysWithValues: overwritten), in: trace.program)
    steps = forward.filter { moving[all[$0].node.index] }
    cost = steps.reduce(1) { $0 + graph.size(of: all[$1].node) }
    run(forward.filter { changed[all[$0].node.index] })
  }

  /// Puts a number into a leaf that varies.
  package mutating func set(_ entry: Entry, to value: Double) {
    let node = program.graph[entry.quantity.node]
    memory[node.offset + node.place(of: entry)] = value
  }

  /// The result for the numbers that are set.
  package mutating func value() -> Double {
    run(steps)
    return memory[result]
  }

  private mutating func run(_ steps: [Int]) {
    program.withMachine(on: &memory) { machine, operands in
      for step in steps {
        machine.evaluate(program.instructions[step], operands)
        if let cuts = overrides[program.steps[step].node] { machine.overwrite(cuts) }
      }
    }
  }
}

extension Graph {
  /// About how many numbers the op of a node goes through.
  fileprivate func size(of node: NodeID) -> Int {
    ([node] + self[node].inputs).map { self[$0].shape.count }.reduce(1, max)
  }

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
