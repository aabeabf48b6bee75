/// Everything that happened when a program ran: each value, each gradient, each share of it.
public struct Trace: Sendable {
  public let program: Program
  let values: [Double]
  let gradients: [Double]
  /// What each backward step added, in the order of the steps.
  let shares: [Double]

  public var graph: Graph { program.graph }

  public subscript(quantity: Quantity) -> Matrix {
    let node = graph[quantity.node]
    let arena = quantity.kind == .value ? values : gradients
    return Matrix(node.shape, Array(arena[node.places]))
  }

  public subscript(entry: Entry) -> Double {
    let node = graph[entry.quantity.node]
    let place = node.offset + entry.row * node.shape.columnCount + entry.column
    return entry.quantity.kind == .value ? values[place] : gradients[place]
  }

  /// The share a backward step added to its target.
  public func share(of step: Program.Step) -> Matrix {
    let shape = graph[step.target.node].shape
    return Matrix(shape, Array(shares[step.share..<step.share + shape.count]))
  }

  /// The ledger of a gradient: each step that added to it, in order, with the total after it.
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
  public var firstNotFinite: Program.Step? {
    program.steps.first { step in
      step.slot == nil ? !self[step.target].isFinite : !share(of: step).isFinite
    }
  }
}
