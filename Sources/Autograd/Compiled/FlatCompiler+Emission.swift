extension FlatCompiler {
  mutating func emit(_ levels: [[Group]]) {
    for level in levels {
      var drafts: [Draft] = []
      for group in level { drafts += self.drafts(group) }
      append(drafts)
      assembly.scratch.reset()
    }
  }

  private mutating func append(_ drafts: [Draft]) {
    // With examples side by side, a weight's share is a sum over them that is never displayed.
    for draft in drafts.joined(keepsOrder: lanes == 1) { assembly.append(draft) }
  }

  /// What the backward pass begins with.
  mutating func seed(from seeds: Int) {
    guard let root = program.root, gradients[root.index] >= 0 else { return }
    let isLaned = isLaned[root.index]
    let one = cells[1]
    assembly.append(
      Draft(
        code: .contract, d: Draft.Spot(.memory, gradients[root.index]),
        a: Draft.Spot(.memory, seeds), b: one,
        loops: lanes == 1 ? [] : [Draft.Loop(count: lanes, d: isLaned ? 1 : 0, a: 1)]))
    written.insert(Quantity(node: root, kind: .flowing))
  }

  /// The drafts of a group's uses, the n-th of all of them side by side.
  private mutating func drafts(_ group: Group) -> [Draft] {
    var group = group
    for n in group.indices {
      group[n].adds = group[n].slot != nil && !written.insert(group[n].target).inserted
      group[n].template = template(for: group[n], asLoops: false)
    }
    return drafts(lowered: group)
  }

  private mutating func drafts(lowered group: Group) -> [Draft] {
    let lists = placed(group)
    // Where some begin with a fill and others do not, the n-th drafts are not alike.
    guard Set(lists.map(\.count)).count == 1 else { return lists.flatMap(\.self) }
    return (0..<lists[0].count).flatMap { stage in lists.map { $0[stage] } }
  }

  /// The shares of weights: those of all time steps as one sum, and all weights side by side.
  mutating func emitSharesOfWeights(_ shares: [NodeID: [Use]]) {
    let weights = graph.nodes.filter { $0.origin == .weight && gradients[$0.id.index] >= 0 }
      .sorted { gradients[$0.id.index] < gradients[$1.id.index] }
    var lists: [[Draft]] = [], others: [Node] = []
    for weight in weights {
      if let uses = shares[weight.id], let drafts = sums(uses) {
        lists.append(drafts.joined(keepsOrder: lanes == 1))
      } else {
        others.append(weight)
      }
    }
    for weight in others { emitOneByOne(shares[weight.id] ?? [], weight) }
    for stage in 0..<(lists.map(\.count).max() ?? 0) {
      appendShares(lists.compactMap { $0.count > stage ? $0[stage] : nil })
    }
  }

  /// One contraction a use, where all of a weight's uses have one.
  private mutating func sums(_ uses: [Use]) -> [Draft]? {
    var group = uses
    for n in group.indices {
      group[n].adds = n > 0
      group[n].template = template(for: group[n], asLoops: true)
      guard let template = self[template: group[n].template], template.scratch.isEmpty,
        template.drafts.count == 1, template.drafts[0].code == .contract
      else { return nil }
    }
    return placed(group).flatMap(\.self)
  }

  /// Shares that are no sums of products, or none at all, added to 0.
  private mutating func emitOneByOne(_ uses: [Use], _ weight: Node) {
    appendShares([
      Draft(
        code: .zero, d: Draft.Spot(.memory, gradients[weight.id.index]),
        loops: [Draft.Loop(count: size(of: weight))])
    ])
    for var use in uses {
      use.adds = true
      use.template = template(for: use, asLoops: false)
      append(drafts(lowered: [use]))
      assembly.scratch.reset()
    }
  }

  private mutating func appendShares(_ drafts: [Draft]) {
    for draft in drafts.joined(keepsOrder: lanes == 1) {
      let start = assembly.tables.sweeps.count
      assembly.append(draft)
      guard !draft.adds else { continue }
      firstShares += (start..<assembly.tables.sweeps.count).filter {
        let sweep = assembly.tables.sweeps[$0]
        return !sweep.adds && sweep.isSum
      }
    }
    assembly.scratch.reset()
  }

  // MARK: Updates

  /// What the updates give shared weights: the sum over the examples, each with its share.
  mutating func emitSums(of updates: [Graph.Update], _ shares: Int) {
    appendShares(
      updates.compactMap { update in
        let node = graph[update.result], lanes = lanes
        guard let place = shared.updates[graph[update.weight].name] else { return nil }
        let isLaned = isLaned[node.id.index], count = node.shape.count
        let loops = [
          Draft.Loop(count: count, d: 1, b: isLaned ? lanes : 1),
          Draft.Loop(count: lanes, a: 1, b: isLaned ? 1 : 0),
        ]
        return Draft(
          code: .contract, d: Draft.Spot(.memory, place), a: Draft.Spot(.memory, shares),
          b: Draft.Spot(.memory, values[node.id.index]), loops: loops)
      })
  }

  /// What the updates give leaves that are not shared, or whose updates are all there are.
  mutating func emitAssignments(_ updates: [Graph.Update]) {
    append(
      updates.filter { shared.updates[graph[$0.weight].name] == nil }.map { update in
        Draft(
          code: .copy, d: Draft.Spot(.memory, values[update.weight.index]),
          a: Draft.Spot(.memory, values[update.result.index]),
          loops: [Draft.Loop(count: graph[update.weight].shape.count)])
      }.sorted { $0.d.offset < $1.d.offset })
  }

  // MARK: Places

  /// The drafts of each use, at their places in memory.
  private mutating func placed(_ group: Group) -> [[Draft]] {
    var rooms: [Int: [Int]] = [:]
    for (number, count) in Dictionary(grouping: group, by: \.template).mapValues(\.count) {
      guard let template = self[template: number] else { continue }
      rooms[number] = template.scratch.map { assembly.scratch.room(for: $0 * count) }
    }
    var turns: [Int: Int] = [:]
    return group.map { use in
      let turn = turns[use.template, default: 0]
      turns[use.template] = turn + 1
      return placed(use, rooms: rooms[use.template, default: []], turn: turn)
    }
  }

  private mutating func placed(_ use: Use, rooms: [Int], turn: Int) -> [Draft] {
    guard let template = self[template: use.template] else { return [interpreted(use)] }
    var places = Places(
      target: place(of: use.target),
      operands: use.inputs.map { values[$0.index] } + [
        values[use.node.index], gradients[use.node.index],
      ],
      scratch: zip(rooms, template.scratch).map { $0 + turn * $1 })
    for pack in template.packs {
      places.packs.append(assembly.packs.place(of: pack.placed(places)))
    }
    return template.drafts.map { $0.placed(places) }
  }

  /// A rule without sweeps.
  private mutating func interpreted(_ use: Use) -> Draft {
    let compiled = graph.compiled[use.rules], target = graph[use.target.node]
    guard let kernel = use.slot.map({ compiled.backward[$0] }) ?? compiled.forward else {
      preconditionFailure("a share has a rule")
    }
    func operand(_ place: Int, _ node: NodeID) -> InterpretedRule.Operand {
      InterpretedRule.Operand(
        place: place, count: graph[node].shape.count, isLaned: isLaned[node.index])
    }
    let rule = InterpretedRule(
      kernel: kernel, lanes: lanes,
      operands: use.inputs.map { operand(values[$0.index], $0) } + [
        operand(values[use.node.index], use.node), operand(gradients[use.node.index], use.node),
      ],
      target: operand(place(of: use.target), use.target.node),
      rows: target.shape.rowCount, columns: target.shape.columnCount, adds: use.adds,
      hasLanes: ([use.node, use.target.node] + use.inputs).contains { isLaned[$0.index] })
    var draft = Draft(code: .interpret, d: Draft.Spot(.memory))
    draft.payload = .rule(assembly.add(rule))
    return draft
  }

  func place(of quantity: Quantity) -> Int {
    switch quantity.kind {
    case .value: values[quantity.node.index]
    case .flowing: gradients[quantity.node.index]
    case .gradient: passedBy[quantity.node] ?? gradients[quantity.node.index]
    }
  }
}

/// What the bases of a template's drafts are for one use.
private struct Places {
  let target: Int
  let operands: [Int]
  let scratch: [Int]
  var packs: [Int] = []

  func place(of spot: Draft.Spot) -> Draft.Spot {
    let start =
      switch spot.base {
      case .memory: 0
      case .target: target
      case .operand(let n): operands[n]
      case .scratch(let n): scratch[n]
      case .pack(let n): packs[n]
      }
    return Draft.Spot(.memory, start + spot.offset)
  }
}

extension Draft {
  fileprivate func placed(_ places: Places) -> Draft {
    var draft = self
    draft.d = places.place(of: d)
    draft.a = places.place(of: a)
    draft.b = places.place(of: b)
    if case .picked(var picked) = payload {
      for n in picked.picks.indices {
        picked.picks[n].token = places.place(of: picked.picks[n].token)
      }
      draft.payload = .picked(picked)
    }
    return draft
  }
}
