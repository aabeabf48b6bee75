/// Everything that happened when a program ran: each value, each gradient, each share of it.
public struct Trace: Sendable {
  public let program: Program
  /// Values and gradients, where the program's layout puts them.
  let memory: [Double]
  /// What each backward step added, in the order of the steps.
  let shares: [Double]

  public var graph: Graph { program.graph }

  public subscript(quantity: Quantity) -> Matrix {
    let shape = graph[quantity.node].shape, start = start(of: quantity)
    return Matrix(shape, Array(memory[start..<start + shape.count]))
  }

  public subscript(entry: Entry) -> Double {
    let columns = graph.nodes[entry.quantity.node.index].shape.columnCount
    return memory[start(of: entry.quantity) + entry.row * columns + entry.column]
  }

  private func start(of quantity: Quantity) -> Int {
    program.layout.start(of: quantity, in: graph)
  }

  /// The share a backward step added to its target.
  public func share(of step: Program.Step) -> Matrix {
    let shape = graph[step.target.node].shape
    return Matrix(shape, Array(shares[step.share..<step.share + shape.count]))
  }

  /// The share a backward step added to one element of its target.
  public func share(of step: Program.Step, at entry: Entry) -> Double {
    shares[step.share + entry.row * graph[step.target.node].shape.columnCount + entry.column]
  }

  /// The ledger of a gradient: each step that added to it, in order, with the total after it.
  ///
  /// Shares of stable forms that passed the quantity by are among them.
  public func ledger(of node: NodeID) -> [(step: Program.Step, share: Matrix, total: Matrix)] {
    var total = Matrix(graph[node].shape, repeating: node == program.root ? 1 : 0)
    return program.steps.filter { $0.target == .gradient(node) }.map { step in
      let share = share(of: step)
      for n in total.elements.indices { total.elements[n] += share.elements[n] }
      return (step, share, total)
    }
  }

  /// The weights before the updates.
  public var weights: [NodeID: Matrix] {
    let weights = graph.nodes.filter { $0.origin == .weight }
    return Dictionary(uniqueKeysWithValues: weights.map { ($0.id, self[.value($0.id)]) })
  }

  /// The weights after the updates; those that no update names keep their value.
  public var updatedWeights: [NodeID: Matrix] {
    var weights: [NodeID: Matrix] = [:]
    for node in graph.nodes where node.origin == .weight {
      weights[node.id] = self[.value(node.id)]
    }
    for update in graph.updates {
      weights[update.weight] = Matrix(
        graph[update.weight].shape, self[.value(update.result)].elements)
    }
    return weights
  }

  /// The first step whose numbers are not all finite.
  ///
  /// Shares from which nothing follows may be infinite: those that are only shown, for the stable
  /// form that passed their target by is finite, and those of data, as the truth's where a
  /// probability is 0 or 1.
  public var firstNotFinite: Program.Step? {
    if memory.allSatisfy(\.isFinite) && shares.allSatisfy(\.isFinite) { return nil }
    return program.steps.first { step in
      let target = graph.nodes[step.target.node.index]
      if step.slot == nil { return !isFinite(memory, from: target.offset, target.shape.count) }
      guard !step.isDetour, target.origin != .given else { return false }
      return !isFinite(shares, from: step.share, target.shape.count)
    }
  }

  private func isFinite(_ numbers: [Double], from start: Int, _ count: Int) -> Bool {
    numbers[start..<start + count].allSatisfy(\.isFinite)
  }
}
