/// Numbers that stand in place of what rules give: surgery on a run.
///
/// Forward, a rule is worked out as always and its result then overwritten, so that all that reads it
/// reads the new number. Backward, an overwritten number is like a leaf: it has a gradient, but hands
/// nothing on to what its rule had computed it from.
struct Overrides {
  private let byNode: [NodeID: [Cut]]

  /// One number that is overwritten.
  struct Cut {
    let entry: Entry
    /// Where its value lies.
    let place: Int
    /// Where the gradient lies that would flow on from it.
    let gradient: Int
    let number: Double
  }

  static let none = Overrides(byNode: [:])

  private init(byNode: [NodeID: [Cut]]) { self.byNode = byNode }

  /// - Precondition: each entry is the value of a node with an op.
  init(_ numbers: [Entry: Double], in program: Program) {
    let cuts = numbers.map { entry, number -> Cut in
      let node = program.graph[entry.quantity.node]
      precondition(
        entry.quantity.kind == .value && node.op != nil, "\(node.name) is set, not overwritten")
      let place = node.place(of: entry)
      return Cut(
        entry: entry, place: node.offset + place,
        gradient: program.layout.count + node.offset + place, number: number)
    }
    byNode = Dictionary(grouping: cuts) { $0.entry.quantity.node }
  }

  /// The numbers of a node that are overwritten; nil where none is.
  subscript(node: NodeID) -> [Cut]? { byNode.isEmpty ? nil : byNode[node] }
}

extension Machine {
  /// Puts the numbers in, and keeps what the rule gave.
  func overwrite(_ cuts: [Overrides.Cut], keeping ruled: inout [Entry: Double]) {
    for cut in cuts {
      ruled[cut.entry] = memory[cut.place]
      memory[cut.place] = cut.number
    }
  }

  func overwrite(_ cuts: [Overrides.Cut]) {
    for cut in cuts { memory[cut.place] = cut.number }
  }

  /// Does something with a node's numbers as its rule left them and no gradient on those that are
  /// overwritten: a rule's slope depends on what the rule gave, not on what was put in its place.
  mutating func asRuled(
    _ cuts: [Overrides.Cut]?, _ ruled: [Entry: Double], _ body: (inout Machine) -> Void
  ) {
    guard let cuts else { return body(&self) }
    let gradients = cuts.map { memory[$0.gradient] }
    for cut in cuts {
      memory[cut.place] = ruled[cut.entry] ?? memory[cut.place]
      memory[cut.gradient] = 0
    }
    body(&self)
    for (cut, gradient) in zip(cuts, gradients) {
      memory[cut.place] = cut.number
      memory[cut.gradient] = gradient
    }
  }
}

extension Trace {
  /// Whether any number of a node was overwritten.
  public func isOverwritten(_ node: NodeID) -> Bool {
    !overwritten.isEmpty && overwritten.keys.contains { $0.quantity.node == node }
  }

  /// The trace as a node's own rule sees it, going backward: with what the rule gave in place of what
  /// overwrote it, and no gradient there.
  func asRuled(_ node: NodeID) -> Trace {
    guard !overwritten.isEmpty else { return self }
    var memory = memory
    for (entry, number) in overwritten where entry.quantity.node == node {
      let place = graph[node].offset + graph[node].place(of: entry)
      memory[place] = number
      memory[program.layout.count + place] = 0
    }
    return Trace(program: program, memory: memory, shares: shares, overwritten: overwritten)
  }
}

extension Program {
  /// Whether overwriting a quantity's numbers would leave the loss as it is though the model's lines
  /// say otherwise: a stable form passes it by.
  ///
  /// - Returns: the node that is computed past it; nil where there is none.
  public func stableForm(passingBy node: NodeID) -> NodeID? {
    graph.nodes.first { other in
      guard let detour = other.detour else { return false }
      return detour.inputs.contains(node) && !other.inputs.contains(node)
    }?.id
  }
}
