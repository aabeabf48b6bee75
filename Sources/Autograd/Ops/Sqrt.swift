extension Op {
  /// The square root, element by element; a (n×m), numbers from 0 → (n×m).
  ///
  /// At 0 the slope is ∞; a negative number has no root, which gives NaN.
  public static let sqrt = Op(
    "sqrt", forward: .sqrt(a[i, j]), backward: [g[i, j] / (2 * y[i, j])])
}
