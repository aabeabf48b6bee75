/// A graph ready to run: its operations in order, forward, backward from a root, then the updates.
public struct Program: Sendable {
  public let graph: Graph
  /// The scalar that the backward pass starts from; without one, there is no backward pass.
  public let root: NodeID?
  public let steps: [Step]

  /// One operation done.
  public struct Step: Hashable, Sendable {
    public enum Phase: String, Hashable, Sendable, CaseIterable { case forward, backward, update }

    public let phase: Phase
    /// The node whose op it is.
    public let node: NodeID
    /// Backward: which input of the op the share goes to.
    public let slot: Int?
    /// What it gives a value, or adds a share to.
    public let target: Quantity
    /// Backward: where its share lies in the trace's shares.
    let share: Int
  }

  /// - Precondition: `root` is a scalar.
  public init(_ graph: Graph, root: NodeID? = nil) {
    precondition(root.map { graph[$0].shape.count == 1 } ?? true, "a loss is a scalar")
    self.graph = graph
    self.root = root
    let backward = root.map { Self.backward(graph, from: $0) } ?? []
    steps = Self.values(graph, .forward) + backward + Self.values(graph, .update)
  }

  private static func values(_ graph: Graph, _ phase: Node.Phase) -> [Step] {
    graph.nodes.filter { $0.op != nil && $0.phase == phase }.map {
      Step(
        phase: phase == .forward ? .forward : .update, node: $0.id, slot: nil,
        target: .value($0.id), share: 0)
    }
  }

  /// One step a use, last op first: by the time an op hands its gradient on, all uses of its
  /// output have added theirs.
  private static func backward(_ graph: Graph, from root: NodeID) -> [Step] {
    var isReached = Array(repeating: false, count: graph.nodes.count)
    isReached[root.index] = true
    var steps: [Step] = [], share = 0
    for node in graph.nodes.reversed() where isReached[node.id.index] {
      for (slot, input) in node.inputs.enumerated() {
        // A number written in the model is no quantity: nothing asks for its gradient.
        if graph[input].origin == .constant, !graph[input].isNamed { continue }
        isReached[input.index] = true
        steps.append(
          Step(
            phase: .backward, node: node.id, slot: slot, target: .gradient(input), share: share))
        share += graph[input].shape.count
      }
    }
    return steps
  }
}

// MARK: - Running

extension Program {
  /// Every value, gradient and share for these numbers in the leaves.
  ///
  /// - Parameter leaves: numbers in place of the ones the graph was built with.
  /// - Precondition: each matrix has its leaf's shape.
  public func run(setting leaves: [NodeID: Matrix] = [:]) -> Trace {
    var values = graph.initial
    for (id, matrix) in leaves {
      precondition(graph[id].shape.count == matrix.elements.count, "a leaf keeps its shape")
      values.replaceSubrange(graph[id].places, with: matrix.elements)
    }
    var shares: [Double] = []
    var gradients = Array(repeating: 0.0, count: values.count)
    if let root { gradients[graph[root].offset] = 1 }
    for step in steps {
      let node = graph[step.node]
      if let slot = step.slot {
        let target = graph[step.target.node]
        target.forEachElement { place, row, column in
          let share = node.backward[slot](
            row: row, column: column, values: values, gradients: gradients)
          shares.append(share)
          gradients[place] += share
        }
      } else if let forward = node.forward {
        node.forEachElement { place, row, column in
          values[place] = forward(row: row, column: column, values: values, gradients: gradients)
        }
      }
    }
    return Trace(program: self, values: values, gradients: gradients, shares: shares)
  }
}

extension Node {
  /// Where its numbers lie in an arena.
  var places: Range<Int> { offset..<offset + shape.count }

  func forEachElement(_ body: (_ place: Int, _ row: Int, _ column: Int) -> Void) {
    for row in 0..<shape.rowCount {
      for column in 0..<shape.columnCount {
        body(offset + row * shape.columnCount + column, row, column)
      }
    }
  }
}

extension Graph {
  /// Runs the graph once, backward from `root` where one is given.
  public func trace(setting leaves: [NodeID: Matrix] = [:], root: NodeID? = nil) -> Trace {
    Program(self, root: root).run(setting: leaves)
  }
}
