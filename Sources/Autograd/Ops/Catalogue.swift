extension Op {
  /// Every op there is, one of each kind where an op takes a parameter.
  ///
  /// An op is a file of its own in this folder and an entry here; a test compares the two.
  public static let catalogue: [Op] = [
    abs, add, copy, divide, dot, element(row: 1, column: 0), exp, log, matmul, mean, multiply,
    negate, power(0), power(1), power(2), power(3), power(-1), power(0.5), relu, sigmoid, sign,
    sqrt, stack(3), step,
    subtract, sum, tanh, transpose,
  ]

  /// The ops that work place by place on two operands, one of which may be a spread scalar.
  public static let elementwise: [Op] = [add, subtract, multiply, divide]

  /// ``catalogue``, and ``elementwise`` with either operand spread.
  public static let all: [Op] =
    catalogue + elementwise.flatMap { [$0.spreading(0), $0.spreading(1)] }
}
