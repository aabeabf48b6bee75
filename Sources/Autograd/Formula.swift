/// The formula of one element, `[i, j]`, of a matrix.
///
/// Rules are declared as formulas, and everything that is shown or computed is made from that one
/// tree: ``unrolled(at:extents:)`` picks an element and writes its sums out,
/// ``substituted(_:)`` puts the numbers in, and the result is both printed and evaluated.
public indirect enum Formula: Hashable, Sendable {
  case number(Double)
  /// One element of an operand.
  case element(Slot, row: Index, column: Index)
  case binary(Operator, Formula, Formula)
  case unary(Function, Formula)
  /// The terms of every position of a letter, combined in ascending order.
  case reduce(Reduction, over: Letter, Formula)
  /// How many positions letters have together.
  case count([Letter])
  /// The formula where two positions agree, elsewhere 0.
  case when(Index, Index, Formula)
  /// One formula for each position of an index.
  case choose(Index, [Formula])
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

  subscript(row: Index, column: Index) -> Formula { .element(self, row: row, column: column) }
}

/// A letter that runs over the rows or the columns of a matrix.
public enum Letter: Int, Hashable, Sendable, CaseIterable { case i, j, k, l }

/// A row or column number, from 0: still a letter, or already fixed.
public enum Index: Hashable, Sendable {
  case letter(Letter)
  case at(Int)
  /// The one position of a direction the operand must not extend in: the columns of a vector.
  case only
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

  public static func larger(_ a: Self, _ b: Self) -> Self { .binary(.larger, a, b) }
  public static func power(_ a: Self, _ exponent: Double) -> Self {
    .binary(.power, a, .number(exponent))
  }
  public static func exp(_ x: Self) -> Self { .unary(.exp, x) }
  public static func log(_ x: Self) -> Self { .unary(.log, x) }
  public static func sqrt(_ x: Self) -> Self { .unary(.sqrt, x) }
  public static func tanh(_ x: Self) -> Self { .unary(.tanh, x) }
  public static func abs(_ x: Self) -> Self { .unary(.abs, x) }
  public static func sign(_ x: Self) -> Self { .unary(.sign, x) }
  public static func step(_ x: Self) -> Self { .unary(.step, x) }
}

// MARK: - Walking formulas

extension Formula {
  /// The formulas directly inside this one.
  var children: [Formula] {
    switch self {
    case .number, .element, .count: []
    case .binary(_, let a, let b): [a, b]
    case .unary(_, let a), .reduce(_, _, let a), .when(_, _, let a): [a]
    case .choose(_, let choices): choices
    }
  }

  /// The same formula with `change` done to each formula directly inside it.
  func mapChildren(_ change: (Formula) -> Formula) -> Formula {
    switch self {
    case .number, .element, .count: self
    case .binary(let op, let a, let b): .binary(op, change(a), change(b))
    case .unary(let function, let a): .unary(function, change(a))
    case .reduce(let reduction, let letter, let a): .reduce(reduction, over: letter, change(a))
    case .when(let one, let other, let a): .when(one, other, change(a))
    case .choose(let index, let choices): .choose(index, choices.map(change))
    }
  }

  /// The same formula with `change` done to each element it reads.
  func mapElements(_ change: (Slot, Index, Index) -> Formula) -> Formula {
    if case .element(let slot, let row, let column) = self { return change(slot, row, column) }
    return mapChildren { $0.mapElements(change) }
  }

  /// Calls `body` with each element the formula reads, in the order written.
  func forEachElement(_ body: (Slot, Index, Index) throws -> Void) rethrows {
    if case .element(let slot, let row, let column) = self { try body(slot, row, column) }
    for child in children { try child.forEachElement(body) }
  }

  /// The letters that are not bound by a sum inside.
  var freeLetters: Set<Letter> {
    func letters(_ indices: Index...) -> Set<Letter> {
      Set(indices.compactMap { if case .letter(let letter) = $0 { letter } else { nil } })
    }
    let inside: Set<Letter> = children.reduce(into: []) { $0.formUnion($1.freeLetters) }
    return switch self {
    case .element(_, let row, let column): letters(row, column)
    case .when(let a, let b, _): inside.union(letters(a, b))
    case .choose(let index, _): inside.union(letters(index))
    case .reduce(_, let letter, _): inside.subtracting([letter])
    case .number, .binary, .unary, .count: inside
    }
  }
}
