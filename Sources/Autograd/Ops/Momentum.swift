extension Op {
  /// `μ v + g`, the velocity that gradients add up to as old ones fade; v (n×m), g (n×m) → (n×m).
  ///
  /// - Parameter decay: μ, what is left of the velocity after an update, 0…1.
  public static func momentum(decay: Double) -> Op {
    Op("momentum", forward: .number(decay) * a[i, j] + b[i, j], backward: [nil, nil])
  }
}
