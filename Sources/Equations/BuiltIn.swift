import Autograd

/// The functions of the language.
enum BuiltIn: Hashable, Sendable {
  /// One op of one operand.
  case op(Op)
  case zeros, ones, mask
  case outer, meanSquaredError
  case softmax, logSoftmax, log
  case concat, stack
  case embed, onehot
  case binaryCrossEntropy, binaryCrossEntropyWithLogits
  case crossEntropy, softmaxCrossEntropy
  case argmax, sample
  /// The gradient of a quantity, in updates and queries.
  case gradient

  static let all: [String: BuiltIn] = [
    "σ": .op(.sigmoid), "sigmoid": .op(.sigmoid), "tanh": .op(.tanh), "relu": .op(.relu),
    "exp": .op(.exp), "log": .log, "sqrt": .op(.sqrt), "abs": .op(.abs),
    "sign": .op(.sign), "step": .op(.step), "softmax": .softmax, "log_softmax": .logSoftmax,
    "sum": .op(.sum), "mean": .op(.mean), "max": .op(.max), "concat": .concat, "stack": .stack,
    "embed": .embed, "onehot": .onehot, "zeros": .zeros, "ones": .ones, "outer": .outer,
    "bce": .binaryCrossEntropy, "bce_with_logits": .binaryCrossEntropyWithLogits,
    "mse": .meanSquaredError, "cross_entropy": .crossEntropy,
    "softmax_cross_entropy": .softmaxCrossEntropy, "argmax": .argmax, "sample": .sample,
    "stop": .op(.stop), "mask": .mask, "grad": .gradient,
  ]

  /// How many arguments it takes.
  var arity: ClosedRange<Int> {
    switch self {
    case .op, .gradient, .softmax, .logSoftmax, .log, .argmax, .sample: 1...1
    case .zeros, .ones: 1...2
    case .outer, .meanSquaredError, .embed, .onehot, .mask: 2...2
    case .binaryCrossEntropy, .binaryCrossEntropyWithLogits: 2...2
    case .crossEntropy, .softmaxCrossEntropy: 2...2
    case .concat, .stack: 1...1_000_000
    }
  }
}
