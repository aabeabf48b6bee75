import Autograd
import Diagnostics

/// The language's functions of more than one operand.
extension ModelBuilder {
  mutating func outer(
    _ arguments: [Expression], _ expression: Expression, _ context: inout Context
  ) throws(Diagnostic) -> (Op, [NodeID]) {
    let left = try node(arguments[0], &context), right = try node(arguments[1], &context)
    let row = try apply(
      .transpose, [right], arguments[1], &context, isTarget: false,
      label: label(arguments[1], context) + "ᵀ")
    return (.matmul, [left, row])
  }

  mutating func meanSquaredError(
    _ arguments: [Expression], _ expression: Expression, _ context: inout Context
  ) throws(Diagnostic) -> (Op, [NodeID]) {
    let operands = [try node(arguments[0], &context), try node(arguments[1], &context)]
    let names = [label(arguments[0], context), label(arguments[1], context)]
    let difference = try apply(
      try op(.minus, operands, expression), operands, expression, &context, isTarget: false,
      label: "(\(names[0]) − \(names[1]))")
    let square = try apply(
      .power(2), [difference], expression, &context, isTarget: false,
      label: "(\(names[0]) − \(names[1]))^2")
    return (.mean, [square])
  }

  // MARK: Tokens

  /// `embed(E, token)`: a row of E as a vector.
  mutating func embedding(
    _ arguments: [Expression], _ expression: Expression, _ context: inout Context
  ) throws(Diagnostic) -> (Op, [NodeID]) {
    let table = try node(arguments[0], &context), shape = graph[table].shape
    guard let rows = shape.rows, shape.columns != nil else {
      throw error(
        arguments[0].range, "embed takes a matrix with a row for each token, not shape \(shape)",
        "declare it: weight E : [V, d]")
    }
    let name = text(of: arguments[0], context)
    let token = try token(arguments[1], of: rows, "`\(name)`", &context)
    return (.embed, [table, token])
  }

  mutating func onehot(
    _ arguments: [Expression], _ expression: Expression, _ context: inout Context
  ) throws(Diagnostic) -> (Op, [NodeID]) {
    let count = try wholeNumber(arguments[1], atLeast: 1, context)
    guard count <= Self.largest - graph.count else {
      throw tooLarge(expression.range, Double(count) + Double(graph.count))
    }
    let token = try token(arguments[0], of: count, "the tokens", &context)
    return (.onehot(count), [token])
  }

  /// `argmax(p)` and `sample(p)`: a token.
  mutating func choice(
    _ function: BuiltIn, _ argument: Expression, _ context: inout Context
  ) throws(Diagnostic) -> (Op, [NodeID]) {
    let vector = try self.vector(argument, function == .argmax ? "argmax" : "sample", &context)
    if function == .argmax { return (.argmax, [vector]) }
    return (.sample, [vector, try draw(.chance, .scalar, label: nil, argument.range)])
  }

  // MARK: Probabilities

  /// Softmax, the losses and the logarithm, in their stable forms where they meet.
  mutating func probability(
    _ function: BuiltIn, _ arguments: [Expression], _ expression: Expression,
    _ context: inout Context
  ) throws(Diagnostic) -> (Op, [NodeID]) {
    let (function, arguments) = stableForm(function, arguments)
    switch function {
    case .softmax, .logSoftmax:
      return try softmax(arguments[0], isLogarithm: function == .logSoftmax, &context)
    case .crossEntropy, .softmaxCrossEntropy:
      let name = function == .crossEntropy ? "cross_entropy" : "softmax_cross_entropy"
      let vector = try self.vector(arguments[0], name, &context)
      let count = graph[vector].shape.count
      let token = try token(
        arguments[1], of: count, "`\(text(of: arguments[0], context))`", &context)
      return (function == .crossEntropy ? .crossEntropy : .softmaxCrossEntropy, [vector, token])
    case .binaryCrossEntropy, .binaryCrossEntropyWithLogits:
      return try binaryCrossEntropy(function, arguments, expression, &context)
    default:
      return (.log, [try node(arguments[0], &context)])
    }
  }

  /// Of a vector, or of each row of a matrix.
  private mutating func softmax(
    _ argument: Expression, isLogarithm: Bool, _ context: inout Context
  ) throws(Diagnostic) -> (Op, [NodeID]) {
    let node = try node(argument, &context), shape = graph[node].shape
    guard !shape.isScalar else {
      throw error(
        argument.range, "softmax takes a vector, not a scalar", "a single probability is σ(z)")
    }
    let ops: (column: Op, rows: Op) =
      isLogarithm ? (.logSoftmax, .logSoftmaxRows) : (.softmax, .softmaxRows)
    return (shape.columns == nil ? ops.column : ops.rows, [node])
  }

  /// Element by element; of vectors the mean.
  private mutating func binaryCrossEntropy(
    _ function: BuiltIn, _ arguments: [Expression], _ expression: Expression,
    _ context: inout Context
  ) throws(Diagnostic) -> (Op, [NodeID]) {
    let operands = [try node(arguments[0], &context), try node(arguments[1], &context)]
    let shapes = operands.map { graph[$0].shape }
    let op = spread(
      function == .binaryCrossEntropy ? .bce : .bceWithLogits, shapes[0], shapes[1])
    if shapes.allSatisfy(\.isScalar) { return (op, operands) }
    let each = try apply(op, operands, expression, &context, isTarget: false)
    return (.mean, [each])
  }

  private mutating func vector(
    _ argument: Expression, _ function: String, _ context: inout Context
  ) throws(Diagnostic) -> NodeID {
    let node = try node(argument, &context), shape = graph[node].shape
    guard shape.rows != nil, shape.columns == nil else {
      throw error(
        argument.range, "\(function) takes a vector, not shape \(shape)",
        shape.isScalar ? "for one probability use bce(p, y)" : "take its rows one by one")
    }
    return node
  }
}
