/// Programs that learn the same weights, made once and run again and again.
///
/// A part is a program for examples of one size (one sequence length) with room for so many examples
/// side by side, its lanes. Training is: set the examples, run, update.
///
/// ```swift
/// var machine = TrainingMachine([.init(program, lanes: 4)], optimizer: .adam(rate: 0.01))
/// for (lane, example) in batch.enumerated() { machine.set(x, to: example, lane: lane) }
/// machine.beginUpdate()
/// machine.run()
/// machine.update()
/// ```
public struct TrainingMachine: ~Copyable {
  public struct Part: Sendable {
    public let program: Program
    /// How many examples are run side by side.
    public let lanes: Int
    /// Constants that are drawn anew for every example and update, as the masks of a dropout; they
    /// are set as givens are.
    public let redrawn: [NodeID]

    /// - Precondition: at least one lane.
    public init(_ program: Program, lanes: Int = 1, redrawn: [NodeID] = []) {
      precondition(lanes > 0, "a part has a lane")
      self.program = program
      self.lanes = lanes
      self.redrawn = redrawn
    }
  }

  /// One example's numbers.
  private struct Lane {
    var leaves: [NodeID: Matrix] = [:]
    /// How much its loss counts.
    var share: Double
    var trace: Trace?
  }

  public let parts: [Part]
  /// The weights, as nodes of the first part; then, by part, as nodes of each, in the same order.
  private let weights: [NodeID]
  private let nodes: [[NodeID]]
  /// What the optimizer does; nil where no weight learns by it.
  private let rule: LearningRule?
  private var lanes: [[Lane]]
  /// The numbers of the weights.
  private var numbers: [Matrix]
  /// What the optimizer remembers.
  private var states: [Matrix]
  /// Of each weight, the gradients of all runs of this update.
  private var gradients: [Matrix]
  /// Of each weight, what the model's own `update` lines gave; nil where none did.
  private var results: [Matrix?]

  /// The weights start with the numbers of the first part.
  ///
  /// - Parameters:
  ///   - optimizer: how weights learn that the model has no `update` line for, where there is a loss.
  ///   - clipping: a bound for the gradients of those weights.
  /// - Precondition: at least one part; all have weights of the same names and shapes.
  public init(_ parts: [Part], optimizer: Optimizer, clipping: Clipping? = nil) {
    precondition(!parts.isEmpty, "a machine has a part")
    let graph = parts[0].program.graph
    weights = graph.nodes.filter { $0.origin == .weight }.map(\.id)
    nodes = parts.map { [weights] in $0.program.graph.nodes(like: weights, of: graph) }
    self.parts = parts
    rule = LearningRule(parts[0].program, optimizer, clipping)
    lanes = parts.map {
      Array(repeating: Lane(share: 1 / Double($0.lanes)), count: $0.lanes)
    }
    numbers = weights.map { graph.numbers(of: $0) }
    states = rule?.initialStates ?? []
    gradients = []
    results = []
    beginUpdate()
  }

  // MARK: Numbers

  /// Everything that lasts from one update to the next, in a fixed order: the weights, then what the
  /// optimizer remembers.
  public var memory: [Double] {
    get { (numbers + states).flatMap(\.elements) }
    set {
      var rest = newValue[...]
      func take(_ matrix: Matrix) -> Matrix {
        defer { rest = rest.dropFirst(matrix.shape.count) }
        return Matrix(matrix.shape, Array(rest.prefix(matrix.shape.count)))
      }
      numbers = numbers.map(take)
      states = states.map(take)
      precondition(rest.isEmpty, "a memory has as many numbers as it had")
    }
  }

  /// A weight's numbers, by its node in the first part's graph.
  public subscript(weight weight: NodeID) -> Matrix {
    get { numbers[place(of: weight)] }
    set {
      precondition(newValue.shape == numbers[place(of: weight)].shape, "a weight keeps its shape")
      numbers[place(of: weight)] = newValue
    }
  }

  private func place(of weight: NodeID) -> Int {
    guard let place = weights.firstIndex(of: weight) else {
      preconditionFailure("a weight of the first part")
    }
    return place
  }

  /// Sets a given, or a redrawn constant, of one example.
  public mutating func set(_ leaf: NodeID, to numbers: Matrix, part: Int = 0, lane: Int = 0) {
    let node = parts[part].program.graph[leaf]
    precondition(
      node.origin == .given || parts[part].redrawn.contains(leaf), "\(node.name) is an example's")
    precondition(node.shape == numbers.shape, "\(node.name) keeps its shape \(node.shape)")
    lanes[part][lane].leaves[leaf] = numbers
  }

  /// How much the loss of a lane counts in what is learned from: 1/B for each example of a batch of
  /// B, 0 for a lane without an example. It starts at 1/lanes.
  public mutating func weigh(part: Int, lane: Int, by share: Double) {
    lanes[part][lane].share = share
  }

  /// What a quantity was in the last run.
  public func value(of node: NodeID, part: Int = 0, lane: Int = 0) -> Matrix {
    matrix(.value(node), part, lane)
  }

  /// The gradient of the lane's own loss in the last run.
  public func gradient(of node: NodeID, part: Int = 0, lane: Int = 0) -> Matrix {
    matrix(.gradient(node), part, lane)
  }

  /// The loss in the last run; NaN where the program has none.
  public func loss(part: Int = 0, lane: Int = 0) -> Double {
    parts[part].program.root.map { value(of: $0, part: part, lane: lane).elements[0] } ?? .nan
  }

  /// NaN before the first run.
  private func matrix(_ quantity: Quantity, _ part: Int, _ lane: Int) -> Matrix {
    let shape = parts[part].program.graph[quantity.node].shape
    return lanes[part][lane].trace?[quantity] ?? Matrix(shape, repeating: .nan)
  }

  // MARK: Running

  /// Begins the sum of gradients that the next update learns from.
  public mutating func beginUpdate() {
    gradients = numbers.map { Matrix($0.shape, repeating: 0) }
    results = numbers.map { _ in nil }
  }

  /// Forward and backward for all lanes of a part; the gradients of weights add up over the runs
  /// since ``beginUpdate()``.
  public mutating func run(part: Int = 0) {
    runForward(part: part)
    let graph = parts[part].program.graph
    for lane in lanes[part] where lane.share != 0 {
      guard let trace = lane.trace else { continue }
      for (n, weight) in nodes[part].enumerated() {
        gradients[n].add(trace[.gradient(weight)], times: lane.share)
        guard let result = graph.update(of: weight) else { continue }
        var sum = results[n] ?? Matrix(gradients[n].shape, repeating: 0)
        sum.add(trace[.value(result)], times: lane.share)
        results[n] = sum
      }
    }
  }

  /// Forward only, as for examples that are held out.
  public mutating func runForward(part: Int = 0) {
    let weights = Dictionary(uniqueKeysWithValues: zip(nodes[part], numbers))
    for lane in lanes[part].indices {
      lanes[part][lane].trace = parts[part].program.run(
        setting: lanes[part][lane].leaves.merging(weights) { $1 })
    }
  }

  /// Gives every weight its next value.
  ///
  /// A weight that the model has an `update` line for gets Σ share · (what the line says) over the
  /// lanes that were run, the others what the optimizer makes of the sum of their gradients.
  public mutating func update() {
    let next = rule?.next(numbers, gradients, states)
    for n in numbers.indices {
      numbers[n] = results[n] ?? next?.weights[n] ?? numbers[n]
    }
    states = next?.states ?? states
  }
}

/// An optimizer's formulas on weights alone, whose gradients are put in.
///
/// The root is Σ w·g over all weights, so that the gradient of w is g.
private struct LearningRule: Sendable {
  private let program: Program
  /// Of each weight of the model, what it is here; nil where the model itself updates it.
  private let weights: [(weight: NodeID, gradient: NodeID)?]
  private let states: [NodeID]

  init?(_ model: Program, _ optimizer: Optimizer, _ clipping: Clipping?) {
    guard model.root != nil else { return nil }
    var graph = Graph(), products: [NodeID] = []
    weights = model.graph.nodes.filter { $0.origin == .weight }.map { node in
      guard model.graph.update(of: node.id) == nil else { return nil }
      let numbers = model.graph.numbers(of: node.id)
      let weight = graph.weight(node.name, numbers)
      let gradient = graph.given("gradient of \(node.name)", numbers)
      products.append(graph.sumOfProducts(weight, gradient))
      return (weight, gradient)
    }
    guard let root = graph.total(products) else { return nil }
    graph.learn(with: optimizer, clipping: clipping)
    states = graph.nodes.filter { $0.origin == .state }.map(\.id)
    program = Program(graph, root: root)
  }

  var initialStates: [Matrix] { states.map { program.graph.numbers(of: $0) } }

  func next(
    _ numbers: [Matrix], _ gradients: [Matrix], _ states: [Matrix]
  ) -> (weights: [Matrix?], states: [Matrix]) {
    var leaves = Dictionary(uniqueKeysWithValues: zip(self.states, states))
    for (n, nodes) in weights.enumerated() {
      guard let nodes else { continue }
      leaves[nodes.weight] = numbers[n]
      leaves[nodes.gradient] = gradients[n]
    }
    let next = program.run(setting: leaves).next
    return (weights.map { $0.flatMap { next[$0.weight] } }, self.states.compactMap { next[$0] })
  }
}

extension Graph {
  /// The nodes that are called as those of another graph, and have their shapes.
  fileprivate func nodes(like others: [NodeID], of graph: Graph) -> [NodeID] {
    let weights = nodes.filter { $0.origin == .weight }
    precondition(weights.count == others.count, "all parts have the same weights")
    let named = Dictionary(uniqueKeysWithValues: weights.map { ($0.name, $0) })
    return others.map {
      guard let node = named[graph[$0].name], node.shape == graph[$0].shape else {
        preconditionFailure("all parts have the weight \(graph[$0].name)")
      }
      return node.id
    }
  }

  fileprivate mutating func sumOfProducts(_ a: NodeID, _ b: NodeID) -> NodeID {
    let name = self[b].name
    return fitting(.sum, [fitting(.multiply, [a, b], "\(name) times")], "\(name) summed")
  }

  /// Nil for no terms.
  fileprivate mutating func total(_ terms: [NodeID]) -> NodeID? {
    terms.isEmpty ? nil : fitting(.total(terms.count), terms, "total")
  }

  private mutating func fitting(_ op: Op, _ inputs: [NodeID], _ name: String) -> NodeID {
    do throws(ShapeError) {
      return try apply(op, inputs, named: name)
    } catch {
      preconditionFailure("a gradient has its weight's shape")
    }
  }
}

extension Matrix {
  fileprivate mutating func add(_ other: Matrix, times share: Double) {
    for n in elements.indices { elements[n] += share * other.elements[n] }
  }
}
