extension Op {
  /// `β m + (1 − β) g`, the mean of gradients in which old ones fade; m (n×m), g (n×m) → (n×m).
  ///
  /// - Parameter decay: β, what is left of the mean after an update, 0…1.
  public static func movingAverage(decay: Double) -> Op {
    Op(
      "moving_average",
      forward: .number(decay) * a[i, j] + (1 - .number(decay)) * b[i, j],
      backward: [nil, nil])
  }
}
