extension Op {
  /// The sum of `count` operands of one shape; a (n×m), b (n×m), … → (n×m).
  public static func total(_ count: Int) -> Op {
    Op(
      "total",
      forward: sum(k, .choose(k, (0..<count).map { Slot.input($0)[i, j] })),
      backward: Array(repeating: g[i, j], count: count),
      extents: [.k: count])
  }
}
