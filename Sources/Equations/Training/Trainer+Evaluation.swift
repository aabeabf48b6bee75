import Autograd

/// What the model says with the weights of this moment; nothing is learned.
extension Trainer {
  /// An example run forward.
  package struct Evaluation: Sendable {
    package let example: Int
    /// NaN where the model has no loss.
    package let loss: Double
    /// The values asked for, in the order of the nodes.
    package let shown: [Matrix]
  }

  /// Runs examples forward.
  ///
  /// Nothing is dropped: a dropout mask has ones. A sample is drawn from the seed, the same each time.
  ///
  /// - Parameter nodes: what to show, by model.
  /// - Returns: one evaluation for each example, in their order.
  package mutating func evaluate(
    _ examples: [Int], showing nodes: [[NodeID]] = []
  ) throws(NotFinite) -> [Evaluation] {
    var found: [Int: Evaluation] = [:]
    for part in data.models.indices {
      let ours = examples.filter { data.examples[$0].model == part }
      let lanes = machine.parts[part].lanes
      for start in stride(from: 0, to: ours.count, by: lanes) {
        let chunk = ours[start..<min(start + lanes, ours.count)]
        for (lane, example) in chunk.enumerated() {
          set(example, lane: lane, drawing: .evaluation)
        }
        machine.runForward(part: part)
        for (lane, example) in chunk.enumerated() {
          let shown = nodes.indices.contains(part) ? nodes[part] : []
          found[example] = Evaluation(
            example: example, loss: machine.loss(part: part, lane: lane),
            shown: shown.map { machine.value(of: $0, part: part, lane: lane) })
        }
      }
    }
    if hasLoss, let wrong = examples.first(where: { found[$0]?.loss.isFinite == false }) {
      throw NotFinite(
        update: update, isEvaluation: true, example: wrong,
        trace: trace(of: wrong, drawing: .evaluation))
    }
    return examples.compactMap { found[$0] }
  }

  mutating func meanLoss(of examples: [Int]) throws(NotFinite) -> Double {
    try evaluate(examples).reduce(0) { $0 + $1.loss } / Double(examples.count)
  }
}
