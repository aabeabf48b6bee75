extension Op {
  /// exp(a), element by element; a (n×m) → (n×m). Its slope is itself.
  ///
  /// Above 709.78 the result is ∞, below −745.13 it is 0.
  public static let exp = Op("exp", forward: .exp(a[i, j]), backward: [g[i, j] * y[i, j]])
}
