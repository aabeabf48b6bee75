/// Where a number comes from.
public enum Explanation: Sendable {
  /// It was given, learned or written in the model.
  case leaf(Entry, value: Double)
  /// It was computed.
  case computed(Derivation)
  /// A gradient: the shares that were added up, each with the total after it.
  case ledger(Entry, shares: [Share], total: Double)
  /// The gradient of the loss with respect to itself, which is 1.
  case seed(Entry)
  /// A gradient no share was added to: the loss does not depend on the quantity.
  case untouched(Entry)

  public struct Share: Sendable {
    public let step: Program.Step
    public let derivation: Derivation
    public let before: Double
    public let after: Double
  }
}

/// How far an explanation goes back.
public enum Reach: Hashable, Sendable {
  /// One operation: its operands may be quantities without a name, such as `(w · x)`.
  case operation
  /// One equation: back to the quantities the model names.
  case equation
}

extension Trace {
  /// Where a number comes from.
  public func explanation(of entry: Entry, reach: Reach = .equation) -> Explanation {
    let id = entry.quantity.node
    switch entry.quantity.kind {
    case .value:
      guard graph[id].op != nil else { return .leaf(entry, value: self[entry]) }
      return .computed(derivation(of: entry, reach: reach))
    case .gradient:
      if id == program.root { return .seed(entry) }
      let steps = program.steps.filter { $0.target == entry.quantity }
      if steps.isEmpty { return .untouched(entry) }
      var total = 0.0
      let shares = steps.map { step in
        let derivation = derivation(of: step, row: entry.row, column: entry.column)
        defer { total += derivation.value }
        return Explanation.Share(
          step: step, derivation: derivation, before: total, after: total + derivation.value)
      }
      return .ledger(entry, shares: shares, total: total)
    }
  }

  /// How the value of a computed quantity came about.
  ///
  /// - Parameter digits: significant digits; nil for as many as honesty takes.
  /// - Precondition: the entry is a value of a node with an op.
  public func derivation(
    of entry: Entry, reach: Reach = .operation, digits: Int? = nil
  ) -> Derivation {
    let node = graph[entry.quantity.node]
    guard let op = node.op else { preconditionFailure("\(node.name) is not computed") }
    let update = graph.updates.first { $0.result == node.id }
    let target = update.map { Entry(.value($0.weight), row: entry.row, column: entry.column) }
    return derivation(
      of: writer.name(target ?? entry), update == nil ? .equals : .becomes,
      rule: rule(of: node, op.forward, reach: reach),
      general: general(op.forward, of: node, target: node.shape),
      symbols: unrolled(op.forward, of: node, target: entry, reach: reach), value: self[entry],
      digits: digits)
  }

  /// How the share came about that one backward step added to one element of its target.
  public func derivation(
    of step: Program.Step, row: Int, column: Int, digits: Int? = nil
  ) -> Derivation {
    let node = graph[step.node], target = Entry(step.target, row: row, column: column)
    guard let op = node.op, let slot = step.slot else {
      return derivation(of: target, digits: digits)
    }
    let rule = op.backward[slot]
    let general = general(rule, of: node, target: graph[step.target.node].shape)
    return derivation(
      of: writer.name(target), .adds, rule: general, general: general,
      symbols: unrolled(rule, of: node, target: target, reach: .operation),
      value: share(of: step)[row, column], digits: digits)
  }

  /// - Parameter symbols: the rule for one element; nil where it is too long to be written out.
  private func derivation(
    of target: Piece, _ relation: Derivation.Relation, rule: [Piece], general: [Piece],
    symbols: Formula?, value: Double, digits: Int?
  ) -> Derivation {
    guard let symbols else {
      return Derivation(of: target, relation, rule: rule, general: general, value: value)
    }
    return Derivation(
      of: target, relation, rule: rule, symbols: symbols, writer: writer, digits: digits
    ) { self[$0] }
  }

  /// How one term came about of the sum that a node's number is, such as `w[1]·x[1]`.
  ///
  /// - Returns: nil where the node is no sum, or has no such term.
  public func derivation(ofTerm term: Int, of id: NodeID) -> Derivation? {
    let node = graph[id]
    guard let op = node.op, let symbols = symbols(ofTerm: term, of: node) else { return nil }
    return Derivation(
      of: Piece(writer.pieces(symbols).text), .equals,
      rule: general(op.forward, of: node, target: node.shape), symbols: symbols, writer: writer,
      digits: nil
    ) { self[$0] }
  }

  /// The number that one term of a sum is; nil where there is no such term.
  public func value(ofTerm term: Int, of node: NodeID) -> Double? {
    symbols(ofTerm: term, of: graph[node]).map { numbers($0).value }
  }

  private func numbers(_ symbols: Formula) -> Formula {
    symbols.substituted { slot, row, column in
      guard case .quantity(let quantity) = slot else { preconditionFailure("bind the rule first") }
      return self[Entry(quantity, row: row, column: column)]
    }
  }

  private func symbols(ofTerm term: Int, of node: Node) -> Formula? {
    guard let op = node.op, case .reduce = op.forward else { return nil }
    let terms = op.forward.terms(
      at: [.i: 0, .j: 0], extents: graph.extents(of: op.forward, node: node, target: node.shape))
    return terms.indices.contains(term) ? bound(terms[term], to: node) : nil
  }

  /// The numbers that a step read for one element of its target, in order.
  public func operands(of step: Program.Step, row: Int, column: Int) -> [Entry] {
    let node = graph[step.node], target = Entry(step.target, row: row, column: column)
    guard let op = node.op else { return [] }
    let rule = step.slot.map { op.backward[$0] } ?? op.forward
    return unrolled(rule, of: node, target: target, reach: .operation)?.entries ?? []
  }

  /// The numbers that one term of a sum is made of.
  public func operands(ofTerm term: Int, of node: NodeID) -> [Entry] {
    symbols(ofTerm: term, of: graph[node])?.entries ?? []
  }

  /// An entry as it is written: `w[1]`, `∂loss/∂w[1]`.
  public func name(of entry: Entry) -> String { writer.name(entry).text }

  var writer: FormulaWriter { FormulaWriter(graph: graph, root: program.root) }

  private func rule(of node: Node, _ forward: Formula, reach: Reach) -> [Piece] {
    let isWholeLine = node.isNamed || graph.updates.contains { $0.result == node.id }
    guard reach == .equation, isWholeLine, let line = node.line else {
      return general(forward, of: node, target: node.shape)
    }
    return [Piece(graph.lines[line].text)]
  }

  /// A rule with its letters.
  private func general(_ rule: Formula, of node: Node, target: Shape) -> [Piece] {
    let extents = graph.extents(of: rule, node: node, target: target)
    return writer.pieces(bound(rule, to: node).counted(extents))
  }

  /// A rule of a node's op about the quantities the node uses; numbers written in the model are
  /// put in.
  private func bound(_ rule: Formula, to node: Node) -> Formula {
    rule.mapElements { slot, row, column in
      switch slot {
      case .output: return .element(.quantity(.value(node.id)), row: row, column: column)
      case .upstream: return .element(.quantity(.gradient(node.id)), row: row, column: column)
      case .quantity: return .element(slot, row: row, column: column)
      case .input(let n):
        let input = graph[node.inputs[n]]
        if let number = number(input, row, column) { return .number(number) }
        let quantity = graph.quantity(readAs: input.id)
        return .element(.quantity(quantity), row: row, column: column)
      }
    }
  }

  /// The number an element is, where the model wrote it as a number.
  private func number(_ input: Node, _ row: Index, _ column: Index) -> Double? {
    guard input.origin == .constant, !input.isNamed else { return nil }
    if input.shape.isScalar { return values[input.offset] }
    guard case .at(let row) = row, case .at(let column) = column else { return nil }
    return self[Entry(.value(input.id), row: row, column: column)]
  }

  /// Nobody reads a line of more numbers, and writing out thousands would exhaust the stack.
  static let longest = 200

  /// The rule for one element; nil where it has more numbers than anyone reads.
  private func unrolled(
    _ rule: Formula, of node: Node, target: Entry, reach: Reach
  ) -> Formula? {
    var room = Self.longest
    guard let element = element(rule, of: node, target: target, room: &room) else { return nil }
    guard reach == .equation else { return element }
    return inlined(element, room: &room) ?? element
  }

  private func element(
    _ rule: Formula, of node: Node, target: Entry, room: inout Int
  ) -> Formula? {
    let shape = graph[target.quantity.node].shape
    let extents = graph.extents(of: rule, node: node, target: shape)
    room -= rule.size(extents)
    guard room >= 0 else { return nil }
    return bound(
      rule.unrolled(at: [.i: target.row, .j: target.column], extents: extents), to: node)
  }

  /// Quantities without a name replaced by the formulas that gave them; nil where that grows
  /// beyond what anyone reads, as it does where one of them is used again and again.
  private func inlined(_ formula: Formula, room: inout Int) -> Formula? {
    var fits = true, left = room
    let result = formula.mapElements { slot, row, column in
      let kept = Formula.element(slot, row: row, column: column)
      guard fits, case .quantity(let quantity) = slot, quantity.kind == .value,
        case .at(let r) = row, case .at(let c) = column,
        let op = graph[quantity.node].op, !graph[quantity.node].isNamed
      else { return kept }
      let entry = Entry(quantity, row: r, column: c)
      let element = element(op.forward, of: graph[quantity.node], target: entry, room: &left)
      guard let whole = element.flatMap({ inlined($0, room: &left) }) else {
        fits = false
        return kept
      }
      return whole
    }
    room = left
    return fits ? result : nil
  }
}

extension Formula {
  /// The quantities' entries that an unrolled, bound formula reads, in the order written.
  fileprivate var entries: [Entry] {
    var entries: [Entry] = []
    forEachElement { slot, row, column in
      guard case .quantity(let quantity) = slot, case .at(let row) = row,
        case .at(let column) = column
      else { return }
      entries.append(Entry(quantity, row: row, column: column))
    }
    return entries
  }
}
