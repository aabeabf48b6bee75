extension Op {
  /// A vector of `count` scalars, in order.
  public static func stack(_ count: Int) -> Op {
    Op(
      "stack",
      forward: .choose(i, (0..<count).map { Slot.input($0)[.only, .only] }),
      backward: (0..<count).map { g[.at($0), .only] },
      extents: [.i: count])
  }

  /// A matrix whose rows are `count` vectors; a (m), b (m), … → (count×m).
  public static func stackRows(_ count: Int) -> Op {
    Op(
      "stack",
      forward: .choose(i, (0..<count).map { Slot.input($0)[j, .only] }),
      backward: (0..<count).map { g[.at($0), i] },
      extents: [.i: count])
  }
}
