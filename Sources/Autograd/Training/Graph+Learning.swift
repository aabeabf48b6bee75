extension Graph {
  /// Adds what an optimizer does as updates, for every weight that has none yet.
  ///
  /// What it remembers are new leaves (``Node/Origin/state``), and its formulas are ops on the
  /// weights' gradients. A graph so extended is run, traced and explained like any other; to go on
  /// from a run, set what ``Trace/next`` has and run again.
  ///
  /// ```swift
  /// graph.learn(with: .momentum(rate: 0.1))
  /// // v(w) ← μ v(w) + ∂L/∂w
  /// // w ← w − η v(w)
  /// ```
  ///
  /// - Parameters:
  ///   - clipping: a bound for the gradients of these weights; nil for none.
  ///   - root: what the gradients are of, for the lines to name it; `L` where it is nil.
  /// - Precondition: the rate and the bound are above 0, decays from 0 and below 1, ε not below 0.
  public mutating func learn(
    with optimizer: Optimizer, clipping: Clipping? = nil, from root: NodeID? = nil
  ) {
    precondition(optimizer.isValid, "a rate is above 0, a decay from 0 to 1")
    precondition(clipping?.bound ?? 1 > 0, "a bound is above 0")
    let weights = nodes.filter { $0.origin == .weight && update(of: $0.id) == nil }.map(\.id)
    guard !weights.isEmpty else { return }
    var learning = Learning(self, from: root)
    let gradients = learning.clipped(learning.gradients(of: weights), of: weights, clipping)
    learning.update(zip(weights, gradients).map { ($0, $1) }, with: optimizer)
    self = learning.graph
  }

  /// Adds what an optimizer does once a batch of examples was run, one after the other.
  ///
  /// Behind each example its gradients are added to sums, behind the last of the batch the weights
  /// learn from the mean; who runs the graph does the latter then only, and begins the next batch
  /// with sums of 0.
  ///
  /// - Parameter count: of how many examples a batch is, where a run says nothing else.
  package mutating func learnFromBatches(
    of count: Int, with optimizer: Optimizer, clipping: Clipping? = nil, from root: NodeID? = nil
  ) -> BatchNodes {
    let weights = nodes.filter { $0.origin == .weight && update(of: $0.id) == nil }.map(\.id)
    var learning = Learning(self, from: root)
    let gradients = learning.gradients(of: weights)
    let batch = learning.sums(of: zip(weights, gradients).map { ($0, $1) }, count)
    let means = learning.means(of: weights, batch)
    learning.update(
      zip(weights, learning.clipped(means, of: weights, clipping)).map { ($0, $1) },
      with: optimizer)
    self = learning.graph
    return batch
  }
}

/// What a graph remembers from one example of a batch to the next.
package struct BatchNodes: Hashable, Sendable {
  /// The weights that learn, and in the same order the sums of their gradients so far.
  package let weights: [NodeID]
  package let sums: [NodeID]
  /// How many examples the batch has.
  package let count: NodeID
}

/// Adds updates to a graph.
private struct Learning {
  private(set) var graph: Graph
  private let root: String
  private var taken: Set<String>

  init(_ graph: Graph, from root: NodeID?) {
    self.graph = graph
    self.root = root.map { graph[$0].label } ?? "L"
    taken = Set(graph.nodes.map(\.name))
  }

  // MARK: Gradients

  mutating func gradients(of weights: [NodeID]) -> [NodeID] {
    weights.map { graph.gradient(of: $0, label: gradient(of: $0)) }
  }

  /// The gradients that are learned from.
  mutating func clipped(
    _ gradients: [NodeID], of weights: [NodeID], _ clipping: Clipping?
  ) -> [NodeID] {
    switch clipping {
    case nil: return gradients
    case .value(let bound):
      return zip(weights, gradients).map { weight, gradient in
        let text = "max(−C, min(C, \(graph[gradient].label)))"
        return clipped(.clipValue(bound), weight, [gradient], text, bound)
      }
    case .norm(let bound):
      let norm = norm(weights, gradients)
      return zip(weights, gradients).map { weight, gradient in
        let text = "\(graph[gradient].label) min(1, C / \(graph[norm].label))"
        return clipped(.clipNorm(bound), weight, [gradient, norm], text, bound)
      }
    }
  }

  private mutating func clipped(
    _ op: Op, _ weight: NodeID, _ inputs: [NodeID], _ text: String, _ bound: Double
  ) -> NodeID {
    let name = free("g(\(graph[weight].label))")
    graph.beginLine("\(name) = \(text)", caption: "the gradient, clipped; C = \(bound.whole)")
    return apply(op, inputs, named: name)
  }

  private mutating func norm(_ weights: [NodeID], _ gradients: [NodeID]) -> NodeID {
    let squares = zip(weights, gradients).map { weight, gradient in
      let name = free("squares(\(graph[weight].label))")
      graph.beginLine("\(name) = Σ (\(graph[gradient].label))²")
      return apply(.squareSum, [gradient], named: name)
    }
    let name = free("norm"), names = squares.map { graph[$0].label }
    let total = names.count > 3 ? [names[0], "…", names[names.count - 1]] : names
    graph.beginLine(
      "\(name) = √(\(total.joined(separator: " + ")))", caption: "the length of all gradients")
    return apply(.norm(squares.count), squares, named: name)
  }

  // MARK: Batches

  /// The sums of the gradients, an example at a time.
  mutating func sums(
    of learned: [(weight: NodeID, gradient: NodeID)], _ count: Int
  ) -> BatchNodes {
    let number = graph.state(free("B"), Matrix(Double(count)))
    let sums = learned.map { weight, gradient in
      let sum = memory("sum", of: weight)
      let label = graph[sum].label
      begin(sum, "\(label) + \(graph[gradient].label)", "the gradients of the batch so far")
      become(sum, .add, [sum, gradient])
      return sum
    }
    return BatchNodes(weights: learned.map(\.weight), sums: sums, count: number)
  }

  /// What the weights learn from behind the last example of a batch.
  mutating func means(of weights: [NodeID], _ batch: BatchNodes) -> [NodeID] {
    zip(weights, batch.sums).map { weight, sum in
      let name = free("g(\(graph[weight].label))"), count = graph[batch.count].label
      graph.beginLine(
        "\(name) = \(graph[sum].label) / \(count)",
        caption: "the mean over the \(count) examples of the batch")
      // The sum with this example's gradient in it.
      let rule = graph[weight].shape.isScalar ? Op.divide : .divide.spreading(1)
      return apply(rule, [graph.update(of: sum) ?? sum, batch.count], named: name)
    }
  }

  // MARK: Updates

  mutating func update(_ weights: [(NodeID, gradient: NodeID)], with optimizer: Optimizer) {
    switch optimizer {
    case .sgd(let rate):
      for (weight, gradient) in weights {
        begin(weight, "\(graph[weight].label) − η \(graph[gradient].label)", "η = \(rate.whole)")
        become(weight, .sgd(rate: rate), [weight, gradient])
      }
    case .momentum(let rate, let decay):
      for (weight, gradient) in weights { momentum(weight, gradient, rate, decay) }
    case .adam(let rate, let firstDecay, let secondDecay, let epsilon):
      let op = Op.adam(
        rate: rate, firstDecay: firstDecay, secondDecay: secondDecay, epsilon: epsilon)
      let count = count()
      for (weight, gradient) in weights {
        let (m, v) = means(weight, gradient, firstDecay, secondDecay)
        let w = graph[weight].label, t = graph[count.leaf].label
        begin(
          weight, "\(w) − η (m(\(w)) / (1 − β₁^\(t))) / (√(v(\(w)) / (1 − β₂^\(t))) + ε)",
          "η = \(rate.whole), ε = \(epsilon.whole)")
        become(weight, op, [weight, m, v, count.next])
      }
    }
  }

  private mutating func momentum(
    _ weight: NodeID, _ gradient: NodeID, _ rate: Double, _ decay: Double
  ) {
    let v = memory("v", of: weight), g = graph[gradient].label, w = graph[weight].label
    begin(v, "μ \(graph[v].label) + \(g)", "μ = \(decay.whole)")
    let next = become(v, .momentum(decay: decay), [v, gradient])
    begin(weight, "\(w) − η \(graph[v].label)", "η = \(rate.whole)")
    become(weight, .sgd(rate: rate), [weight, next])
  }

  /// The number of the update, from 1.
  private mutating func count() -> (leaf: NodeID, next: NodeID) {
    let count = graph.state(free("t"), Matrix(0)), one = graph.constant(Matrix(1), label: "1")
    begin(count, "\(graph[count].label) + 1", "the number of the update")
    return (count, become(count, .add, [count, one]))
  }

  private mutating func means(
    _ weight: NodeID, _ gradient: NodeID, _ firstDecay: Double, _ secondDecay: Double
  ) -> (m: NodeID, v: NodeID) {
    let m = memory("m", of: weight), v = memory("v", of: weight), g = graph[gradient].label
    begin(m, "β₁ \(graph[m].label) + (1 − β₁) \(g)", "β₁ = \(firstDecay.whole)")
    let nextM = become(m, .movingAverage(decay: firstDecay), [m, gradient])
    begin(v, "β₂ \(graph[v].label) + (1 − β₂) (\(g))²", "β₂ = \(secondDecay.whole)")
    return (nextM, become(v, .movingSquare(decay: secondDecay), [v, gradient]))
  }

  // MARK: Parts

  /// What is remembered of a weight's gradients, at first nothing.
  private mutating func memory(_ letter: String, of weight: NodeID) -> NodeID {
    graph.state(
      free("\(letter)(\(graph[weight].label))"), Matrix(graph[weight].shape, repeating: 0))
  }

  private mutating func begin(_ leaf: NodeID, _ text: String, _ caption: String) {
    graph.beginLine("\(graph[leaf].label) ← \(text)", caption: caption)
  }

  @discardableResult
  private mutating func become(_ leaf: NodeID, _ op: Op, _ inputs: [NodeID]) -> NodeID {
    let label = graph[leaf].label
    let result = apply(op, inputs, named: free("\(graph[leaf].name)'"), label: label)
    graph.update(leaf, to: result)
    return result
  }

  private mutating func apply(
    _ op: Op, _ inputs: [NodeID], named name: String, label: String? = nil
  ) -> NodeID {
    do throws(ShapeError) {
      return try graph.apply(op, inputs, named: name, label: label, phase: .update)
    } catch {
      preconditionFailure("a gradient has its weight's shape")
    }
  }

  private func gradient(of weight: NodeID) -> String { "∂\(root)/∂\(graph[weight].label)" }

  /// A name like this one that no node has.
  private mutating func free(_ name: String) -> String {
    var name = name
    while !taken.insert(name).inserted { name += "'" }
    return name
  }
}
