extension Op {
  /// The largest of all elements; a (n×m) → a scalar. On a tie the largest share the gradient.
  public static let max = Op(
    "max",
    forward: largest(k, largest(l, a[k, l])),
    backward: [
      g[.only, .only] * (1 - .step(y[.only, .only] - a[i, j]))
        / sum(k, sum(l, 1 - .step(y[.only, .only] - a[k, l])))
    ])
}
