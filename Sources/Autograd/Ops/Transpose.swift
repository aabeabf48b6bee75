extension Op {
  /// `aᵀ`; a (n×m) → (m×n).
  public static let transpose = Op("transpose", forward: a[j, i], backward: [g[j, i]])
}
