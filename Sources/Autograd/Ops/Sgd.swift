extension Op {
  /// Gradient descent: `w − η g`; w (n×m), its gradient g (n×m) → (n×m).
  ///
  /// Nothing flows back through an update, here and in the ops beside it: no loss depends on a
  /// weight's next value.
  ///
  /// - Parameter rate: η, how far a step goes.
  public static func sgd(rate: Double) -> Op {
    Op("sgd", forward: a[i, j] - .number(rate) * b[i, j], backward: [nil, nil])
  }
}
