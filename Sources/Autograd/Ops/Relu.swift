extension Op {
  /// max(a, 0), element by element; the slope at 0 is taken to be 0.
  public static let relu = Op(
    "relu",
    forward: .larger(a[i, j], 0),
    backward: [g[i, j] * .step(a[i, j])])
}
