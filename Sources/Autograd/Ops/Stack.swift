extension Op {
  /// A vector of `count` scalars, in order.
  public static func stack(_ count: Int) -> Op {
    Op(
      "stack",
      forward: .choose(i, (0..<count).map { Slot.input($0)[.only, .only] }),
      backward: (0..<count).map { g[.at($0), .only] },
      extents: [.i: count])
  }
}
