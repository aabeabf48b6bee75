import Foundation

/// An operation on two numbers.
public enum Operator: String, Hashable, Sendable, CaseIterable {
  case plus, minus, times, over, larger, smaller, power
  /// Times, except that a weight of 0 makes 0 even of what is not finite.
  case weighs

  /// The result for two numbers.
  public func callAsFunction(_ a: Double, _ b: Double) -> Double {
    switch self {
    case .plus: a + b
    case .minus: a - b
    case .times: a * b
    case .over: a / b
    // `Swift.max` would drop a NaN on one side and keep it on the other.
    case .larger: a.isNaN || a >= b ? a : b
    case .smaller: a.isNaN || a <= b ? a : b
    case .power: Self.power(a, b)
    case .weighs: a == 0 ? 0 : a * b
    }
  }

  /// A square is a product, rounded once; the C library's power is not always.
  static func power(_ a: Double, _ exponent: Double) -> Double {
    exponent == 2 ? a * a : Foundation.pow(a, exponent)
  }
}

/// A named function of one number.
public enum Function: String, Hashable, Sendable, CaseIterable {
  case negate, exp, log, sqrt, tanh, abs
  /// log(1 + x), which near 0 keeps the digits that adding 1 would lose.
  case logOfOnePlus
  /// −1, 0 or 1.
  case sign
  /// 1 above 0, else 0.
  case step

  /// The result for a number.
  public func callAsFunction(_ x: Double) -> Double {
    switch self {
    case .negate: -x
    case .exp: exponential(SIMD2(repeating: x))[0]
    case .log: Foundation.log(x)
    case .logOfOnePlus: Foundation.log1p(x)
    case .sqrt: x.squareRoot()
    case .tanh: hyperbolicTangent(SIMD2(repeating: x))[0]
    case .abs: Swift.abs(x)
    case .sign: x > 0 ? 1 : x < 0 ? -1 : x.isNaN ? x : 0
    case .step: x > 0 ? 1 : x.isNaN ? x : 0
    }
  }
}

/// A way to combine one term per position of a letter.
public enum Reduction: String, Hashable, Sendable {
  case sum, largest
  /// The position, from 0, of the largest term; of the first one on a tie.
  case firstLargest

  /// All terms combined in ascending order; NaN where one of them is.
  func callAsFunction(_ terms: [Double]) -> Double {
    switch self {
    case .sum: terms.dropFirst().reduce(terms[0], +)
    case .largest: terms.dropFirst().reduce(terms[0]) { Operator.larger($0, $1) }
    case .firstLargest: Self.firstLargest(terms.count) { terms[$0] }
    }
  }

  static func firstLargest(_ count: Int, _ term: (Int) -> Double) -> Double {
    var best = 0, largest = term(0)
    for position in 1..<max(1, count) {
      let next = term(position)
      if next > largest { best = position }
      largest = Operator.larger(largest, next)
    }
    return largest.isNaN ? .nan : Double(best)
  }
}

// MARK: - Rounding

extension Operator {
  /// Whether the result is the mathematical one, found with the errors of Dekker and Knuth.
  func isExact(_ a: Double, _ b: Double) -> Bool {
    let result = self(a, b)
    guard result.isFinite else { return false }
    switch self {
    case .plus: return roundingError(ofSum: a, b) == 0
    case .minus: return roundingError(ofSum: a, -b) == 0
    case .times:
      guard result != 0 else { return a == 0 || b == 0 }
      return result.hasRepresentableErrors && (-result).addingProduct(a, b) == 0
    case .over:
      guard result != 0 else { return a == 0 }
      return a.hasRepresentableErrors && (-a).addingProduct(result, b) == 0
    case .weighs: return a == 0 || Operator.times.isExact(a, b)
    case .larger, .smaller: return true
    case .power: return isExactPower(a, b)
    }
  }

  /// What adding has rounded off; that is a number itself, however small.
  private func roundingError(ofSum a: Double, _ b: Double) -> Double {
    let sum = a + b, bPart = sum - a
    return (a - (sum - bPart)) + (b - bPart)
  }

  private func isExactPower(_ base: Double, _ exponent: Double) -> Bool {
    guard exponent == exponent.rounded(), (0...64).contains(exponent) else {
      return base == 0 || base == 1
    }
    var power = 1.0
    for _ in 0..<Int(exponent) {
      guard Operator.times.isExact(power, base) else { return false }
      power *= base
    }
    return true
  }
}

extension Double {
  /// Whether what a product near this number rounds off is a number too, and not so small that it
  /// becomes 0: two lengths of 53 bits above the smallest number there is, 2⁻¹⁰⁷⁴.
  fileprivate var hasRepresentableErrors: Bool { magnitude >= 0x1p-969 }
}

extension Function {
  /// Whether the result is the mathematical one: for `exp` and its kin only where it is rational.
  func isExact(_ x: Double) -> Bool {
    switch self {
    case .negate, .abs, .sign, .step: true
    case .exp, .tanh, .logOfOnePlus: x == 0
    case .log: x == 1
    case .sqrt: Operator.times.isExact(self(x), self(x)) && self(x) * self(x) == x
    }
  }
}
