extension Op {
  /// The natural logarithm, element by element; a (n×m), numbers above 0 → (n×m).
  ///
  /// log(0) is −∞, with a slope of ∞; a negative number has no logarithm, which gives NaN.
  public static let log = Op("log", forward: .log(a[i, j]), backward: [g[i, j] / a[i, j]])
}
