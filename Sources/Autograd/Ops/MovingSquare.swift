extension Op {
  /// `β v + (1 − β) g²`, the mean of squared gradients in which old ones fade; v (n×m), g (n×m) →
  /// (n×m).
  ///
  /// - Parameter decay: β, what is left of the mean after an update, 0…1.
  public static func movingSquare(decay: Double) -> Op {
    Op(
      "moving_square",
      forward: .number(decay) * a[i, j] + (1 - .number(decay)) * .power(b[i, j], 2),
      backward: [nil, nil])
  }
}
