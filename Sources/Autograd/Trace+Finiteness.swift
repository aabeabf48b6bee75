extension Trace {
  /// How a number came to be none: ∞, −∞ or NaN.
  public enum NotFinite: Hashable, Sendable {
    /// It was no finite number when the run began.
    case leaf(Entry)
    /// An operation gave it, as a value or as a share of a gradient.
    case made(Entry, by: Program.Step)
    /// Each share of a gradient is finite, their total is not; the step added the last of them.
    case total(Entry, at: Program.Step)

    public var entry: Entry {
      switch self {
      case .leaf(let entry), .made(let entry, by: _), .total(let entry, at: _): entry
      }
    }
  }

  /// The first number that is not finite: of what the run began with, then step by step.
  ///
  /// Values must be finite, all of them. So must gradients, but for those that nothing is learned
  /// from:
  /// - Shares that are only shown, for the stable form that passed their target by is finite.
  /// - Gradients that flow on to no weight, as the truth's where a probability is 0 or 1. They are
  ///   data's, or what is computed of data alone, however that is spelled. In a model without
  ///   weights these are all gradients.
  public var firstNotFinite: NotFinite? {
    if memory.allSatisfy(\.isFinite) && shares.allSatisfy(\.isFinite) { return nil }
    for node in graph.nodes where node.isLeaf {
      if let entry = notFinite(.value(node.id), memory, from: node.offset) { return .leaf(entry) }
    }
    let matters = graph.leadsToWeights
    var last: [NodeID: Int] = [:]
    for (n, step) in program.steps.enumerated() where step.phase == .backward && !step.isDetour {
      last[step.target.node] = n
    }
    for (n, step) in program.steps.enumerated() {
      let target = step.target.node
      if step.slot == nil {
        if let entry = notFinite(step.target, memory, from: graph[target].offset) {
          return .made(entry, by: step)
        }
      } else if !step.isDetour, matters[target.index] {
        if let entry = notFinite(step.target, shares, from: step.share) {
          return .made(entry, by: step)
        }
        let start = program.layout.start(of: .flowing(target), in: graph)
        if last[target] == n, let entry = notFinite(step.target, memory, from: start) {
          return .total(entry, at: step)
        }
      }
    }
    return nil
  }

  /// The first element of a quantity whose number, in a list from `start` on, is not finite.
  private func notFinite(_ quantity: Quantity, _ numbers: [Double], from start: Int) -> Entry? {
    let shape = graph[quantity.node].shape
    let place = numbers[start..<start + shape.count].firstIndex { !$0.isFinite }
    return place.map {
      let (row, column) = ($0 - start).quotientAndRemainder(dividingBy: shape.columnCount)
      return Entry(quantity, row: row, column: column)
    }
  }
}

extension Graph {
  /// For each node, whether its gradient flows on to a weight, or is a weight's.
  fileprivate var leadsToWeights: [Bool] {
    nodes.reduce(into: []) { leads, node in
      let flows = zip(node.inputs, node.op?.backward ?? []).contains { input, rule in
        rule != nil && leads[input.index]
      }
      leads.append(node.origin == .weight || flows)
    }
  }
}
