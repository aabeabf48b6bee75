extension Op {
  /// 1 above 0, else 0: the threshold of a perceptron. It is flat, so no gradient passes.
  public static let step = Op("step", forward: .step(a[i, j]), backward: [0])
}
