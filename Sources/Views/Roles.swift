import Autograd

/// What the quantities of a model are for, found in the graph.
struct Roles {
  /// What the model is asked about: the first given.
  let input: NodeID
  /// Its answer: the last named scalar that depends on the input and on no other given.
  let output: NodeID?
  /// What the answer should be: the first other given that is a scalar.
  let target: NodeID?

  /// - Returns: nil where nothing is given.
  init?(_ graph: Graph, inputOfLength length: Int? = nil) {
    let givens = graph.nodes.filter { $0.origin == .given }
    let input = givens.first {
      length == nil || ($0.shape.rows == length && $0.shape.columns == nil)
    }
    guard let input else { return nil }
    let reached = Self.reachedGivens(graph)
    self.input = input.id
    output =
      graph.nodes.last {
        $0.phase == .forward && $0.isNamed && $0.op != nil && $0.shape.count == 1
          && reached[$0.id.index] == [input.id]
      }?.id
    target = givens.first { $0.id != input.id && $0.shape.count == 1 }?.id
  }

  /// For each node, the givens it depends on.
  private static func reachedGivens(_ graph: Graph) -> [Set<NodeID>] {
    var reached: [Set<NodeID>] = []
    for node in graph.nodes {
      let own: Set<NodeID> = node.origin == .given ? [node.id] : []
      reached.append(node.inputs.reduce(into: own) { $0.formUnion(reached[$1.index]) })
    }
    return reached
  }
}

/// The model with the weights of this moment, asked about other inputs.
struct Oracle {
  let context: ViewContext
  let roles: Roles
  private let weights: [NodeID: Matrix]

  init(_ context: ViewContext, _ roles: Roles) {
    self.context = context
    self.roles = roles
    weights = context.weights
  }

  /// What the model answers to an example's givens.
  func answer(_ givens: [NodeID: Matrix]) -> Double? {
    guard let output = roles.output else { return nil }
    let leaves = givens.filter { fits($0.key, $0.value) }.merging(weights) { $1 }
    return context.timeline.program.run(setting: leaves)[Entry(.value(output))]
  }

  private func fits(_ node: NodeID, _ value: Matrix) -> Bool {
    context.graph[node].shape.count == value.elements.count
  }

  /// Whether an answer stands for the class of the higher target: halfway between two targets
  /// one class ends and the other begins.
  func fires(_ answer: Double) -> Bool { answer > threshold }

  /// 0.5 where the targets are 0 and 1, 0 where they are −1 and 1.
  var threshold: Double { targets.contains { $0 < 0 } ? 0 : 0.5 }

  private var targets: [Double] {
    (context.training?.examples ?? []).compactMap { target(of: $0) }
  }

  func target(of givens: [NodeID: Matrix]) -> Double? {
    roles.target.flatMap { givens[$0]?.elements.first }
  }

  /// The givens shown, as they are now.
  var shown: [NodeID: Matrix] {
    let givens = context.graph.nodes.filter { $0.origin == .given }.map(\.id)
    return Dictionary(uniqueKeysWithValues: givens.map { ($0, context.matrix($0)) })
  }

  /// The examples learned from, with the shown one as it is now; without training, only that.
  var examples: [[NodeID: Matrix]] {
    guard let training = context.training, !training.examples.isEmpty else { return [shown] }
    return training.examples.enumerated().map { n, example in
      n == training.example ? shown : shown.merging(example) { $1 }
    }
  }

  /// Which of the examples is shown; nil where it is none of them.
  var current: Int? { context.training.map(\.example) ?? 0 }

  /// The answer to an example as far as the student can know it.
  ///
  /// To the shown one it is that of the pass, with the weights it was computed with. While an epoch
  /// is under way, those to the examples after it are not known yet.
  func knownAnswer(_ n: Int) -> Double? {
    if n == current { return shownAnswer }
    if let example = context.training?.example, !context.graph.updates.isEmpty, n > example {
      return nil
    }
    return examples.indices.contains(n) ? answer(examples[n]) : nil
  }

  /// The answer of the pass; nil where it is not computed yet.
  var shownAnswer: Double? { roles.output.flatMap { context.reading(Entry(.value($0))) } }

  /// Whether an answer is what it should be; nil without a target.
  func isRight(_ answer: Double?, for givens: [NodeID: Matrix]) -> Bool? {
    guard let answer, let target = target(of: givens) else { return nil }
    return fires(answer) == fires(target)
  }
}
