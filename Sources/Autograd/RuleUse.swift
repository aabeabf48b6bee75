/// A rule of an op at work on the quantities of a graph: forward for a node, or backward for a step.
struct RuleUse {
  let op: Op
  let rule: Formula
  let output: NodeID
  let inputs: [NodeID]
  /// How many positions each letter of the rule has.
  let extents: [Letter: Int]
  /// How many numbers the rule reads for one element.
  let size: Int
}

extension Trace {
  /// The rule that gives a node its value; nil where it is not computed.
  func use(givingValueOf node: Node) -> RuleUse? {
    guard case .computed(let op, let inputs) = node.origin else { return nil }
    return use(op.forward, of: op, inputs, output: node.id, target: node.shape)
  }

  /// The rule a step works by.
  func use(in step: Program.Step) -> RuleUse? {
    let node = graph[step.node]
    guard let slot = step.slot else { return use(givingValueOf: node) }
    let shape = graph[step.target.node].shape
    if step.isDetour {
      return node.detour.flatMap { use($0.op, $0.inputs, slot: slot, of: node.id, target: shape) }
    }
    return node.op.flatMap { use($0, node.inputs, slot: slot, of: node.id, target: shape) }
  }

  private func use(
    _ op: Op, _ inputs: [NodeID], slot: Int, of output: NodeID, target: Shape
  ) -> RuleUse? {
    op.backward[slot].map { use($0, of: op, inputs, output: output, target: target) }
  }

  private func use(
    _ rule: Formula, of op: Op, _ inputs: [NodeID], output: NodeID, target: Shape
  ) -> RuleUse {
    let extents = op.extents(of: rule, target: target) { slot in
      if case .input(let n) = slot { graph[inputs[n]].shape } else { graph[output].shape }
    }
    return RuleUse(
      op: op, rule: rule, output: output, inputs: inputs, extents: extents,
      size: rule.size(extents))
  }

  // MARK: One element

  /// Nobody reads a line of more numbers, and writing out thousands would exhaust the stack.
  static let longest = 200

  /// The rule for one element; nil where it has more numbers than anyone reads.
  func unrolled(_ use: RuleUse, row: Int, column: Int, reach: Reach) -> Formula? {
    var room = Self.longest
    guard let element = element(use, row: row, column: column, room: &room) else { return nil }
    guard reach == .equation else { return element }
    return inlined(element, room: &room) ?? element
  }

  private func element(
    _ use: RuleUse, row: Int, column: Int, room: inout Int
  ) -> Formula? {
    room -= use.size
    guard room >= 0 else { return nil }
    return bound(
      use.rule.unrolled(at: [.i: row, .j: column], extents: use.extents, picks: picks(use)), in: use
    )
  }

  /// One term of the sum that a node's number is.
  func symbols(ofTerm term: Int, of node: Node) -> Formula? {
    guard let use = use(givingValueOf: node), case .reduce = use.rule else { return nil }
    let terms = use.rule.terms(at: [.i: 0, .j: 0], extents: use.extents, picks: picks(use))
    return terms.indices.contains(term) ? bound(terms[term], in: use) : nil
  }

  /// Quantities without a name replaced by the formulas that gave them; nil where that grows
  /// beyond what anyone reads, as it does where one of them is used again and again.
  private func inlined(_ formula: Formula, room: inout Int) -> Formula? {
    var fits = true, left = room
    let result = formula.mapElements { slot, row, column in
      let kept = Formula.element(slot, row: row, column: column)
      guard fits, case .quantity(let quantity) = slot, quantity.kind == .value,
        case .at(let r) = row, case .at(let c) = column, !graph.isNamed(quantity.node),
        !isOverwritten(quantity.node),
        let use = use(givingValueOf: graph[quantity.node])
      else { return kept }
      let element = element(use, row: r, column: c, room: &left)
      guard let whole = element.flatMap({ inlined($0, room: &left) }) else {
        fits = false
        return kept
      }
      return whole
    }
    room = left
    return fits ? result : nil
  }

  // MARK: What the letters of a rule stand for

  /// What the tokens say.
  private func picks(_ use: RuleUse) -> Formula.Picks {
    { Int(exactly: self[Entry(graph.quantity(readAs: use.inputs[$0]))]) }
  }

  /// A rule with its letters.
  func general(_ use: RuleUse) -> Formula { bound(use.rule.counted(use.extents), in: use) }

  /// A rule about the quantities it is used on; numbers written in the model are put in.
  private func bound(_ rule: Formula, in use: RuleUse) -> Formula {
    rule.mapIndices { token($0, in: use) }.mapElements { slot, row, column in
      switch slot {
      case .output: return element(.value(use.output), row, column)
      case .upstream: return element(upstream(of: use.output), row, column)
      case .quantity: return .element(slot, row: row, column: column)
      case .input(let n):
        let input = graph[use.inputs[n]]
        if let number = number(input, row, column) { return .number(number) }
        return element(graph.quantity(readAs: input.id), row, column)
      }
    }
  }

  /// An element; where a token points outside the quantity, what the machine makes of that.
  private func element(_ quantity: Quantity, _ row: Index, _ column: Index) -> Formula {
    let shape = graph[quantity.node].shape
    if case .at(let row) = row, !(0..<shape.rowCount).contains(row) { return .number(.nan) }
    if case .at(let column) = column, !(0..<shape.columnCount).contains(column) {
      return .number(.nan)
    }
    return .element(.quantity(quantity), row: row, column: column)
  }

  /// What an op hands on: not what only a stable form's detour added.
  private func upstream(of node: NodeID) -> Quantity {
    program.layout.passedBy[node] == nil ? .gradient(node) : .flowing(node)
  }

  /// The node in place of the input's number; its position, where the model wrote that.
  private func token(_ index: Index, in use: RuleUse) -> Index {
    guard case .picked(let n) = index else { return index }
    let node = graph[use.inputs[n]]
    guard let number = number(node, .only, .only) else { return .token(node.id) }
    return .at(Int(exactly: number) ?? Formula.nowhere)
  }

  /// The number an element is, where the model wrote it as a number.
  private func number(_ input: Node, _ row: Index, _ column: Index) -> Double? {
    guard input.origin == .constant, !input.isNamed else { return nil }
    if input.shape.isScalar { return self[Entry(.value(input.id))] }
    guard case .at(let row) = row, case .at(let column) = column,
      (0..<input.shape.rowCount).contains(row), (0..<input.shape.columnCount).contains(column)
    else { return nil }
    return self[Entry(.value(input.id), row: row, column: column)]
  }
}
