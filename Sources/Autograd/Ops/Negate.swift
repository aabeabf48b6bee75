extension Op {
  /// `-a`; a (n×m) → (n×m).
  public static let negate = Op("negate", forward: -a[i, j], backward: [-g[i, j]])
}
