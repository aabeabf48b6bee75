extension Op {
  /// Binary cross-entropy of probabilities p with the truth y (0, 1, or between), element by
  /// element, in nats; p (n×m), y (n×m) → (n×m).
  ///
  /// A side whose weight is 0 counts nothing, though its logarithm be infinite: p = y = 1 costs 0.
  public static let bce = Op(
    "bce",
    forward: -(.weighed(b[i, j], .log(a[i, j])) + .weighed(1 - b[i, j], .log(1 - a[i, j]))),
    backward: [
      g[i, j]
        * (.weighed(1 - b[i, j], 1 / (1 - a[i, j])) - .weighed(b[i, j], 1 / a[i, j])),
      g[i, j] * (.log(1 - a[i, j]) - .log(a[i, j])),
    ])
}
