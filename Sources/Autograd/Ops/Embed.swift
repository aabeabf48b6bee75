extension Op {
  /// The row of a matrix that a token says, as a vector; E (v×m), a token → (m).
  public static let embed = Op(
    "embed",
    forward: a[.picked(1), i],
    backward: [.when(i, .picked(1), g[j, .only]), nil])
}
