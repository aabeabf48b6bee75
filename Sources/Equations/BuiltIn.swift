import Autograd

/// The functions of the language.
enum BuiltIn: Hashable, Sendable {
  /// One op of one operand.
  case op(Op)
  case zeros, ones
  case outer, meanSquaredError
  /// The gradient of a quantity, in updates and queries.
  case gradient

  static let all: [String: BuiltIn] = [
    "σ": .op(.sigmoid), "sigmoid": .op(.sigmoid), "tanh": .op(.tanh), "relu": .op(.relu),
    "exp": .op(.exp), "log": .op(.log), "sqrt": .op(.sqrt), "abs": .op(.abs),
    "sign": .op(.sign), "step": .op(.step), "sum": .op(.sum), "mean": .op(.mean),
    "zeros": .zeros, "ones": .ones, "outer": .outer, "mse": .meanSquaredError,
    "grad": .gradient,
  ]

  /// Functions of the language that this version does not have yet.
  static let later: Set<String> = [
    "softmax", "log_softmax", "max", "concat", "stack", "embed", "onehot", "bce",
    "bce_with_logits", "cross_entropy", "softmax_cross_entropy", "argmax", "sample", "stop", "mask",
  ]

  /// How many arguments it takes.
  var arity: ClosedRange<Int> {
    switch self {
    case .op, .gradient: 1...1
    case .zeros, .ones: 1...2
    case .outer, .meanSquaredError: 2...2
    }
  }
}
