extension Op {
  /// The sum of the squares of all elements; a (n×m) → a scalar.
  public static let squareSum = Op(
    "square_sum",
    forward: sum(k, sum(l, .power(a[k, l], 2))),
    backward: [g[.only, .only] * (2 * a[i, j])])
}
