extension Op {
  /// The square root, element by element.
  public static let sqrt = Op(
    "sqrt", forward: .sqrt(a[i, j]), backward: [g[i, j] / (2 * y[i, j])])
}
