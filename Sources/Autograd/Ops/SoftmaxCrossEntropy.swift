extension Op {
  /// `cross_entropy(softmax(z), token)`, finite and exact for every finite z; z (n), a token → a
  /// scalar.
  public static let softmaxCrossEntropy = Op(
    "softmax_cross_entropy",
    forward: (largest(k, a[k, .only]) - a[.picked(1), .only])
      + .log(sum(k, .exp(a[k, .only] - largest(l, a[l, .only])))),
    backward: [
      g[.only, .only] * (softmax.forward - .when(i, .picked(1), 1)), nil,
    ],
    isSmooth: true)
}
