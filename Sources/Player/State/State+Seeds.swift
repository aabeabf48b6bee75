import Autograd
import Equations

/// The same training from other seeds.
extension State {
  /// Runs the training from the next seed, as far as this one has come, and keeps it beside.
  mutating func trainFromNextSeed() {
    guard let stage = lesson?.page.stage, stage.scene.isTraining else {
      return say("nothing is learned on this page")
    }
    guard stage.scene.draws, let seeds = stage.withNextSeed else {
      return say("nothing is drawn in this model: every seed gives the same run")
    }
    lesson?.page.stage?.seeds = seeds
    playing = .seed(updates: 1)
  }

  mutating func goOn(seed updates: Int, _ beat: Beat) {
    guard var seeds = lesson?.page.stage?.seeds, var last = seeds.popLast() else { return }
    let count = Self.updates(after: updates, beat)
    playing = .seed(updates: count)
    last.advance(updates: count)
    lesson?.page.stage?.seeds = seeds + [last]
    if last.isOver { stop(last.result) }
  }

  // MARK: The rate

  /// Twice or half the learning rate, for the updates to come.
  mutating func changeRate(by factor: Double) {
    if refusesChange() { return }
    guard let stage = lesson?.page.stage, stage.scene.isTraining, let rate = stage.rate else {
      return say("no optimizer learns on this page, so there is no learning rate")
    }
    let changed = rate * factor
    guard (1e-9...1e9).contains(changed) else { return say("the rate goes no further") }
    lesson?.page.stage?.changeRate(to: changed)
    say("from the next update on η = \(changed.short); u undoes it")
  }
}

extension StageState {
  /// What of this pass is no finite number, by name.
  var notFinite: String? {
    trace.firstNotFinite.map { name(of: Autograd.Entry($0.entry.quantity)) }
  }

  /// The runs from other seeds and one more, from the next; nil where there is none.
  fileprivate var withNextSeed: [SeedTraining]? {
    let seed = (seeds.last?.seed ?? scene.model.seed) &+ 1
    let end = position.presentation + (scene.isOver(position) ? 1 : 0)
    return scene.training(from: seed).map { run in
      // Nothing was learned yet: then all of it.
      seeds + [SeedTraining(run, seed: seed, end: end > 0 ? end : scene.presentations)]
    }
  }
}
