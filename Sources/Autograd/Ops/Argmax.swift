extension Op {
  /// The position, from 0, of the largest element, of the first one on a tie; a (n) → a token.
  ///
  /// A position does not move when the numbers change a little, so no gradient passes.
  public static let argmax = Op(
    "argmax", forward: .reduce(.firstLargest, over: .k, a[k, .only]), backward: [nil],
    yieldsToken: true)
}
