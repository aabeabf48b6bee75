/// How weights learn from their gradients; each a formula of the graph.
///
/// ```swift
/// graph.learn(with: .adam(rate: 0.01), clipping: .norm(1), from: loss)
/// ```
public enum Optimizer: Hashable, Sendable {
  /// Gradient descent: w ← w − η g.
  case sgd(rate: Double)
  /// Gradient descent with a velocity: v ← μ v + g, then w ← w − η v. As PyTorch has it, the rate is
  /// no part of the velocity.
  case momentum(rate: Double, decay: Double = 0.9)
  /// m ← β₁ m + (1 − β₁) g and v ← β₂ v + (1 − β₂) g², then
  /// w ← w − η (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε), where t counts the updates.
  case adam(
    rate: Double, firstDecay: Double = 0.9, secondDecay: Double = 0.999, epsilon: Double = 1e-8)

  /// η, above 0.
  public var rate: Double {
    switch self {
    case .sgd(let rate), .momentum(let rate, _), .adam(let rate, _, _, _): rate
    }
  }

  /// Whether its numbers are such that something is learned.
  var isValid: Bool {
    let decays = 0.0..<1
    guard rate > 0, rate.isFinite else { return false }
    return switch self {
    case .sgd: true
    case .momentum(_, let decay): decays.contains(decay)
    case .adam(_, let first, let second, let epsilon):
      decays.contains(first) && decays.contains(second) && epsilon >= 0
    }
  }
}

/// A bound on gradients before they are used.
public enum Clipping: Hashable, Sendable {
  /// g ← g · min(1, C/n), where n is the length of the gradients of all weights together.
  case norm(Double)
  /// g ← max(−C, min(C, g)), element by element.
  case value(Double)

  /// C, above 0.
  public var bound: Double {
    switch self {
    case .norm(let bound), .value(let bound): bound
    }
  }
}
