extension Op {
  /// The dot product of two vectors; a (n), b (n) → a scalar.
  public static let dot = Op(
    "dot",
    forward: sum(k, a[k, .only] * b[k, .only]),
    backward: [g[.only, .only] * b[i, j], g[.only, .only] * a[i, j]])
}
