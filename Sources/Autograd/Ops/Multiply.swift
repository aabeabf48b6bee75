extension Op {
  /// `a ∘ b`, element by element; a (n×m), b (n×m) → (n×m).
  public static let multiply = Op(
    "multiply",
    forward: a[i, j] * b[i, j],
    backward: [g[i, j] * b[i, j], g[i, j] * a[i, j]])
}
