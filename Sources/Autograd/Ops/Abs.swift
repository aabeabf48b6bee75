extension Op {
  /// |a|, element by element; the slope at 0 is taken to be 0.
  public static let abs = Op(
    "abs", forward: .abs(a[i, j]), backward: [g[i, j] * .sign(a[i, j])])
}
