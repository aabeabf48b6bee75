import ArgumentParser
import Autograd
import Equations
import Foundation

/// A training from its first update to its report.
struct TrainingSession: ~Copyable {
  private var trainer: Trainer
  private let shown: [ShownQuantity]
  private let file: SavedWeights?
  private let isJSON: Bool
  private var progress: TrainingProgress
  private var lastSave = ContinuousClock.now
  /// Whether the last attempt to save on the way failed.
  private var hasSavingFailed = false

  /// How often what was learned is saved on the way.
  private static let pause = Duration.seconds(3)

  init(
    _ trainer: consuming Trainer, _ shown: [ShownQuantity], file: SavedWeights?, isJSON: Bool
  ) {
    self.shown = shown
    self.file = file
    self.isJSON = isJSON
    progress = TrainingProgress(trainer, shown, isJSON: isJSON)
    self.trainer = trainer
  }

  /// How a training came to its end.
  enum End {
    case steps
    case patience(epochs: Int)
    case interrupted(signal: Int32)
    case notFinite(Trainer.NotFinite)

    /// The word for it in data.
    var word: String {
      switch self {
      case .steps: "steps"
      case .patience: "patience"
      case .interrupted: "interrupted"
      case .notFinite: "not finite"
      }
    }
  }

  /// - Throws: the exit status, after saying why, where the training did not come to its own end.
  mutating func run() throws {
    Interruption.watch()
    do throws(SavedWeights.Problem) {
      try file?.rehearse(trainer.weights)
    } catch {
      throw fail(error.message)
    }
    var end: End
    do {
      try progress.begin(trainer)
      end = try learn()
      try progress.finish(&trainer)
    } catch {
      // Nobody reads on; what was learned is kept all the same.
      if let problem = save() { standardError(problem.message) }
      throw error
    }
    if case .patience = end, let best = trainer.bestUpdate {
      end = go(to: best) ?? end
    }
    // A person who waits for the report may press Ctrl-C again.
    let problem = save()
    try report(&end, isSaved: file != nil && problem == nil)
    if case .notFinite(let found) = end { standardError(found.message(in: trainer.data)) }
    if let problem { throw fail(problem.message) }
    switch end {
    case .steps, .patience: return
    case .interrupted(let signal): throw ExitCode(128 + signal)
    case .notFinite: throw Status.failed.exitCode
    }
  }

  /// Updates until there is a reason to stop.
  private mutating func learn() throws -> End {
    do {
      while trainer.stop == nil {
        if let signal = Interruption.signal { return .interrupted(signal: signal) }
        try trainer.advance()
        try progress.note(&trainer)
        saveOnTheWay()
      }
    } catch let problem as Trainer.NotFinite {
      return .notFinite(problem)
    }
    return trainer.stop == .patience ? .patience(epochs: trainer.settings.patience ?? 0) : .steps
  }

  private mutating func go(to update: Int) -> End? {
    do throws(Trainer.NotFinite) {
      try trainer.go(to: update)
      return nil
    } catch {
      return .notFinite(error)
    }
  }

  // MARK: Saving

  private mutating func saveOnTheWay() {
    guard let file, ContinuousClock.now - lastSave >= Self.pause else { return }
    do throws(SavedWeights.Problem) {
      try file.write(trainer.weights)
      hasSavingFailed = false
    } catch {
      if !hasSavingFailed { progress.say(error.message) }
      hasSavingFailed = true
    }
    lastSave = .now
  }

  private func save() -> SavedWeights.Problem? {
    do throws(SavedWeights.Problem) {
      try file?.write(trainer.weights)
      return nil
    } catch {
      return error
    }
  }

  // MARK: The end

  private mutating func report(_ end: inout End, isSaved: Bool) throws {
    let evaluations = evaluations(&end)
    let report = TrainingReport(
      trainer, end, evaluations, shown, saved: isSaved ? file?.name : nil)
    var output = Output()
    if isJSON {
      try output.line(report.document(progress.losses).written)
    } else {
      for line in report.lines { try output.say(line) }
    }
    try output.flush()
  }

  /// Every example with the weights of the end; none where a number is not finite.
  private mutating func evaluations(_ end: inout End) -> [Trainer.Evaluation] {
    if case .notFinite = end { return [] }
    let nodes = trainer.data.models.indices.map { n in shown.flatMap { $0.nodes[n] } }
    do throws(Trainer.NotFinite) {
      return try trainer.evaluate(Array(trainer.data.examples.indices), showing: nodes)
    } catch {
      end = .notFinite(error)
      return []
    }
  }
}
