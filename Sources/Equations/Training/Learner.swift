import Autograd

/// A model that learns at one rate: its formulas, which can be shown, and the same as a machine
/// where only the numbers are wanted.
struct Learner: Sendable {
  /// With the optimizer's formulas.
  let model: Model
  /// Where a batch has several examples, what is remembered from one to the next.
  let batch: BatchNodes?
  let carried: CarriedNumbers
  let passes: FastPasses
  /// Whether a machine has all of it: what a model's own lines remember is none of its memory.
  let isForMachines: Bool
  /// Numbers of weights that nothing learns, among those the machine's optimizer would.
  private let resting: [Range<Int>]

  init(_ base: Model, _ settings: TrainingSettings?, batchSize: Int, rate: Double?) {
    let optimizer = settings.map { $0.optimizer.with(rate: rate) }
    let learning = optimizer.map {
      base.learning(with: $0, clipping: settings?.clipping, batch: batchSize)
    }
    model = learning?.model ?? base
    batch = learning?.batch
    carried = CarriedNumbers(model.graph, learning?.batch)
    passes = FastPasses(
      base.program, redrawn: settings == nil ? [] : base.drawn.map(\.node),
      optimizer: optimizer ?? .sgd(rate: 1), clipping: settings?.clipping)
    isForMachines = !base.graph.nodes.contains { $0.origin == .state }
    let carried = carried, graph = model.graph
    resting = graph.nodes.filter { $0.origin == .weight && graph.update(of: $0.id) == nil }
      .compactMap { carried.ranges[$0.id] }
  }

  /// What goes on from a presentation of which everything is known.
  func next(after moment: TrainingRun.Moment, _ presentation: Presentation, _ trace: Trace)
    -> TrainingRun.Moment
  {
    var memory = moment.memory
    for (node, range) in carried.ranges {
      let result = presentation.isLast || carried.isSum(node) ? model.graph.update(of: node) : nil
      let isForgotten = presentation.isLast && carried.isSum(node)
      let numbers = trace[.value(result ?? node)].elements
      memory.replaceSubrange(
        range, with: isForgotten ? numbers.map { _ in 0 } : numbers)
    }
    return moment.followed(by: presentation, loss: model.loss.map { trace[.value($0)].elements[0] })
      .with(memory)
  }

  /// The same for some presentations one after the other, without any trace.
  func pass(
    _ moment: TrainingRun.Moment, _ shown: [(Presentation, [(NodeID, Matrix)])],
    _ visit: (_ after: TrainingRun.Moment, _ hasChanged: Bool) -> Void
  ) {
    passes.withMachine { machine in
      var moment = moment
      machine.memory = Array(moment.memory[carried.lasting])
      for (presentation, leaves) in shown {
        for (leaf, numbers) in leaves { machine.set(leaf, to: numbers) }
        machine.beginUpdate()
        machine.run()
        let before = moment.memory
        moment = moment.followed(by: presentation, loss: model.loss.map { _ in machine.loss() })
        learn(from: presentation, &moment.memory, &machine)
        let weights = carried.weights
        visit(moment, before[weights] != moment.memory[weights])
      }
    }
  }

  /// Adds the gradients to the sums of a batch; behind its last example, or where there are no
  /// batches, gives the weights their next values.
  private func learn(
    from presentation: Presentation, _ memory: inout [Double], _ machine: inout TrainingMachine
  ) {
    if let batch {
      for (weight, sum) in zip(batch.weights, batch.sums) {
        guard let range = carried.ranges[sum] else { continue }
        var gradient = machine.gradient(of: weight)
        for (n, place) in range.enumerated() { gradient.elements[n] += memory[place] }
        memory.replaceSubrange(range, with: gradient.elements)
        guard presentation.isLast else { continue }
        let count = Double(presentation.count)
        for n in gradient.elements.indices { gradient.elements[n] /= count }
        machine.learn(from: gradient, of: weight)
        memory.replaceSubrange(range, with: repeatElement(0, count: range.count))
      }
    }
    guard presentation.isLast else { return }
    let before = memory
    machine.update()
    var lasting = machine.memory
    for range in resting { lasting.replaceSubrange(range, with: before[range]) }
    if !resting.isEmpty { machine.memory = lasting }
    memory.replaceSubrange(carried.lasting, with: lasting)
  }
}

/// Where the numbers lie that a run carries from one presentation to the next: those of a training
/// machine's memory in its order, then the sums of a batch.
struct CarriedNumbers: Sendable {
  private(set) var ranges: [NodeID: Range<Int>] = [:]
  /// The weights, and with them what the optimizer remembers.
  private(set) var weights = 0..<0
  private(set) var lasting = 0..<0
  private let sums: Set<NodeID>
  private let shapes: [(weight: NodeID, shape: Shape)]
  /// The numbers at first.
  private(set) var beginning: [Double] = []

  init(_ graph: Graph, _ batch: BatchNodes?) {
    sums = Set(batch?.sums ?? [])
    shapes = graph.nodes.filter { $0.origin == .weight }.map { ($0.id, $0.shape) }
    for node in graph.nodes where node.origin == .weight { append(node, graph) }
    weights = 0..<beginning.count
    for node in graph.nodes
    where node.origin == .state && !sums.contains(node.id) && node.id != batch?.count {
      append(node, graph)
    }
    lasting = 0..<beginning.count
    for sum in batch?.sums ?? [] { append(graph[sum], graph) }
  }

  private mutating func append(_ node: Node, _ graph: Graph) {
    let start = beginning.count
    beginning += graph.numbers(of: node.id).elements
    ranges[node.id] = start..<beginning.count
  }

  /// The weights among these numbers.
  func weights(in memory: [Double]) -> [NodeID: Matrix] {
    var weights: [NodeID: Matrix] = [:]
    for (weight, shape) in shapes {
      if let range = ranges[weight] { weights[weight] = Matrix(shape, Array(memory[range])) }
    }
    return weights
  }

  /// These numbers as they were in a pass.
  func memory(of trace: Trace) -> [Double] {
    var memory = beginning
    for (node, range) in ranges {
      memory.replaceSubrange(range, with: trace[.value(node)].elements)
    }
    return memory
  }

  func isSum(_ node: NodeID) -> Bool { sums.contains(node) }
}

extension Optimizer {
  /// The same at another rate.
  func with(rate: Double?) -> Optimizer {
    guard let rate else { return self }
    return switch self {
    case .sgd: .sgd(rate: rate)
    case .momentum(_, let decay): .momentum(rate: rate, decay: decay)
    case .adam(_, let first, let second, let epsilon):
      .adam(rate: rate, firstDecay: first, secondDecay: second, epsilon: epsilon)
    }
  }
}
