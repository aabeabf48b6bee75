extension Op {
  /// log(softmax(a)), exact where a softmax would round to 0 or 1; a (n) → (n).
  public static let logSoftmax = Op(
    "log_softmax",
    forward: a[i, .only] - largest(k, a[k, .only])
      - .log(sum(k, .exp(a[k, .only] - largest(l, a[l, .only])))),
    backward: [g[i, .only] - .exp(y[i, .only]) * sum(k, g[k, .only])],
    isSmooth: true)

  /// ``logSoftmax`` of each row on its own; a (n×m) → (n×m).
  public static let logSoftmaxRows = Op(
    "log_softmax",
    forward: a[i, j] - largest(k, a[i, k])
      - .log(sum(k, .exp(a[i, k] - largest(l, a[i, l])))),
    backward: [g[i, j] - .exp(y[i, j]) * sum(k, g[i, k])],
    isSmooth: true)
}
