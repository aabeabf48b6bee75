/// Makes a flat program: lays the memory out, lowers each rule once for every use that is alike,
/// joins what lies side by side.
///
/// Forward, an op runs as soon as its inputs are there; backward, a share is added as soon as the
/// gradient it comes from is complete. What can run at the same time and is alike forms a group. The
/// shares of one gradient keep their order; those of weights wait until the end, where the shares of
/// all time steps become one sum.
struct FlatCompiler {
  let program: Program
  let lanes: Int
  let shared: SharedPlaces
  let redrawn: Set<NodeID>

  var values: [Int]
  var gradients: [Int]
  var passedBy: [NodeID: Int] = [:]
  var isLaned: [Bool]
  /// Whether a weight's gradient, or one that an update reads, comes from it.
  var needsGradient: [Bool]
  var assembly: SweepAssembly
  var cells = Cells(start: Region.cells)
  /// The place behind the last quantity.
  var end: Int

  /// The gradients that have a share already.
  var written: Set<Quantity> = []
  /// The sweeps that write the first share of what is shared.
  var firstShares: [Int] = []

  private var templates: [Template?] = []
  private var numbers: [Site: Int] = [:]

  var graph: Graph { program.graph }

  /// - Parameters:
  ///   - start: the first place that is free.
  ///   - everyGradient: whether gradients are found that lead to no weight, such as those of data.
  static func compile(
    _ program: Program, lanes: Int = 1, redrawn: [NodeID] = [], everyGradient: Bool = false,
    shared: SharedPlaces = SharedPlaces(), start: Int = 0
  ) -> FlatProgram {
    var compiler = FlatCompiler(program, lanes, redrawn, everyGradient, shared, start)
    return compiler.compile()
  }

  private init(
    _ program: Program, _ lanes: Int, _ redrawn: [NodeID], _ everyGradient: Bool,
    _ shared: SharedPlaces, _ start: Int
  ) {
    self.program = program
    self.lanes = lanes
    self.shared = shared
    self.redrawn = Set(redrawn)
    let none = Array(repeating: -1, count: program.graph.nodes.count)
    values = none
    gradients = none
    isLaned = []
    needsGradient = []
    end = start
    assembly = SweepAssembly(
      scratch: ScratchSpace(start: Region.scratch),
      packs: Packs(start: Region.packs))
    isLaned = lanedNodes()
    needsGradient = everyGradient ? isLaned.map { _ in true } : neededGradients()
  }

  private mutating func compile() -> FlatProgram {
    let schedule = Schedule(self)
    layOut(schedule)
    let seeds = room(for: lanes), shares = room(for: lanes)
    emit(schedule.forward)
    let backward = assembly.tables.sweeps.count
    seed(from: seeds)
    emit(schedule.backward)
    if program.root != nil { emitSharesOfWeights(schedule.shares) }
    let update = assembly.tables.sweeps.count
    emit(schedule.update)
    emitSums(of: graph.updates, shares)
    let assignment = assembly.tables.sweeps.count
    emitAssignments(graph.updates)
    return finished(seeds, shares, backward, update, assignment)
  }

  private func lanedNodes() -> [Bool] {
    var isLaned: [Bool] = []
    for node in graph.nodes {
      switch node.origin {
      case .given: isLaned.append(true)
      case .gradient(let of): isLaned.append(isLaned[of.index])
      case .computed(_, let inputs): isLaned.append(inputs.contains { isLaned[$0.index] })
      default: isLaned.append(redrawn.contains(node.id))
      }
    }
    return isLaned
  }

  private func neededGradients() -> [Bool] {
    var needs = graph.nodes.map { $0.origin == .weight }
    for case .gradient(let of) in graph.nodes.map(\.origin) { needs[of.index] = true }
    for node in graph.nodes where node.phase == .forward {
      needs[node.id.index] = needs[node.id.index] || node.inputs.contains { needs[$0.index] }
    }
    return needs
  }

  // MARK: Rules

  /// What a rule is used on, as far as its sweeps depend on it.
  struct Site: Hashable {
    let rules: Int
    let slot: Int?
    let adds: Bool
    let asLoops: Bool
    let isTargetLaned: Bool
    /// Of the inputs and the output: laned 1, lasting 2.
    let kinds: [UInt8]
    let numbers: [Double?]
  }

  /// The number of the template for a use of a rule.
  mutating func template(for use: Use, asLoops: Bool) -> Int {
    let inputs = use.inputs.map { graph.nodes[$0.index] }
    let site = Site(
      rules: use.rules, slot: use.slot, adds: use.adds, asLoops: asLoops,
      isTargetLaned: isLaned[use.target.node.index],
      kinds: inputs.map(kind) + [isLaned[use.node.index] ? 1 : 0], numbers: inputs.map(number))
    if let known = numbers[site] { return known }
    templates.append(lowered(use, site, inputs))
    numbers[site] = templates.count - 1
    return templates.count - 1
  }

  subscript(template number: Int) -> Template? { templates[number] }

  private func kind(_ node: Node) -> UInt8 {
    (isLaned[node.id.index] ? 1 : 0) + (lasts(node) ? 2 : 0)
  }

  private func lasts(_ node: Node) -> Bool { node.isLeaf && !isLaned[node.id.index] }

  /// The number the model wrote, where the input is one.
  private func number(_ input: Node) -> Double? {
    guard input.origin == .constant, !input.isNamed, !input.isToken, input.shape.isScalar,
      !redrawn.contains(input.id)
    else { return nil }
    return graph.initial[input.offset]
  }

  private mutating func lowered(_ use: Use, _ site: Site, _ inputs: [Node]) -> Template? {
    let node = graph.nodes[use.node.index], target = graph.nodes[use.target.node.index]
    let op = use.isDetour ? node.detour?.op : node.op
    guard let op, let rule = use.slot.map({ op.backward[$0] }) ?? op.forward else { return nil }
    let operand = { (node: Node, isLaned: Bool, lasts: Bool) in
      SweepLowering.Operand(shape: node.shape, isLaned: isLaned, lasts: lasts)
    }
    let isOutputLaned = isLaned[node.id.index]
    let operands =
      zip(inputs, site.kinds).map { operand($0, $1 & 1 == 1, $1 & 2 == 2) }
      + [operand(node, isOutputLaned, false), operand(node, isOutputLaned, false)]
    let extents = op.extents(of: rule, target: target.shape) { slot in
      if case .input(let n) = slot { inputs[n].shape } else { node.shape }
    }
    return SweepLowering.template(
      rule.putting(site.numbers).counted(extents).folded,
      to: operand(target, site.isTargetLaned, false), adds: site.adds,
      asLoops: site.asLoops, lanes: lanes, operands: operands, extents: extents, cells: &cells)
  }

  mutating func room(for count: Int) -> Int {
    let place = end.roundedUp
    end = place + count
    return place
  }
}

extension Formula {
  /// The formula with what is done to plain numbers done.
  fileprivate var folded: Formula {
    let inside = mapChildren(\.folded)
    switch inside {
    case .binary(_, .number, .number), .unary(_, .number): return .number(inside.value)
    default: return inside
    }
  }

  /// Numbers in place of the inputs that are plain numbers.
  fileprivate func putting(_ numbers: [Double?]) -> Formula {
    guard numbers.contains(where: { $0 != nil }) else { return self }
    return mapElements { slot, row, column in
      if case .input(let n) = slot, let number = numbers[n] { return .number(number) }
      return .element(slot, row: row, column: column)
    }
  }
}
