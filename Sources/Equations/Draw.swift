import Autograd
import Foundation

/// SplitMix64: small, and the same numbers on every machine.
package struct Random: Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  /// Numbers of their own for one of many things drawn from a seed.
  package init(seed: UInt64, _ parts: UInt64...) {
    self = parts.reduce(Random(seed: seed)) { random, part in
      var random = random
      return Random(seed: random.next() ^ part)
    }
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// From 0 up to 1, in steps of 2⁻⁵³.
  package mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// From 0 up to `count`, without it.
  package mutating func below(_ count: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(count)).high)
  }

  /// The list in another order (Fisher and Yates).
  package mutating func shuffled(_ list: [Int]) -> [Int] {
    var list = list
    for place in list.indices.reversed() { list.swapAt(place, below(place + 1)) }
    return list
  }

  /// A normal number with mean 0 and standard deviation 1 (Box and Muller).
  mutating func normal() -> Double {
    let radius = sqrt(-2 * log(1 - unit()))
    return radius * cos(2 * .pi * unit())
  }
}

/// A way to draw the start of a weight.
enum Draw: Hashable, Sendable {
  case uniform(Double, Double)
  case normal(Double)
  /// Glorot and Bengio 2010: uniform on ±√(6 / (in + out)).
  case xavier
  /// He et al. 2015: normal with √(2 / in).
  case he
  case zeros, ones

  static let functions: Set<String> = ["uniform", "normal"]

  init?(_ expression: Expression, _ name: (String) -> Double?) {
    switch expression.kind {
    case .name("xavier"): self = .xavier
    case .name("he"): self = .he
    case .name("zeros"): self = .zeros
    case .name("ones"): self = .ones
    case .call("normal", let arguments) where arguments.count == 1:
      guard let deviation = arguments[0].number(name) else { return nil }
      self = .normal(deviation)
    case .call("uniform", let arguments) where arguments.count == 2:
      guard let low = arguments[0].number(name), let high = arguments[1].number(name) else {
        return nil
      }
      self = .uniform(low, high)
    default: return nil
    }
  }

  func matrix(_ shape: Shape, using random: inout Random) -> Matrix {
    // A matrix takes `in` numbers to `out`; a vector of weights takes its length to one.
    let (inputs, outputs) = shape.columns.map { ($0, shape.rowCount) } ?? (shape.rowCount, 1)
    var numbers: [Double] = []
    for _ in 0..<shape.count {
      switch self {
      case .uniform(let low, let high): numbers.append(low + (high - low) * random.unit())
      case .normal(let deviation): numbers.append(deviation * random.normal())
      case .xavier:
        let bound = sqrt(6 / Double(inputs + outputs))
        numbers.append(bound * (2 * random.unit() - 1))
      case .he: numbers.append(sqrt(2 / Double(inputs)) * random.normal())
      case .zeros: numbers.append(0)
      case .ones: numbers.append(1)
      }
    }
    return Matrix(shape, numbers)
  }
}
