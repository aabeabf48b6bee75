extension Op {
  /// tanh(a), element by element; its slope is 1 − y².
  public static let tanh = Op(
    "tanh",
    forward: .tanh(a[i, j]),
    backward: [g[i, j] * (1 - .power(y[i, j], 2))])
}
