extension Trace {
  /// How the value of a computed quantity came about: what its rule gave, where that was
  /// overwritten too.
  ///
  /// - Parameter digits: significant digits; nil for as many as honesty takes.
  /// - Precondition: the entry is a value of a node with an op.
  public func derivation(
    of entry: Entry, reach: Reach = .operation, digits: Int? = nil
  ) -> Derivation {
    let node = graph[entry.quantity.node]
    guard let use = use(givingValueOf: node) else {
      preconditionFailure("\(node.name) is not computed")
    }
    return derivation(
      of: entry, use, writer.pieces(general(use)), reach: reach, digits: digits)
  }

  private func derivation(
    of entry: Entry, _ use: RuleUse, _ general: [Piece], reach: Reach, digits: Int?
  ) -> Derivation {
    let node = graph[entry.quantity.node]
    let weight = graph.weight(updatedBy: node.id)
    let target = weight.map { Entry(.value($0), row: entry.row, column: entry.column) }
    let line = reach == .equation ? line(of: node) : nil
    return derivation(
      of: writer.name(target ?? entry), weight == nil ? .equals : .becomes,
      rule: line.map { [Piece($0)] } ?? general, general: general,
      symbols: unrolled(use, row: entry.row, column: entry.column, reach: reach),
      source: source(.element(target ?? entry), use, line: line),
      value: overwritten[entry] ?? self[entry],
      digits: digits)
  }

  /// How one number came about that a step gave: an element of its value or, going backward, the
  /// share that it added to one element of its target.
  public func derivation(
    of step: Program.Step, row: Int, column: Int, digits: Int? = nil
  ) -> Derivation {
    derivations(of: step, digits: digits)(row, column)
  }

  /// How each number came about that a step gave, for row and column: what all elements have in
  /// common is found once.
  public func derivations(
    of step: Program.Step, digits: Int? = nil
  ) -> (_ row: Int, _ column: Int) -> Derivation {
    guard let use = use(in: step) else { preconditionFailure("a step has an op") }
    let general = writer.pieces(general(use))
    guard step.slot != nil else {
      return { row, column in
        derivation(
          of: Entry(step.target, row: row, column: column), use, general, reach: .operation,
          digits: digits)
      }
    }
    let ruled = asRuled(step.node)
    return { row, column in
      let entry = Entry(step.target, row: row, column: column)
      return ruled.derivation(
        of: writer.name(entry), graph.relationOfShares, rule: general, general: general,
        symbols: unrolled(use, row: row, column: column, reach: .operation),
        source: source(.element(entry), use), value: share(of: step, at: entry), digits: digits)
    }
  }

  /// - Parameter symbols: the rule for one element; nil where it is too long to be written out.
  private func derivation(
    of target: Piece, _ relation: Derivation.Relation, rule: [Piece], general: [Piece],
    symbols: Formula?, source: Derivation.Source, value: Double, digits: Int?
  ) -> Derivation {
    guard let symbols else {
      return Derivation(
        of: target, relation, rule: rule, general: general, source: source, value: value)
    }
    return Derivation(
      of: target, relation, rule: rule, symbols: symbols, source: source, digits: digits
    ) { self[$0] }
  }

  /// How one term came about of the sum that a node's number is, such as `w[1]·x[1]`.
  ///
  /// - Returns: nil where the node is no sum, or has no such term.
  public func derivation(ofTerm term: Int, of id: NodeID) -> Derivation? {
    let node = graph[id]
    guard let use = use(givingValueOf: node), let symbols = symbols(ofTerm: term, of: node) else {
      return nil
    }
    return Derivation(
      of: Piece(writer.pieces(symbols).text), .equals, rule: writer.pieces(general(use)),
      symbols: symbols, source: source(.term(symbols), use), digits: nil
    ) { self[$0] }
  }

  /// The number that one term of a sum is; nil where there is no such term.
  public func value(ofTerm term: Int, of node: NodeID) -> Double? {
    symbols(ofTerm: term, of: graph[node])?.substituted { slot, row, column in
      guard case .quantity(let quantity) = slot else { preconditionFailure("bind the rule first") }
      return self[Entry(quantity, row: row, column: column)]
    }.value
  }

  /// The numbers that a step read for one element of its target, in order, then the tokens that said
  /// where to read.
  public func operands(of step: Program.Step, row: Int, column: Int) -> [Entry] {
    guard let use = use(in: step) else { return [] }
    let read = unrolled(use, row: row, column: column, reach: .operation)?.entries ?? []
    return read + use.rule.picks.map { Entry(graph.quantity(readAs: use.inputs[$0])) }
  }

  /// The numbers that one term of a sum is made of.
  public func operands(ofTerm term: Int, of node: NodeID) -> [Entry] {
    symbols(ofTerm: term, of: graph[node])?.entries ?? []
  }

  /// An entry as it is written: `w[1]`, `∂loss/∂w[1]`.
  public func name(of entry: Entry) -> String { writer.name(entry).text }

  /// A whole quantity as it is written: `w`, `∂loss/∂w`.
  public func name(of quantity: Quantity) -> String { writer.name(quantity) }

  /// The rule a step follows, with letters for rows and columns: `Σk W[i,k]·x[k]`.
  public func rule(of step: Program.Step) -> String {
    use(in: step).map { writer.pieces(general($0)).text } ?? ""
  }

  /// What must be said of a step whose rule is not the one the model wrote.
  ///
  /// - Returns: `stable form, straight from z`, or that the share ends here because a stable
  ///   form passes the quantity by, or that what it comes from is overwritten; nil
  ///   for an ordinary step.
  public func remark(on step: Program.Step) -> String? {
    let node = graph[step.node]
    if step.slot != nil, isOverwritten(node.id) {
      return "\(node.label) is overwritten: nothing flows back from it"
    }
    guard node.isStableForm else { return nil }
    if step.isDetour { return "shown only: the stable form passes it by" }
    return "stable form, straight from \(graph[node.inputs[0]].label)"
  }

  var writer: FormulaWriter { FormulaWriter(graph: graph, root: program.root) }

  /// The line of the model that a node is the whole of.
  private func line(of node: Node) -> String? {
    guard graph.isNamed(node.id), let line = node.line else { return nil }
    return graph.lines[line].text
  }

  private func source(
    _ target: Derivation.Source.Target, _ use: RuleUse, line: String? = nil
  ) -> Derivation.Source {
    Derivation.Source(
      graph: graph, root: program.root, target: target, line: line, general: general(use))
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

extension Graph {
  /// What a share does to the gradient it goes to.
  var relationOfShares: Derivation.Relation { overwritesGradients ? .equals : .adds }
}
