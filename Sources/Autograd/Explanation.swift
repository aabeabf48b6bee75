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

  /// What one use of a quantity added to its gradient.
  public struct Share: Sendable {
    /// The backward step that added it.
    public let step: Program.Step
    /// How it was worked out.
    public let derivation: Derivation
    /// The total before it was added.
    public let before: Double
    /// The total with it.
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
    guard entry.quantity.kind != .value else {
      guard graph[id].op != nil else { return .leaf(entry, value: self[entry]) }
      return .computed(derivation(of: entry, reach: reach))
    }
    if id == program.root { return .seed(entry) }
    let steps = program.steps.filter {
      $0.target == .gradient(id) && !(entry.quantity.kind == .flowing && $0.isDetour)
    }
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
