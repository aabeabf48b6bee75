extension Op {
  /// The natural logarithm, element by element.
  public static let log = Op("log", forward: .log(a[i, j]), backward: [g[i, j] / a[i, j]])
}
