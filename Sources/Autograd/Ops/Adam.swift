extension Op {
  /// Adam's step: `w − η (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε)`; w (n×m), the means m and v of
  /// its gradients and of their squares (n×m), the number t of the update (a scalar, from 1) →
  /// (n×m).
  ///
  /// The means start at 0; dividing by 1 − βᵗ makes up for that. Kingma and Ba 2015, Algorithm 1.
  ///
  /// - Parameters:
  ///   - rate: η, about how far a step goes.
  ///   - firstDecay: β₁, as in m.
  ///   - secondDecay: β₂, as in v.
  ///   - epsilon: ε, so that nothing is divided by 0.
  public static func adam(
    rate: Double, firstDecay: Double, secondDecay: Double, epsilon: Double
  ) -> Op {
    func unbiased(_ mean: Formula, _ decay: Double) -> Formula {
      mean / (1 - .binary(.power, .number(decay), Slot.input(3)[.only, .only]))
    }
    let m = unbiased(b[i, j], firstDecay), v = unbiased(Slot.input(2)[i, j], secondDecay)
    return Op(
      "adam",
      forward: a[i, j] - .number(rate) * m / (.sqrt(v) + .number(epsilon)),
      backward: [nil, nil, nil, nil])
  }
}
