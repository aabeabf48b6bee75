extension Op {
  /// −1, 0 or 1, element by element. It is flat, so no gradient passes.
  public static let sign = Op("sign", forward: .sign(a[i, j]), backward: [0])
}
