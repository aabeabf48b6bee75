extension Op {
  /// −log of the probability of one token, in nats; p (n), a token → a scalar.
  public static let crossEntropy = Op(
    "cross_entropy",
    forward: -.log(a[.picked(1), .only]),
    backward: [.when(i, .picked(1), -(g[.only, .only] / a[i, .only])), nil])
}
