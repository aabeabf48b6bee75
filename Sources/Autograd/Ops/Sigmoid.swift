extension Op {
  /// σ(a) = 1 / (1 + exp(−a)), element by element; its slope is y (1 − y).
  public static let sigmoid = Op(
    "sigmoid",
    forward: 1 / (1 + .exp(-a[i, j])),
    backward: [g[i, j] * (y[i, j] * (1 - y[i, j]))])
}
