import Autograd
import Diagnostics

/// Compositions that lose digits or overflow, and the one operation that takes their place.
extension ModelBuilder {
  /// `cross_entropy(softmax(z), k)`, `log(softmax(z))` and `bce(σ(z), y)` written in one line.
  func stableForm(
    _ function: BuiltIn, _ arguments: [Expression]
  ) -> (BuiltIn, [Expression]) {
    guard case .call(let inner, let innerArguments) = arguments[0].kind,
      innerArguments.count == 1, let stable = BuiltIn.stableForms[function]?[inner]
    else { return (function, arguments) }
    return (stable, innerArguments + Array(arguments.dropFirst()))
  }

  /// The same through a name: the op reads past the quantity between, such as `p = softmax(z)`.
  func stableForm(_ op: Op, _ operands: [NodeID]) -> (op: Op, inputs: [NodeID])? {
    guard let first = operands.first, let inner = graph[first].op,
      let stable = op.stableForm(after: inner)
    else { return nil }
    return (stable, graph[first].inputs + Array(operands.dropFirst()))
  }

  /// A weight's gradient that cannot get past an operation is 0 everywhere: that is worth a word.
  mutating func warnOfBlocks(below root: NodeID) {
    guard !blocks.isEmpty else { return }
    var isBelow: Set<NodeID> = [root], found: Set<SourceRange> = []
    for node in graph.nodes.reversed() where isBelow.contains(node.id) {
      isBelow.formUnion(node.inputs)
    }
    var isLearned: Set<NodeID> = []
    for node in graph.nodes
    where node.origin == .weight || node.inputs.contains(where: isLearned.contains) {
      isLearned.insert(node.id)
    }
    for (node, block) in blocks.sorted(by: { $0.key < $1.key })
    where isBelow.contains(node) && isLearned.contains(node) {
      guard found.insert(block.range).inserted else { continue }
      diagnostics.append(
        Diagnostic(
          .warning, file: source.name, range: block.range,
          message:
            "the gradient through `\(block.name)` is zero everywhere: no weight learns by it",
          advice: block.name == "sign" || block.name == "step"
            ? "train through σ or tanh" : "train on the probabilities"))
    }
  }
}

extension BuiltIn {
  /// The function that stands for one function of another, the other by its spelling.
  fileprivate static let stableForms: [BuiltIn: [String: BuiltIn]] = [
    .log: ["softmax": .logSoftmax],
    .crossEntropy: ["softmax": .softmaxCrossEntropy],
    .binaryCrossEntropy: [
      "σ": .binaryCrossEntropyWithLogits, "sigmoid": .binaryCrossEntropyWithLogits,
    ],
  ]
}

extension Op {
  /// The op that computes this one of another one's output, without the rounding between.
  fileprivate func stableForm(after inner: Op) -> Op? {
    // Most ops are none of these: their rules need not be compared.
    guard name == Op.log.name || name == Op.crossEntropy.name || name == Op.bce.name else {
      return nil
    }
    return switch (self, inner) {
    case (.log, .softmax): .logSoftmax
    case (.log, .softmaxRows): .logSoftmaxRows
    case (.crossEntropy, .softmax): .softmaxCrossEntropy
    case (.bce, .sigmoid): .bceWithLogits
    case (.bce.spreading(0), .sigmoid): .bceWithLogits.spreading(0)
    case (.bce.spreading(1), .sigmoid): .bceWithLogits.spreading(1)
    default: nil
    }
  }

  /// Whether its output does not move, or only jumps, where its input moves.
  var stopsGradients: Bool { self == .sign || self == .step || self == .argmax || self == .sample }
}
