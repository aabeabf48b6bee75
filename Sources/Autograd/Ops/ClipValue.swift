extension Op {
  /// `max(−C, min(C, a))`, element by element; a (n×m) → (n×m). The slope at ±C is taken to be 1.
  public static func clipValue(_ bound: Double) -> Op {
    Op(
      "clip_value",
      forward: .larger(-.number(bound), .smaller(.number(bound), a[i, j])),
      backward: [g[i, j] * (1 - .step(.abs(a[i, j]) - .number(bound)))])
  }
}
