extension Op {
  /// The same numbers under another name; a (n×m) → (n×m).
  public static let copy = Op("copy", forward: a[i, j], backward: [g[i, j]])
}
