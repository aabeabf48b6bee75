extension Op {
  /// The sum of all elements; a (n×m) → a scalar.
  public static let sum = Op(
    "sum",
    forward: sum(.letter(.k), sum(.letter(.l), a[.letter(.k), .letter(.l)])),
    backward: [g[.only, .only]])
}
