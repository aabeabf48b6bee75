/// A neuron's two weights and its bias, as the lesson's notes write them.
struct Neuron: Hashable, CustomStringConvertible {
  var w1, w2, b: Double

  init(_ w1: Double, _ w2: Double, _ b: Double) {
    self.w1 = w1
    self.w2 = w2
    self.b = b
  }

  var description: String { "(\(w1), \(w2) | \(b))" }

  /// The perceptron rule, written down once more and apart from the engine.
  ///
  /// - Parameter targets: for (0, 0), (0, 1), (1, 0), (1, 1), in that order.
  /// - Returns: how many presentations changed something.
  mutating func learn(_ targets: [Double], epochs: Int) -> Int {
    var updates = 0
    for _ in 0..<epochs {
      for (n, target) in targets.enumerated() {
        let x1 = n < 2 ? 0.0 : 1, x2 = n % 2 == 0 ? 0.0 : 1
        let error = target - (w1 * x1 + w2 * x2 + b > 0 ? 1 : 0)
        w1 += error * x1
        w2 += error * x2
        b += error
        updates += error == 0 ? 0 : 1
      }
    }
    return updates
  }
}

extension Student {
  /// The weights and the bias that stand on the stage.
  func neuron() throws -> Neuron {
    Neuron(
      try reading("w[1]") ?? .nan, try reading("w[2]") ?? .nan, try reading("b") ?? .nan)
  }

  /// What each of so many steps leaves behind.
  mutating func neurons(after steps: Int) throws -> [Neuron] {
    try (0..<steps).map { _ in
      press(.space)
      return try neuron()
    }
  }
}
