/// The formula of one element, `[i, j]`, of a matrix.
///
/// Rules are declared as formulas, and everything that is shown or computed is made from that one
/// tree: ``unrolled(at:extents:picks:)`` picks an element and writes its sums out,
/// ``substituted(_:)`` puts the numbers in, and the result is both printed and evaluated.
public indirect enum Formula: Hashable, Sendable {
  /// A number written in the rule.
  case number(Double)
  /// One element of an operand.
  case element(Slot, row: Index, column: Index)
  /// Two formulas and what is between them.
  case binary(Operator, Formula, Formula)
  /// A function of a formula.
  case unary(Function, Formula)
  /// The terms of every position of a letter, combined in ascending order.
  case reduce(Reduction, over: Letter, Formula)
  /// The terms of a `reduce`, written out.
  case list(Reduction, [Formula])
  /// How many positions letters have together.
  case count([Letter])
  /// The formula where two positions compare so, elsewhere 0.
  case when(Index, Comparison, Index, Formula)
  /// One formula for each position of an index.
  case choose(Index, [Formula])
  /// The positions of a letter cut into blocks of these lengths, one formula a block; inside one,
  /// the letter counts from the block's start.
  case join(Letter, [Int], [Formula])
}

/// What a formula may read.
public enum Slot: Hashable, Sendable {
  /// An input of the op.
  case input(Int)
  /// The op's own output.
  case output
  /// The gradient of the loss with respect to the op's output.
  case upstream
  /// A quantity of a graph: what the other three stand for, once an op is used in one.
  case quantity(Quantity)

  /// One element, as rules write it: `a[i, k]`, `b[i, .only]`.
  public subscript(row: Index, column: Index) -> Formula {
    .element(self, row: row, column: column)
  }
}

/// A letter that runs over the rows or the columns of a matrix.
public enum Letter: Int, Hashable, Sendable, CaseIterable { case i, j, k, l }

/// A row or column number, from 0: still a letter, or already fixed.
public enum Index: Hashable, Sendable {
  case letter(Letter)
  /// A letter's position plus a constant.
  case shifted(Letter, by: Int)
  case at(Int)
  /// The one position of a direction the operand must not extend in: the columns of a vector.
  case only
  /// The position that the value of this input says, a token, known only when the op runs.
  case picked(Int)
  /// The position that this node says: what `picked` stands for, once an op is used in a graph.
  case token(NodeID)

  var letter: Letter? {
    switch self {
    case .letter(let letter), .shifted(let letter, _): letter
    case .at, .only, .picked, .token: nil
    }
  }
}

/// How two positions are compared.
public enum Comparison: Hashable, Sendable {
  case equal, atMost

  func callAsFunction(_ a: Int, _ b: Int) -> Bool { self == .equal ? a == b : a <= b }
}

// MARK: - Writing formulas

extension Formula: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
  public init(integerLiteral value: Int) { self = .number(Double(value)) }
  public init(floatLiteral value: Double) { self = .number(value) }

  public static func + (a: Self, b: Self) -> Self { .binary(.plus, a, b) }
  public static func - (a: Self, b: Self) -> Self { .binary(.minus, a, b) }
  public static func * (a: Self, b: Self) -> Self { .binary(.times, a, b) }
  public static func / (a: Self, b: Self) -> Self { .binary(.over, a, b) }
  public static prefix func - (a: Self) -> Self { .unary(.negate, a) }

  /// The larger of two; NaN where one is.
  public static func larger(_ a: Self, _ b: Self) -> Self { .binary(.larger, a, b) }
  /// The smaller of two; NaN where one is.
  public static func smaller(_ a: Self, _ b: Self) -> Self { .binary(.smaller, a, b) }
  /// `a·b`, and 0 wherever `a` is 0, whatever `b` may be.
  public static func weighed(_ a: Self, _ b: Self) -> Self { .binary(.weighs, a, b) }
  /// `a^exponent`.
  public static func power(_ a: Self, _ exponent: Double) -> Self {
    .binary(.power, a, .number(exponent))
  }
  /// e to the power of x; ∞ above 709.78.
  public static func exp(_ x: Self) -> Self { .unary(.exp, x) }
  /// The natural logarithm: −∞ at 0, NaN below.
  public static func log(_ x: Self) -> Self { .unary(.log, x) }
  /// log(1 + x), exact near 0: −∞ at −1, NaN below.
  public static func logOfOnePlus(_ x: Self) -> Self { .unary(.logOfOnePlus, x) }
  /// The square root; NaN below 0.
  public static func sqrt(_ x: Self) -> Self { .unary(.sqrt, x) }
  /// The hyperbolic tangent, between −1 and 1.
  public static func tanh(_ x: Self) -> Self { .unary(.tanh, x) }
  /// The number without its sign.
  public static func abs(_ x: Self) -> Self { .unary(.abs, x) }
  /// −1, 0 or 1.
  public static func sign(_ x: Self) -> Self { .unary(.sign, x) }
  /// 1 above 0, else 0.
  public static func step(_ x: Self) -> Self { .unary(.step, x) }

  /// The formula where two positions agree, elsewhere 0.
  public static func when(_ a: Index, _ b: Index, _ formula: Self) -> Self {
    .when(a, .equal, b, formula)
  }
}
