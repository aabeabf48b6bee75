/// A graph ready to run: its operations in order, forward, backward from a root, then the updates.
///
/// It never changes, so all that run it share one: an object, since every moment that is shown, and
/// every copy of it, names its program.
public final class Program: Sendable {
  /// The quantities.
  public let graph: Graph
  /// The scalar that the backward pass starts from; without one, there is no backward pass.
  public let root: NodeID?
  /// The operations in the order they are done.
  public let steps: [Step]
  /// What runs each step, in the same order.
  let instructions: [Instruction]
  /// Where the operands of the instructions lie, all one behind the other.
  let operands: [Int]
  let layout: Layout
  /// How many sums are remembered at once, at most.
  let memoCount: Int

  /// One operation done.
  public struct Step: Hashable, Sendable {
    /// When a step is done.
    public enum Phase: String, Hashable, Sendable, CaseIterable { case forward, backward, update }

    /// When it is done.
    public let phase: Phase
    /// The node whose op it is.
    public let node: NodeID
    /// Backward: which input of the op the share goes to.
    public let slot: Int?
    /// What it gives a value, or adds a share to.
    public let target: Quantity
    /// Whether the share goes to a quantity that the node's stable form passes by: it is shown, found
    /// with the rule of ``Node/detour``, whose input `slot` is, and flows no further.
    public let isDetour: Bool
    /// Backward: where its share lies in the trace's shares.
    let share: Int
    /// Backward: whether a later share takes its place (``Graph/overwritesGradients``).
    var isOverwritten = false
  }

  /// Puts the operations of a graph in order.
  ///
  /// - Parameter root: the scalar that gradients are of, such as a loss; nil for forward only.
  /// - Precondition: `root` is a scalar.
  /// - Complexity: O(n) in the operations and their operands.
  public init(_ graph: Graph, root: NodeID? = nil) {
    precondition(root.map { graph[$0].shape.count == 1 } ?? true, "a loss is a scalar")
    self.graph = graph
    self.root = root
    var backward = root.map { Self.backward(graph, from: $0) } ?? []
    if graph.overwritesGradients { backward.overwrite() }
    steps = Self.values(graph, .forward) + backward + Self.values(graph, .update)
    layout = Layout(graph, backward)
    var assembly = Assembly(graph: graph, layout: layout)
    instructions = steps.map { assembly.instruction($0) }
    operands = assembly.operands
    memoCount = instructions.reduce(0) { max($0, $1.kernel.memos) }
  }

  private static func values(_ graph: Graph, _ phase: Node.Phase) -> [Step] {
    graph.nodes.filter { $0.rules != nil && $0.phase == phase }.map {
      Step(
        phase: phase == .forward ? .forward : .update, node: $0.id, slot: nil,
        target: .value($0.id), isDetour: false, share: 0)
    }
  }

  /// One step a use, last op first: by the time an op hands its gradient on, all uses of its
  /// output have added theirs.
  private static func backward(_ graph: Graph, from root: NodeID) -> [Step] {
    var isReached = Array(repeating: false, count: graph.nodes.count)
    isReached[root.index] = true
    var steps: [Step] = [], share = 0
    for node in graph.nodes.reversed() where isReached[node.id.index] {
      for use in graph.backwardUses(of: node) {
        if !use.isDetour { isReached[use.input.index] = true }
        steps.append(
          Step(
            phase: .backward, node: node.id, slot: use.slot, target: .gradient(use.input),
            isDetour: use.isDetour, share: share))
        share += graph[use.input].shape.count
      }
    }
    return steps
  }
}

extension [Program.Step] {
  /// Leaves each gradient its last share.
  fileprivate mutating func overwrite() {
    var isGiven: Set<Quantity> = []
    for n in indices.reversed() where !isGiven.insert(self[n].target).inserted {
      self[n].isOverwritten = true
    }
  }
}

extension Graph {
  fileprivate struct BackwardUse {
    let slot: Int
    let input: NodeID
    let isDetour: Bool
  }

  /// The inputs a node's op gives a share to: what is passed by first, as it is nearer to the root.
  fileprivate func backwardUses(of node: Node) -> [BackwardUse] {
    guard case .computed(let op, let inputs) = node.origin else { return [] }
    let passedBy = node.detour.map { detour in
      uses(detour.op, detour.inputs, isDetour: true).filter { !inputs.contains($0.input) }
    }
    return (passedBy ?? []) + uses(op, inputs, isDetour: false)
  }

  private func uses(_ op: Op, _ inputs: [NodeID], isDetour: Bool) -> [BackwardUse] {
    inputs.indices.compactMap { slot in
      let input = self[inputs[slot]]
      // A number written in the model is no quantity: nothing asks for its gradient.
      let isQuantity = !(input.origin == .constant && !input.isNamed) && input.hasGradient
      guard isQuantity, op.backward[slot] != nil else { return nil }
      return BackwardUse(slot: slot, input: input.id, isDetour: isDetour)
    }
  }
}
