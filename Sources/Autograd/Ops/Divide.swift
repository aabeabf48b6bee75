extension Op {
  /// `a / b`, element by element; a (n×m), b (n×m) → (n×m).
  ///
  /// The share of `b` is written with the output: −a/b² = −y/b.
  public static let divide = Op(
    "divide",
    forward: a[i, j] / b[i, j],
    backward: [g[i, j] / b[i, j], -(g[i, j] * y[i, j]) / b[i, j]])
}
