import Autograd

/// Tokens side by side, and what the model says at each of them.
struct TokenBand {
  /// What is known of one place of the sequence.
  struct Place {
    let position: Int
    var read: NodeID?
    /// The token that the model chose itself, where it did.
    var said: NodeID?
    var probabilities: NodeID?
    var target: NodeID?
    var loss: NodeID?
  }

  var places: [Place]
  /// The first quantity that reads or judges one of the tokens.
  let start: NodeID

  /// The last quantity of the loop around the tokens: what is computed behind it belongs to the
  /// next band.
  func end(_ context: ViewContext) -> NodeID {
    let graph = context.graph, index = context.index
    let anchors = places.last.map { place in
      [place.read.flatMap { index.words.readers[$0] }, place.probabilities, place.said, place.loss]
    }
    guard let last = anchors?.compactMap({ $0 }).max(), let position = places.last?.position else {
      return start
    }
    let behind = graph.nodes[last.index...].prefix { node in
      index.positions(of: node, in: graph).first == position
    }
    return behind.last?.id ?? last
  }

  /// Which place is at work.
  func current(_ context: ViewContext) -> Int? {
    guard let node = context.step?.node else { return nil }
    let positions = context.index.positions(of: context.graph[node], in: context.graph)
    return positions.first.flatMap { position in places.firstIndex { $0.position == position } }
  }
}

// MARK: - Found in the graph

extension TokenBand {
  /// What is read and what is said, sequence by sequence, in the order of the model.
  static func all(_ context: ViewContext) -> [TokenBand] {
    let families = context.index.families.filter { family in
      family.members.contains { context.graph[$0.node].isToken }
    }
    let said = families.filter { context.graph[$0.members[0].node].op != nil }
    let judged = families.filter { family in
      family.members.contains { context.index.words.losses[$0.node] != nil }
    }
    var answers = judged.map { answer(to: $0, said, context) }
    if judged.isEmpty { answers = said.map { saying($0, context) } }
    let taken = Set(answers.flatMap { $0.places.compactMap(\.read) })
    let others = families.filter { family in
      !family.members.contains { taken.contains($0.node) }
    }.compactMap { reading($0, context) }
    return (answers + others).sorted { $0.start < $1.start }
  }

  /// A sequence with its right tokens.
  private static func answer(
    to targets: GraphIndex.Family, _ said: [GraphIndex.Family], _ context: ViewContext
  ) -> TokenBand {
    let graph = context.graph
    let choices = said.flatMap(\.members)
    let vectors = Dictionary(
      grouping: context.index.words.targets.keys.sorted(),
      by: { context.index.words.targets[$0] ?? $0 })
    let places = targets.members.map { member in
      let judged = vectors[member.node] ?? []
      let p = judged.first { graph[$0].op?.name == "softmax" }
      return Place(
        position: member.positions.first ?? 1,
        said: p.flatMap { choice(of: $0, at: member.positions, among: choices, graph) },
        probabilities: p, target: member.node)
    }
    return TokenBand(places: places, start: targets.members[0].node).completed(context)
  }

  /// The token that was chosen of these probabilities: by themselves, else at the same place of
  /// scores for as many words. Other tokens may be made there, such as what is read next.
  private static func choice(
    of probabilities: NodeID, at positions: [Int], among tokens: [GraphIndex.Family.Member],
    _ graph: Graph
  ) -> NodeID? {
    func source(_ token: GraphIndex.Family.Member) -> NodeID? { graph[token.node].inputs.first }
    let chosen = tokens.first { source($0) == probabilities }
    let beside = tokens.first { token in
      token.positions == positions
        && source(token).map { graph[$0].shape } == graph[probabilities].shape
    }
    return (chosen ?? beside)?.node
  }

  /// A sequence that nothing judges.
  private static func saying(_ said: GraphIndex.Family, _ context: ViewContext) -> TokenBand {
    let places = said.members.map { member in
      Place(
        position: member.positions.first ?? 1, said: member.node,
        probabilities: context.graph[member.node].inputs.first)
    }
    return TokenBand(places: places, start: said.members[0].node).completed(context)
  }

  /// A sequence that is only read.
  private static func reading(
    _ family: GraphIndex.Family, _ context: ViewContext
  ) -> TokenBand? {
    let readers = context.index.words.readers
    let read = family.members.filter { readers[$0.node] != nil }
    guard let start = read.compactMap({ readers[$0.node] }).min(),
      context.graph[read[0].node].op == nil
    else { return nil }
    let places = read.map { Place(position: $0.positions.first ?? 1, read: $0.node) }
    return TokenBand(places: places, start: start)
  }

  /// With the tokens read at the same places, and the losses.
  private func completed(_ context: ViewContext) -> TokenBand {
    let graph = context.graph, readers = context.index.words.readers
    var places = places
    let input = places.first?.probabilities.flatMap { context.token(readBy: $0) }
    let family = input.flatMap { input in
      context.index.families.first { $0.name == graph[input].family }
    }
    let inputs = Dictionary(
      (family?.members ?? []).filter { readers[$0.node] != nil }
        .map { ($0.positions.first ?? 1, $0.node) }, uniquingKeysWith: { first, _ in first })
    for n in places.indices { places[n].read = inputs[places[n].position] }
    let losses = context.index.words.losses
    for n in places.indices { places[n].loss = places[n].target.flatMap { losses[$0] } }
    let starts = places.compactMap { $0.read.flatMap { readers[$0] } ?? $0.probabilities }
    return TokenBand(places: places, start: starts.min() ?? start)
  }
}

// MARK: - Words

extension TokenBand.Place {
  /// The place in the vocabulary of what the model says: what it chose, else the most probable.
  func choice(_ context: ViewContext) -> Int? {
    if let said { return context.reading(Entry(.value(said))).flatMap { Int(exactly: $0) } }
    guard let probabilities else { return nil }
    let entries = context.graph.entries(of: .value(probabilities))
    let values = entries.compactMap { context.reading($0) }
    guard values.count == entries.count, let largest = values.max() else { return nil }
    return values.firstIndex(of: largest)
  }

  /// What the model says, once it does.
  func sayingWord(_ context: ViewContext) -> String? {
    guard let choice = choice(context) else { return nil }
    return probabilities.flatMap { context.word(row: choice, of: $0) }
      ?? said.flatMap { context.word(row: choice, of: $0) }
  }

  /// Whether what the model says is right; nil where that is not known yet.
  func isRight(_ context: ViewContext) -> Bool? {
    guard let choice = choice(context), let target,
      let right = context.reading(Entry(.value(target)))
    else { return nil }
    return Double(choice) == right
  }
}
