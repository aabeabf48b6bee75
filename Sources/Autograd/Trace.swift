/// Everything that happened when a program ran: each value, each gradient, each share of it.
public struct Trace: Sendable {
  /// What was run.
  public let program: Program
  /// Values and gradients, where the program's layout puts them.
  let memory: [Double]
  /// What each backward step added, in the order of the steps.
  let shares: [Double]
  /// The values that were overwritten in this run, each with what its rule had given.
  public let overwritten: [Entry: Double]

  /// The quantities.
  public var graph: Graph { program.graph }

  /// A value or a gradient, whole: `trace[.value(y)]`, `trace[.gradient(w)]`.
  public subscript(quantity: Quantity) -> Matrix {
    let shape = graph[quantity.node].shape, start = start(of: quantity)
    return Matrix(shape, Array(memory[start..<start + shape.count]))
  }

  /// One number of a quantity: `trace[Entry(.gradient(w), row: 1)]`.
  ///
  /// - Precondition: the quantity has such a row and column.
  public subscript(entry: Entry) -> Double {
    memory[start(of: entry.quantity) + graph.nodes[entry.quantity.node.index].place(of: entry)]
  }

  private func start(of quantity: Quantity) -> Int {
    program.layout.start(of: quantity, in: graph)
  }

  /// The share a backward step added to its target.
  ///
  /// - Precondition: the step goes backward.
  public func share(of step: Program.Step) -> Matrix {
    precondition(step.slot != nil, "only a backward step adds a share")
    let shape = graph[step.target.node].shape
    return Matrix(shape, Array(shares[step.share..<step.share + shape.count]))
  }

  /// The share a backward step added to one element of its target.
  ///
  /// - Precondition: the step goes backward, and its target has such a row and column.
  public func share(of step: Program.Step, at entry: Entry) -> Double {
    precondition(step.slot != nil, "only a backward step adds a share")
    return shares[step.share + graph.nodes[step.target.node.index].place(of: entry)]
  }

  /// The ledger of a gradient: each step that added to it, in order, with the total after it.
  ///
  /// Shares of stable forms that passed the quantity by are among them.
  public func ledger(of node: NodeID) -> [(step: Program.Step, share: Matrix, total: Matrix)] {
    var totals = RunningTotals(self)
    return program.steps.filter { $0.target == .gradient(node) }.map { step in
      (step, share(of: step), totals.add(step).after)
    }
  }

  /// The weights before the updates.
  public var weights: [NodeID: Matrix] {
    let weights = graph.nodes.filter { $0.origin == .weight }
    return Dictionary(uniqueKeysWithValues: weights.map { ($0.id, self[.value($0.id)]) })
  }

  /// The weights after the updates; those that no update names keep their value.
  public var updatedWeights: [NodeID: Matrix] { next.filter { graph[$0.key].origin == .weight } }

  /// What the next run goes on from: the weights and the states after the updates.
  public var next: [NodeID: Matrix] {
    var next: [NodeID: Matrix] = [:]
    for node in graph.nodes where node.origin == .weight || node.origin == .state {
      next[node.id] = self[.value(node.id)]
    }
    for update in graph.updates {
      next[update.weight] = Matrix(
        graph[update.weight].shape, self[.value(update.result)].elements)
    }
    return next
  }
}

extension Node {
  /// Where an element lies among the node's own, row by row.
  ///
  /// - Precondition: there is such a row and column; the numbers of another quantity lie behind.
  func place(of entry: Entry) -> Int {
    let (rows, columns) = (shape.rowCount, shape.columnCount)
    precondition(
      entry.row >= 0 && entry.row < rows && entry.column >= 0 && entry.column < columns,
      "an element of what has the shape \(shape)")
    return entry.row * columns + entry.column
  }
}
