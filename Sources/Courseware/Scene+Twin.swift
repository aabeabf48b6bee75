extension Scene {
  /// The scene that runs beside this one: this one, but for what `compare` or `break` says.
  ///
  /// - Parameter declared: the names that its model has values for; values of this scene for other
  ///   names are left out. Nil where the model is the same.
  package func twin(declaring declared: Set<String>? = nil) -> Scene? {
    guard let compare else { return broken }
    var twin = self
    twin.name = compare.name
    twin.model = compare.model ?? model
    twin.data = compare.data ?? data
    twin.values = Self.joined(values, compare.values, declared)
    twin.train = compare.train.map { train?.changed(by: $0) ?? $0 } ?? train
    twin.compare = nil
    twin.break = nil
    twin.predict = []
    twin.range = compare.range
    if compare.model != nil {
      twin.at = nil
      twin.focus = nil
      twin.edit = []
    }
    return twin
  }

  /// The scene with its wrong rule, beside the one with the right rules; nil where none is broken.
  private var broken: Scene? {
    guard let `break` else { return nil }
    var twin = self
    twin.name = Written(`break`.title, `break`.range)
    twin.predict = []
    return twin
  }

  private static func joined(
    _ own: Literal?, _ other: Literal?, _ declared: Set<String>?
  ) -> Literal? {
    let changed = other?.fields ?? []
    let kept = (own?.fields ?? []).filter { field in
      declared?.contains(field.name.text) != false
        && !changed.contains { $0.name.text == field.name.text }
    }
    return (other ?? own).map { .map(kept + changed, $0.range) }
  }
}

extension Training {
  /// These settings, but for those that another one has.
  fileprivate func changed(by other: Training) -> Training {
    var training = other
    training.steps = other.steps ?? steps
    training.rate = other.rate ?? rate
    training.optimizer = other.optimizer ?? optimizer
    training.batch = other.batch ?? batch
    training.shuffle = other.shuffle ?? shuffle
    training.seed = other.seed ?? seed
    training.clipNorm = other.clipNorm ?? clipNorm
    training.clipValue = other.clipValue ?? clipValue
    training.holdOut = other.holdOut ?? holdOut
    training.patience = other.patience ?? patience
    training.show = other.show.isEmpty ? show : other.show
    return training
  }
}
