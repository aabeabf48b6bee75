extension Op {
  /// The mean of all elements; a (n×m) → a scalar.
  public static let mean = Op(
    "mean",
    forward: sum(k, sum(.letter(.l), a[k, .letter(.l)])) / .count([.k, .l]),
    backward: [g[.only, .only] / .count([.i, .j])])
}
