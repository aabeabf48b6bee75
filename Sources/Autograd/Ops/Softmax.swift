extension Op {
  /// exp(a) in parts of 1; a (n) → (n).
  ///
  /// The largest element is taken off all: the parts stay the same, and no exponential overflows.
  public static let softmax = Op(
    "softmax",
    forward: .exp(a[i, .only] - largest(k, a[k, .only]))
      / sum(k, .exp(a[k, .only] - largest(l, a[l, .only]))),
    backward: [y[i, .only] * (g[i, .only] - sum(k, g[k, .only] * y[k, .only]))],
    isSmooth: true)

  /// ``softmax`` of each row on its own; a (n×m) → (n×m).
  public static let softmaxRows = Op(
    "softmax",
    forward: .exp(a[i, j] - largest(k, a[i, k]))
      / sum(k, .exp(a[i, k] - largest(l, a[i, l]))),
    backward: [y[i, j] * (g[i, j] - sum(k, g[i, k] * y[i, k]))],
    isSmooth: true)
}
