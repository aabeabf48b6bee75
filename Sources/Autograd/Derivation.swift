/// One number worked out, from the rule with letters to the result.
///
/// ```
/// z = Σk w[k]·x[k] + b                   rule
///   = w[1]·x[1] + w[2]·x[2] + b          symbols
///   = 0.5·1 + 0.5·0 + (−0.2)             numbers
///   = 0.5 + 0 + (−0.2)                   rounds
///   = 0.3                                result
/// ```
public struct Derivation: Hashable, Sendable {
  /// How the result and the target belong together.
  public enum Relation: String, Hashable, Sendable {
    /// A value.
    case equals = "="
    /// A share of a gradient, added to what others gave.
    case adds = "+="
    /// A weight's next value.
    case becomes = "←"
  }

  /// What was worked out, as it is written: `z`, `∂loss/∂w[1]`.
  public let target: Piece
  /// How the result belongs to the target.
  public let relation: Relation
  /// The rule with letters for rows and columns.
  public let rule: [Piece]
  /// The rule for this one element, its sums written out.
  public let symbols: [Piece]
  /// The same with the numbers in.
  public let numbers: [Piece]
  /// The arithmetic between `numbers` and the result, one round at a time.
  public let rounds: [[Piece]]
  /// The result, every digit of it.
  public let value: Double
  /// The result as it is shown.
  public let result: String
  /// Whether every number of the lines before the result is shown whole.
  public let areNumbersExact: Bool
  /// Whether the result shown is what the rule gives, digit for digit, no operation having rounded.
  public let isExact: Bool
  /// What it is written of, to be written another way.
  let source: Source

  /// The numbers this one is made of, in the order they are read, each once.
  public var operands: [Entry] {
    var seen: Set<Entry> = []
    return symbols.compactMap(\.entry).filter { seen.insert($0).inserted }
  }

  /// `=` only where every number shown is exact, else `≈`.
  public var equality: String { isExact ? "=" : "≈" }

  /// What stands before the numbers: `≈` where any of them is rounded.
  public var numbersEquality: String { areNumbersExact ? "=" : "≈" }

  /// All of it in one line: `z = w[1]·x[1] + b = 0.5·1 + 0.2 = 0.7`.
  public var line: String {
    var parts: [(sign: String, text: String)] = []
    if symbols.text != target.text, symbols.text != result { parts.append(("=", symbols.text)) }
    if numbers != symbols, numbers.text != result { parts.append((numbersEquality, numbers.text)) }
    parts.append((equality, result))
    // What stands first stands behind the target, whose relation may be more than equality.
    if relation != .equals || parts[0].sign == "=" { parts[0].sign = relation.rawValue }
    return target.text + parts.map { " \($0.sign) \($0.text)" }.joined()
  }
}

extension Derivation {
  /// - Parameter digits: significant digits of the numbers; nil for as many as it takes for every
  ///   line to work out as printed.
  init(
    of target: Piece, _ relation: Relation, rule: [Piece], symbols: Formula,
    source: Source, digits: Int?, read: @escaping (Entry) -> Double
  ) {
    // What is taken off every term, as the largest element in a softmax, is worked out but once.
    let repeated = symbols.repeatedLists
    let numbers = symbols.workingOut(repeated) { slot, row, column in
      guard case .quantity(let quantity) = slot else { preconditionFailure("bind the rule first") }
      return read(Entry(quantity, row: row, column: column))
    }
    let rounds = numbers.rounds
    var writer = source.writer(.plain)
    writer.shortened = repeated
    self.target = target
    self.relation = relation
    self.rule = rule
    self.symbols = writer.pieces(symbols)
    let shownDigits = digits ?? honestDigits(of: rounds)
    writer.digits = shownDigits
    self.source = source.adding(
      symbols, shortened: repeated, rounds: Array(rounds.dropLast()), digits: shownDigits)
    self.rounds = rounds.dropFirst().dropLast().map(writer.pieces)
    value = numbers.value
    result = value.text(digits: digits ?? 4)
    areNumbersExact = rounds.dropLast().allSatisfy { $0.isShownExactly(digits: shownDigits) }
    isExact = areNumbersExact && numbers.isWorkedExactly && Double(numeral: result) == value
    writer.numbers = read
    self.numbers = writer.pieces(symbols)
  }
}

extension Derivation {
  /// A sum too long to be written out: the rule and the result.
  init(
    of target: Piece, _ relation: Relation, rule: [Piece], general: [Piece], source: Source,
    value: Double
  ) {
    self.target = target
    self.relation = relation
    self.rule = rule
    self.value = value
    self.source = source
    symbols = general
    result = value.short
    numbers = [Piece(result)]
    rounds = []
    areNumbersExact = false
    isExact = false
  }
}

/// The fewest significant digits, four or more, with which a reader who works out any of the
/// printed lines by hand arrives at the printed result.
private func honestDigits(of rounds: [Formula]) -> Int {
  let result = rounds[0].value.short
  return (4...17).first { digits in
    rounds.allSatisfy { $0.rounded(digits: digits).value.short == result }
  } ?? 17
}

extension Formula {
  /// The written out lists that the formula has more than once, such as `max(z[1], z[2])`.
  fileprivate var repeatedLists: Set<Formula> {
    var seen: Set<Formula> = [], repeated: Set<Formula> = []
    func look(_ formula: Formula) {
      if case .list = formula, !seen.insert(formula).inserted { repeated.insert(formula) }
      formula.children.forEach(look)
    }
    look(self)
    return repeated
  }

  /// The formula with numbers put in, and one number in place of each of `lists`.
  fileprivate func workingOut(
    _ lists: Set<Formula>, _ read: (Slot, _ row: Int, _ column: Int) -> Double
  ) -> Formula {
    guard !lists.isEmpty else { return substituted(read) }
    if lists.contains(self) { return .number(substituted(read).value) }
    return children.isEmpty ? substituted(read) : mapChildren { $0.workingOut(lists, read) }
  }

  /// The formula, then what is left after each round of arithmetic, down to the result.
  ///
  /// Nobody follows a sum of hundreds of terms round by round: such a one goes to its result at
  /// once.
  fileprivate var rounds: [Formula] {
    guard numberCount <= 32 else { return [self, .number(value)] }
    return Array(sequence(first: self) { $0.isNumber ? nil : $0.simplified })
  }

  private var numberCount: Int { isNumber ? 1 : children.reduce(0) { $0 + $1.numberCount } }

  /// The formula with each number as a reader sees it.
  fileprivate func rounded(digits: Int) -> Formula {
    if case .number(let x) = self { return .number(Double(numeral: x.text(digits: digits)) ?? x) }
    return mapChildren { $0.rounded(digits: digits) }
  }

  /// Whether no operation of a formula of numbers had to round its result.
  fileprivate var isWorkedExactly: Bool {
    guard children.allSatisfy(\.isWorkedExactly) else { return false }
    switch self {
    case .binary(let op, let a, let b): return op.isExact(a.value, b.value)
    case .unary(let function, let a): return function.isExact(a.value)
    default: return true
    }
  }

  fileprivate func isShownExactly(digits: Int) -> Bool { rounded(digits: digits) == self }
}
