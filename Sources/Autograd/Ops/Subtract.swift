extension Op {
  /// `a - b`, element by element; a (n×m), b (n×m) → (n×m).
  public static let subtract = Op(
    "subtract",
    forward: a[i, j] - b[i, j],
    backward: [g[i, j], -g[i, j]])
}
