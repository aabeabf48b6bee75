import Autograd

/// Examples side by side in the lanes of the machine.
extension Trainer {
  /// So many examples are run side by side at most,
  private static let mostLanes = 64
  /// and fewer where that would be more numbers than these.
  private static let mostNumbers = 4_000_000

  static func parts(_ data: DataSet, _ plan: TrainingPlan) -> [TrainingMachine.Part] {
    data.models.enumerated().map { n, model in
      TrainingMachine.Part(
        model.program, lanes: lanes(for: model, n, data, plan), redrawn: model.drawn.map(\.node))
    }
  }

  private static func lanes(
    for model: Model, _ number: Int, _ data: DataSet, _ plan: TrainingPlan
  ) -> Int {
    let count = plan.training.count { data.examples[$0].model == number }
    // A size that only held-out examples have is run for these alone.
    let needed = count == 0 ? data.examples.count - plan.training.count : min(plan.batch, count)
    // A model's own updates see a batch as a whole.
    guard model.graph.updates.isEmpty else { return needed }
    return max(1, min(needed, mostLanes, mostNumbers / max(1, model.graph.count)))
  }

  /// Forward and backward for the examples of a batch that one model is for.
  ///
  /// - Returns: the sum of their losses.
  mutating func learn(from batch: ArraySlice<Int>, part: Int, update: Int) -> Double {
    let lanes = machine.parts[part].lanes, share = 1 / Double(batch.count)
    var used = 0, total = 0.0
    for example in batch where data.examples[example].model == part {
      set(example, lane: used, drawing: .update(update))
      machine.weigh(part: part, lane: used, by: share)
      used += 1
      if used == lanes {
        total += run(part: part, lanes: used)
        used = 0
      }
    }
    return used == 0 ? total : total + run(part: part, lanes: used)
  }

  private mutating func run(part: Int, lanes: Int) -> Double {
    for lane in lanes..<max(lanes, machine.parts[part].lanes) {
      machine.weigh(part: part, lane: lane, by: 0)
    }
    machine.run(part: part)
    return (0..<lanes).reduce(0) { $0 + machine.loss(part: part, lane: $1) }
  }

  // MARK: Examples

  /// What masks and samples are drawn for.
  enum Drawing {
    /// Learning: they differ from update to update.
    case update(Int)
    /// Looking: nothing is dropped, and a sample is the same each time.
    case evaluation
  }

  /// Puts an example into a lane.
  mutating func set(_ example: Int, lane: Int, drawing: Drawing) {
    let part = data.examples[example].model
    for (leaf, numbers) in data.examples[example].leaves {
      machine.set(leaf, to: numbers, part: part, lane: lane)
    }
    for (leaf, numbers) in drawn(for: example, drawing) {
      machine.set(leaf, to: numbers, part: part, lane: lane)
    }
  }

  /// The numbers drawn for an example.
  private func drawn(for example: Int, _ drawing: Drawing) -> [(NodeID, Matrix)] {
    let model = data.models[data.examples[example].model]
    switch drawing {
    case .update(let number): return model.drawn(for: example, update: number)
    case .evaluation:
      guard !model.drawn.isEmpty else { return [] }
      var random = Random(
        seed: model.seed, TrainingPlan.Purpose.evaluation.rawValue, UInt64(example))
      return model.drawn.map { ($0.node, $0.matrixOfEvaluation(using: &random)) }
    }
  }

  /// Everything that happens with an example and the weights of this moment.
  func trace(of example: Int, drawing: Drawing) -> Trace {
    let found = data.examples[example]
    var leaves = found.leaves
    for (first, node) in zip(weightNodes[0], weightNodes[found.model]) {
      leaves[node] = machine[weight: first]
    }
    for (leaf, numbers) in drawn(for: example, drawing) { leaves[leaf] = numbers }
    return data.models[found.model].program.run(setting: leaves)
  }
}

extension Model {
  /// The masks and samples drawn for an example that an update learns from.
  func drawn(for example: Int, update: Int) -> [(NodeID, Matrix)] {
    guard !drawn.isEmpty else { return [] }
    var random = Random(
      seed: seed, TrainingPlan.Purpose.update.rawValue, UInt64(update), UInt64(example))
    return drawn.map { ($0.node, $0.matrix(using: &random)) }
  }
}
