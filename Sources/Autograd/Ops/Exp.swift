extension Op {
  /// exp(a), element by element; its slope is itself.
  public static let exp = Op("exp", forward: .exp(a[i, j]), backward: [g[i, j] * y[i, j]])
}
