import Autograd

/// The kinds of cells, each known by what its last operations are.
extension CellFinder {
  /// c = f ∘ c′ + i ∘ g and h = o ∘ tanh(c), with f, i and o behind σ and g behind tanh.
  func matchLSTM(
    _ c: NodeID, _ before: NodeID, _ members: [NodeID], _ band: Int, _ column: Int
  ) -> RecurrentCell? {
    guard let (kept, added) = products(in: c, keeping: before),
      let forget = kept.first(where: { $0 != before }), isGate(forget),
      let input = added.first(where: isGate), let new = added.first(where: { $0 != input }),
      graph[new].op?.name == "tanh"
    else { return nil }
    for h in members {
      guard let factors = factors(of: h), let output = factors.first(where: isGate),
        let shown = factors.first(where: { $0 != output }), graph[shown].op?.name == "tanh",
        graph[shown].inputs == [c]
      else { continue }
      let gates: [RecurrentCell.Part] = [
        .init(role: .forgetGate, node: forget), .init(role: .inputGate, node: input),
        .init(role: .candidate, node: new), .init(role: .outputGate, node: output),
        .init(role: .cellState, node: c), .init(role: .state, node: h),
      ].sorted { $0.node < $1.node }
      let previous = previous(of: h, at: column).map {
        [RecurrentCell.Part(role: .stateBefore, node: $0)]
      }
      return RecurrentCell(
        kind: .lstm, band: band, column: column,
        parts: [.init(role: .cellBefore, node: before)] + (previous ?? []) + gates)
    }
    return nil
  }

  /// h = (1 − z) ∘ n + z ∘ h′ or, the other way, (1 − z) ∘ h′ + z ∘ n.
  func matchGRU(
    _ h: NodeID, _ before: NodeID, _ members: [NodeID], _ band: Int, _ column: Int
  ) -> RecurrentCell? {
    guard let (kept, added) = products(in: h, keeping: before),
      let keeping = kept.first(where: { $0 != before }),
      let new = added.first(where: { graph[$0].op?.name == "tanh" }),
      let letting = added.first(where: { $0 != new })
    else { return nil }
    let gateKeeps = isGate(keeping) && complement(letting) == keeping
    guard gateKeeps || (isGate(letting) && complement(keeping) == letting) else { return nil }
    let update = gateKeeps ? keeping : letting
    var parts = [
      RecurrentCell.Part(role: .updateGate, node: update), .init(role: .candidate, node: new),
      .init(role: .state, node: h),
    ]
    let reset = reset(in: new, before)
    if let reset { parts.append(.init(role: .resetGate, node: reset.gate)) }
    let between = members.filter { $0 != before && reset?.way.contains($0) == true }
    parts += between.map { .init(role: .part, node: $0) }
    var cell = RecurrentCell(
      kind: .gru, band: band, column: column,
      parts: [.init(role: .stateBefore, node: before)] + parts.sorted { $0.node < $1.node })
    (cell.gateKeeps, cell.resetsFirst) = (gateKeeps, reset?.isFirst ?? false)
    return cell
  }

  /// h = tanh(W h′ + …), or behind another activation.
  func matchPlain(
    _ h: NodeID, _ before: NodeID, _ members: [NodeID], _ band: Int, _ column: Int
  ) -> RecurrentCell? {
    guard ["tanh", "sigmoid", "relu"].contains(graph[h].op?.name ?? ""),
      let sum = graph[h].inputs.first
    else { return nil }
    let terms = terms(of: sum)
    let readsState = terms.contains { term in
      term == before || graph[term].inputs.contains(before)
    }
    guard terms.count > 1, readsState else { return nil }
    var cell = RecurrentCell(
      kind: .plain, band: band, column: column,
      parts: [.init(role: .stateBefore, node: before), .init(role: .state, node: h)])
    (cell.terms, cell.sum) = (terms, sum)
    return cell
  }

  // MARK: Pieces

  /// The factors of the two products of a sum, those of the one with `before` first.
  private func products(
    in sum: NodeID, keeping before: NodeID
  ) -> (kept: [NodeID], added: [NodeID])? {
    guard graph[sum].op?.name == "add", graph[sum].inputs.count == 2,
      let first = factors(of: graph[sum].inputs[0]), let second = factors(of: graph[sum].inputs[1])
    else { return nil }
    if first.contains(before) { return (first, second) }
    return second.contains(before) ? (second, first) : nil
  }

  private func factors(of node: NodeID) -> [NodeID]? {
    graph[node].op?.name == "multiply" ? graph[node].inputs : nil
  }

  private func isGate(_ node: NodeID) -> Bool { graph[node].op?.name == "sigmoid" }

  /// z of 1 − z.
  private func complement(_ node: NodeID) -> NodeID? {
    guard graph[node].op?.name == "subtract", graph[node].inputs.count == 2,
      graph[graph[node].inputs[0]].origin == .constant,
      graph.numbers(of: graph[node].inputs[0]).elements.allSatisfy({ $0 == 1 })
    else { return nil }
    return graph[node].inputs[1]
  }

  /// The parts of a sum without a name of its own.
  private func terms(of sum: NodeID) -> [NodeID] {
    guard graph[sum].op?.name == "add", !graph[sum].isNamed else { return [sum] }
    return graph[sum].inputs.flatMap(terms)
  }

  /// The gate inside a candidate, whether it meets the state itself, its product and what it is
  /// multiplied with.
  private func reset(
    in candidate: NodeID, _ before: NodeID
  ) -> (gate: NodeID, isFirst: Bool, way: Set<NodeID>)? {
    var open = graph[candidate].inputs, seen: Set<NodeID> = []
    while let node = open.popLast() {
      guard graph[node].op != nil, node != before, !isGate(node), seen.insert(node).inserted else {
        continue
      }
      if let factors = factors(of: node), let gate = factors.first(where: isGate) {
        let other = factors.first { $0 != gate }
        // What the gate meets may have a name of its own, or what becomes of it.
        return (gate, other == before, Set([node] + (other.map { [$0] } ?? [])))
      }
      open += graph[node].inputs
    }
    return nil
  }

  /// The member of a node's family in the column that carries to this one.
  private func previous(of node: NodeID, at column: Int) -> NodeID? {
    guard let spot = unrolling[node] else { return nil }
    let row = unrolling.bands[spot.band].rows[spot.row]
    return row.carry.flatMap { row.cells[column - $0.distance]?.first }
  }
}
