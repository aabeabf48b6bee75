import Autograd
import Courseware
import Equations

extension SceneLinker {
  /// How a scene trains; nil where the model's own `update` lines are all there is to it.
  ///
  /// What is not written is what `unroll train` would take.
  mutating func settings(of scene: Scene, for model: Model) -> TrainingSettings? {
    guard let train = scene.train else { return nil }
    var settings = TrainingSettings()
    settings.optimizer = Self.optimizer(train)
    settings.clipping =
      train.clipNorm.map { .norm($0.value) } ?? train.clipValue.map { .value($0.value) }
    settings.isShuffled = train.shuffle?.value ?? false
    settings.holdOut = train.holdOut.flatMap { $0.value > 0 ? $0.value : nil }
    switch train.batch?.value {
    case .full: settings.batch = .full
    case .examples(let count): settings.batch = .of(count)
    case nil: break
    }
    if settings.batch != .of(1), !model.graph.updates.isEmpty {
      report(
        train.batch?.range ?? train.range,
        "the model's `update` lines learn from one example at a time",
        "leave `batch` away, or the `update` lines")
      settings.batch = .of(1)
    }
    if let patience = train.patience {
      report(patience.range, "a scene goes on to its last step", "leave `patience` away")
    }
    return settings
  }

  private static func optimizer(_ train: Courseware.Training) -> Autograd.Optimizer {
    let rate = train.rate?.value
    return switch train.optimizer?.value ?? .sgd {
    case .sgd: .sgd(rate: rate ?? 0.1)
    case .momentum: .momentum(rate: rate ?? 0.1)
    case .adam: .adam(rate: rate ?? 0.01)
    }
  }
}

extension SceneLinker {
  /// Makes the run of a scene from other seeds: the model is built anew, with other draws.
  mutating func reseeding(
    _ scene: Scene, _ model: Model, _ settings: TrainingSettings?,
    _ examples: [[NodeID: Matrix]], _ overridden: Set<NodeID>, _ sizes: [String: Equations.Literal]
  ) -> (@Sendable (UInt64) -> TrainingRun?)? {
    guard let play = scene.play?.value, let values = values(of: scene) else { return nil }
    let source = model.source
    return { seed in
      // A model built from its text again has its quantities in the same places.
      guard let drawn = try? Model(source, values: values, examples: sizes, seed: seed),
        drawn.graph.nodes.count == model.graph.nodes.count,
        let run = try? SceneRun(
          model: drawn, table: examples, overridden: overridden, play: play, settings,
          updates: nil, stop: .example, views: [])
      else { return nil }
      return run.training()
    }
  }
}
