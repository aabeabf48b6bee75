extension Op {
  /// `bce(σ(z), y)`, element by element, finite and exact for every finite z; z (n×m), y (n×m) →
  /// (n×m).
  public static let bceWithLogits = Op(
    "bce_with_logits",
    forward: .larger(a[i, j], 0) - a[i, j] * b[i, j] + .logOfOnePlus(.exp(-.abs(a[i, j]))),
    backward: [g[i, j] * (1 / (1 + .exp(-a[i, j])) - b[i, j]), -(g[i, j] * a[i, j])],
    isSmooth: true)
}
