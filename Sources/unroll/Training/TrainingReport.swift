import Autograd
import Equations

/// What a training came to.
struct TrainingReport {
  private let end: TrainingSession.End
  private let models: [Model]
  private let examples: [DataSet.Example]
  private let update: Int
  private let epoch: Int
  private let weights: [(name: String, value: Literal)]
  private let shown: [ShownQuantity]
  private let saved: String?
  private let hasLoss: Bool
  private let training: Set<Int>
  private let heldOutCount: Int
  private let evaluations: [Trainer.Evaluation]

  /// More weights than this are nobody's reading.
  private static let readable = 32

  /// - Parameter evaluations: every example with the weights of the end; none where a number was
  ///   not finite.
  init(
    _ trainer: borrowing Trainer, _ end: TrainingSession.End,
    _ evaluations: [Trainer.Evaluation], _ shown: [ShownQuantity], saved: String?
  ) {
    models = trainer.data.models
    examples = trainer.data.examples
    update = trainer.update
    epoch = trainer.epoch
    weights = trainer.weights
    hasLoss = trainer.hasLoss
    training = Set(trainer.training)
    heldOutCount = trainer.heldOutExamples.count
    self.end = end
    self.evaluations = evaluations
    self.shown = shown
    self.saved = saved
  }

  // MARK: Text

  var lines: [String] {
    var lines = ["", ending]
    if hasLoss, !evaluations.isEmpty {
      let held = heldOutLoss.map { ", \($0.text(digits: 6)) of those held out" } ?? ""
      lines.append("loss \(trainingLoss.text(digits: 6)) of the examples learned from\(held)")
    }
    let isReadable = weights.reduce(0) { $0 + $1.value.count } <= Self.readable
    lines += weights.filter { name, _ in isReadable || shown.contains { $0.name == name } }.map {
      "\($0.name) = \($0.value.told)"
    }
    if shown.contains(where: { !$0.isWeight(in: models[0]) }), !evaluations.isEmpty {
      lines += [""] + evaluations.map { line(of: $0) }
    }
    return lines + (saved.map { ["", "the weights are in \($0)"] } ?? [])
  }

  private var ending: String {
    let place = "\(update) update\(update == 1 ? "" : "s"), \(epoch) epoch\(epoch == 1 ? "" : "s")"
    switch end {
    case .steps: return "done: \(place)"
    case .patience(let epochs):
      return "stopped, for the held-out loss has not fallen for \(epochs) "
        + "epoch\(epochs == 1 ? "" : "s"); back where it was lowest: \(place)"
    case .interrupted: return "interrupted: \(place)"
    case .notFinite: return "stopped: \(place) before a number was not finite"
    }
  }

  private func line(of evaluation: Trainer.Evaluation) -> String {
    let place = "example \(evaluation.example + 1)"
    let held = training.contains(evaluation.example) ? "" : " (held out)"
    let told = told(evaluation) { quantity, values, model, nodes in
      quantity.isWeight(in: model) ? nil : quantity.told(values, of: model, nodes: nodes)
    }
    return "\(place)\(held): \(told.compactMap(\.self).joined(separator: ", "))"
  }

  /// What each quantity is for an example.
  private func told<Told>(
    _ evaluation: Trainer.Evaluation,
    _ body: (ShownQuantity, [Matrix], Model, [NodeID]) -> Told
  ) -> [Told] {
    let number = examples[evaluation.example].model
    var rest = evaluation.shown[...]
    return shown.map { quantity in
      let nodes = quantity.nodes[number]
      defer { rest = rest.dropFirst(nodes.count) }
      return body(quantity, Array(rest.prefix(nodes.count)), models[number], nodes)
    }
  }

  // MARK: Losses

  private var trainingLoss: Double { mean(evaluations.filter { training.contains($0.example) }) }

  private var heldOutLoss: Double? {
    heldOutCount == 0 || evaluations.isEmpty
      ? nil : mean(evaluations.filter { !training.contains($0.example) })
  }

  private func mean(_ evaluations: [Trainer.Evaluation]) -> Double {
    evaluations.reduce(0) { $0 + $1.loss } / Double(evaluations.count)
  }

  // MARK: Data

  func document(_ losses: [TrainingProgress.Row]) -> JSON {
    .object([
      ("format", .number(1)), ("model", .text(models[0].fileName)),
      ("stopped", .text(end.word)), ("updates", .number(Double(update))),
      ("epochs", .number(Double(epoch))),
      ("loss", hasLoss ? .number(trainingLoss) : .null),
      ("held_out", heldOutLoss.map { .number($0) } ?? .null),
      ("losses", .list(losses.map { $0.document })),
      ("weights", .object(weights.map { ($0.name, JSON($0.value)) })),
      ("examples", .list(evaluations.map { document($0) })),
    ])
  }

  private func document(_ evaluation: Trainer.Evaluation) -> JSON {
    let shown = told(evaluation) { ($0.name, $0.document($1, of: $2, nodes: $3)) }
    return .object([
      ("example", .number(Double(evaluation.example + 1))),
      ("line", examples[evaluation.example].line.map { .number(Double($0)) } ?? .null),
      ("held_out", .flag(!training.contains(evaluation.example))),
      ("loss", .number(evaluation.loss)), ("shown", .object(shown)),
    ])
  }
}

extension TrainingProgress.Row {
  fileprivate var document: JSON {
    .object([
      ("update", .number(Double(update))), ("epoch", .number(Double(epoch))),
      ("loss", .number(loss)), ("held_out", heldOut.map { .number($0) } ?? .null),
    ])
  }
}

extension Literal {
  /// How many numbers it has.
  fileprivate var count: Int {
    if case .list(let list) = self { list.reduce(0) { $0 + $1.count } } else { 1 }
  }
}
