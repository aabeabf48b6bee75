import Equations
import Views

/// The scene's training from another seed, kept beside it.
struct SeedTraining: Sendable {
  let seed: UInt64
  /// How many presentations it has.
  let end: Int
  private var run: TrainingRun
  private(set) var reached = 0
  private var losses: [ViewContext.LossPoint] = []

  init(_ run: TrainingRun, seed: UInt64, end: Int) {
    self.run = run
    self.seed = seed
    self.end = end
  }

  var isOver: Bool { reached == end }

  /// Goes on by so many updates.
  mutating func advance(updates: Int) {
    let done = run.order.updates(before: reached)
    reached = min(run.order.presentations(ofUpdates: done + updates), end)
    run.advance(to: reached)
    losses = run.losses(before: reached).map {
      ViewContext.LossPoint(update: $0.update, loss: $0.loss)
    }
  }

  /// For the views.
  var shown: ViewContext.SeedRun { ViewContext.SeedRun(seed: Int(clamping: seed), losses: losses) }

  /// `seed 2: loss 0.03 after 200 updates`.
  var result: String {
    guard let last = losses.last else { return "seed \(seed)" }
    return "seed \(seed): loss \(StageNumber.text(last.loss)) after \(last.update) updates"
  }
}
