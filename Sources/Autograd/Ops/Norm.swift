extension Op {
  /// The length of a vector whose parts have these sums of squares: the root of the total of `count`
  /// scalars → a scalar.
  public static func norm(_ count: Int) -> Op {
    Op(
      "norm",
      forward: .sqrt(sum(k, .choose(k, (0..<count).map { Slot.input($0)[.only, .only] }))),
      backward: Array(repeating: g[.only, .only] / (2 * y[.only, .only]), count: count),
      extents: [.k: count])
  }
}
