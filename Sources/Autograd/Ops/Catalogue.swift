extension Op {
  /// Every op there is, one of each kind where an op takes a parameter.
  ///
  /// An op is a file of its own in this folder and an entry here; a test compares the two.
  public static let catalogue: [Op] = [
    abs, adam(rate: 0.1, firstDecay: 0.9, secondDecay: 0.999, epsilon: 1e-8), add, argmax, bce,
    bceWithLogits, clipNorm(1.25), clipValue(0.75), concat([3, nil, 1]), copy, crossEntropy, divide,
    dot, element(row: 1, column: 0), element(row: .picked(1), column: .only),
    element(row: .picked(1), column: .picked(2)), element(row: .at(1), column: .picked(1)), embed,
    exp, log, logSoftmax, logSoftmaxRows, matmul, max, mean, momentum(decay: 0.9),
    movingAverage(decay: 0.9), movingSquare(decay: 0.999), multiply, negate, norm(3), onehot(3),
    power(0), power(1), power(2), power(3), power(-1), power(0.5), relu, sample, sgd(rate: 0.1),
    sigmoid, sign, softmax, softmaxRows, softmaxCrossEntropy, sqrt, squareSum, stack(3),
    stackRows(2), step, stop, subtract, sum, tanh, total(3), transpose,
  ]

  /// The ops that work place by place on two operands, one of which may be a spread scalar.
  public static let elementwise: [Op] = [add, subtract, multiply, divide]

  /// ``catalogue``, and ``elementwise`` with either operand spread.
  public static let all: [Op] =
    catalogue + elementwise.flatMap { [$0.spreading(0), $0.spreading(1)] }
}
