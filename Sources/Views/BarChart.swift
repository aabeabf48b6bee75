import Autograd

/// A vector, or one probability, to be drawn as bars.
struct BarChart {
  let node: NodeID
  /// What each bar stands for: a word where the vector runs over words, else its number.
  let labels: [String]
  /// Whether the numbers are probabilities: between 0 and 1.
  let areProbabilities: Bool
  /// The place of the bar that should be 1; nil where nothing says so.
  let target: Int?
  /// The others of its kind in the loop, itself among them.
  let members: [NodeID]

  /// Whether it is one probability p, whose second bar stands for 1 − p.
  var isPair: Bool { entries.count == 1 && labels.count == 2 }

  let entries: [Entry]

  init(_ node: NodeID, _ context: ViewContext) {
    let graph = context.graph, shape = graph[node].shape
    self.node = node
    entries = graph.entries(of: .value(node))
    areProbabilities = ["softmax", "sigmoid"].contains(graph[node].op?.name ?? "")
    let isPair = shape.count == 1 && areProbabilities
    let truth = isPair ? Self.truth(of: node, context) : nil
    let name = truth.map { graph[$0].name + " = " } ?? ""
    labels =
      isPair
      ? ["\(name)1", "\(name)0"]
      : entries.map { context.word(row: $0.row, of: node) ?? context.name($0) }
    target = isPair ? Self.place(of: truth, context) : Self.target(of: node, context)
    let family = context.index.families.first { $0.name == graph[node].family }
    members = family?.members.map(\.node) ?? [node]
  }

  /// The word that a cross-entropy compares with.
  private static func target(of node: NodeID, _ context: ViewContext) -> Int? {
    context.index.words.targets[node]
      .flatMap { context.reading(Entry(.value($0))) }.flatMap { Int(exactly: $0) }
  }

  /// The given that a binary cross-entropy or a difference compares a probability with.
  private static func truth(of node: NodeID, _ context: ViewContext) -> NodeID? {
    let graph = context.graph
    for user in graph.nodes where user.phase == .forward && user.inputs.count == 2 {
      let inputs = user.detour?.inputs ?? user.inputs
      guard inputs.count == 2, inputs[0] == node, graph[inputs[1]].origin == .given,
        ["bce", "subtract"].contains(user.detour?.op.name ?? user.op?.name ?? "")
      else { continue }
      return inputs[1]
    }
    return nil
  }

  /// The bar of the class that is the truth, where that is 0 or 1.
  private static func place(of truth: NodeID?, _ context: ViewContext) -> Int? {
    switch truth.flatMap({ context.reading(Entry(.value($0))) }) {
    case 1: 0
    case 0: 1
    default: nil
    }
  }

  /// The place of the largest number, once all are there.
  func largest(_ context: ViewContext) -> Int? {
    let values = entries.compactMap { context.reading($0) }
    guard values.count == entries.count, let largest = values.max() else { return nil }
    guard !isPair else { return largest == 0.5 ? nil : largest > 0.5 ? 0 : 1 }
    return values.firstIndex(of: largest)
  }

  /// How far bars reach to the left and to the right of 0, at any moment of the pass and for all
  /// that is shown in turn.
  func range(_ context: ViewContext) -> ClosedRange<Double> {
    guard !areProbabilities else { return 0...1 }
    let values = sample(context).map { context.trace[$0] }.filter(\.isFinite)
    let low = min(0, values.min() ?? 0), high = max(0, values.max() ?? 0)
    let scale = max(-low, high, 1e-12).roundedUpToSimple
    return (low < 0 ? -scale : 0)...(high > 0 || low == 0 ? scale : 0)
  }

  /// Entries of all that is shown in turn, of very many some: what is laid out for them does not
  /// move from step to step.
  func sample(_ context: ViewContext) -> [Entry] {
    let each = 1 + members.count * entries.count / Self.mostSampled
    let others = stride(from: 0, to: members.count, by: each).map { members[$0] }
    return ([node] + others).flatMap { context.graph.entries(of: .value($0)) }
  }

  private static let mostSampled = 512
}
