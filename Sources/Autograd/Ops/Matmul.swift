extension Op {
  /// The matrix product; a (n×p), b (p×m) → (n×m).
  public static let matmul = Op(
    "matmul",
    forward: sum(k, a[i, k] * b[k, j]),
    backward: [sum(k, g[i, k] * b[j, k]), sum(k, a[k, i] * g[k, j])])
}
