/// A rule at work on certain nodes: a value forward, a share backward.
struct Use {
  let node: NodeID
  let rules: Int
  /// Backward: which input gets the share.
  let slot: Int?
  let isDetour: Bool
  let inputs: [NodeID]
  let target: Quantity
  /// Backward: whether its target has a share already.
  var adds = false
  var template = 0
}

/// Uses that run at the same time, alike in all but their places.
typealias Group = [Use]

/// When each use runs.
struct Schedule {
  /// Levels in order; in each, groups in the order of the program.
  private(set) var forward: [[Group]] = []
  private(set) var backward: [[Group]] = []
  private(set) var update: [[Group]] = []
  /// The shares of weights that wait until the end, in the order of the program.
  private(set) var shares: [NodeID: [Use]] = [:]
  /// Quantities whose gradient is another's, handed on as it is: both are in one place. From the
  /// root on.
  private(set) var sameGradients: [(of: NodeID, as: NodeID)] = []

  init(_ compiler: borrowing FlatCompiler) {
    let steps = compiler.program.steps, graph = compiler.graph
    forward = Self.values(steps.filter { $0.phase == .forward }, graph)
    update = Self.values(steps.filter { $0.phase == .update }, graph)
    var backward: [Use] = []
    for step in steps where step.phase == .backward && !step.isOverwritten {
      guard compiler.needsGradient[step.target.node.index] else { continue }
      let use = Use(step, graph)
      if graph[step.target.node].origin == .weight {
        shares[step.target.node, default: []].append(use)
      } else {
        backward.append(use)
        // What flows on is shown as well, beside the shares that do not.
        if !step.isDetour, compiler.program.layout.passedBy[step.target.node] != nil {
          backward.append(use.shown)
        }
      }
    }
    let handsOn = backward.handsOn(compiler)
    for (use, handsOn) in zip(backward, handsOn) where handsOn {
      sameGradients.append((use.target.node, use.node))
    }
    self.backward = Self.gradients(backward, handsOn, graph)
  }

  /// A value runs one level after the last of its inputs.
  private static func values(_ steps: [Program.Step], _ graph: Graph) -> [[Group]] {
    var levels = Array(repeating: 0, count: graph.nodes.count), groups = Groups()
    for step in steps {
      let use = Use(step, graph)
      let level = use.inputs.reduce(0) { max($0, levels[$1.index]) } + 1
      levels[step.node.index] = level
      groups.add(use, at: level, after: nil)
    }
    return groups.levels
  }

  /// A share is added one level after the last share of the gradient it comes from, and not before
  /// the share that precedes it.
  private static func gradients(
    _ uses: [Use], _ handsOn: [Bool], _ graph: Graph
  ) -> [[Group]] {
    var complete = Array(repeating: 0, count: graph.nodes.count), groups = Groups()
    var last: [Quantity: Groups.Place] = [:]
    for (use, handsOn) in zip(uses, handsOn) {
      if handsOn {
        complete[use.target.node.index] = complete[use.node.index]
        continue
      }
      let place = groups.add(use, at: complete[use.node.index] + 1, after: last[use.target])
      last[use.target] = place
      if use.target.kind == .flowing {
        complete[use.target.node.index] = max(complete[use.target.node.index], place.level)
      }
    }
    return groups.levels.map { $0.map(\.inTurns) }
  }
}

extension [Use] {
  /// Of each, whether it is the only share of its gradient and hands on the gradient it comes from
  /// as it is, as the terms of a sum get it.
  fileprivate func handsOn(_ compiler: borrowing FlatCompiler) -> [Bool] {
    var counts: [NodeID: Int] = [:]
    for use in self where use.target.kind == .flowing { counts[use.target.node, default: 0] += 1 }
    var result: [Bool] = []
    for use in self {
      let from = compiler.graph[use.node], to = compiler.graph[use.target.node]
      let rule = use.slot.flatMap { from.op?.backward[$0] }
      result.append(
        use.target.kind == .flowing && !use.isDetour && rule == Op.g[Op.i, Op.j]
          && counts[to.id] == 1 && from.shape.count == to.shape.count
          && compiler.isLaned[from.id.index] == compiler.isLaned[to.id.index])
    }
    return result
  }
}

/// Sorts uses into levels and groups.
private struct Groups {
  struct Key: Hashable {
    let level: Int
    let rules: Int
    let slot: Int?
    let isDetour: Bool

    init(_ use: Use, level: Int) {
      self.level = level
      rules = use.rules
      slot = use.slot
      isDetour = use.isDetour
    }
  }

  private(set) var levels: [[Group]] = []
  private var places: [Key: Int] = [:]

  /// Where a group is: in its level the groups run in their order.
  struct Place {
    let level: Int
    let group: Int
  }

  /// Adds a use to its group at a level, or at the first level behind it where the group does not
  /// run before another one.
  @discardableResult
  mutating func add(_ use: Use, at first: Int, after other: Place?) -> Place {
    var level = max(first, other?.level ?? 0)
    while true {
      while levels.count < level { levels.append([]) }
      let key = Key(use, level: level)
      let group = places[key] ?? levels[level - 1].count
      guard let other, other.level == level, group < other.group else {
        if places[key] == nil { levels[level - 1].append([]) }
        places[key] = group
        levels[level - 1][group].append(use)
        return Place(level: level, group: group)
      }
      level += 1
    }
  }
}

extension Group {
  /// The uses so that the n-th shares of all targets come before any target's next one, and each
  /// such turn in the order in which the targets lie.
  fileprivate var inTurns: Group {
    var counts: [Quantity: Int] = [:], turns: [Group] = []
    for use in self {
      let turn = counts[use.target, default: 0]
      counts[use.target] = turn + 1
      if turn == turns.count { turns.append([]) }
      turns[turn].append(use)
    }
    return turns.flatMap { $0.reversed() }
  }
}

extension Use {
  init(_ step: Program.Step, _ graph: Graph) {
    let node = graph[step.node]
    guard let rules = step.isDetour ? node.detourRules : node.rules else {
      preconditionFailure("a step has an op")
    }
    self.init(
      node: step.node, rules: rules, slot: step.slot, isDetour: step.isDetour,
      inputs: (step.isDetour ? node.detour?.inputs : node.inputs) ?? [],
      target: step.slot == nil || step.isDetour
        ? step.target : Quantity(node: step.target.node, kind: .flowing))
  }

  /// The same share, added to what is shown.
  fileprivate var shown: Use {
    Use(
      node: node, rules: rules, slot: slot, isDetour: isDetour, inputs: inputs,
      target: .gradient(target.node))
  }
}
