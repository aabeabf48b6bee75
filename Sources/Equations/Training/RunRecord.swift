import Autograd

/// What a run leaves behind: which presentations changed a weight, the newest of these changes, and
/// of the loss and the weights some points of the way.
struct RunRecord: Sendable {
  private(set) var changed = ChangeRecord()
  /// Changes one behind the other, the last of them not always the newest of the run.
  private(set) var recent: [Change] = []
  private(set) var losses = ThinnedSeries<Double>(most: 512)
  private(set) var path: ThinnedSeries<[NodeID: Matrix]>
  private let carried: CarriedNumbers
  private var weights: Range<Int> { carried.weights }
  /// So many changes are kept at hand.
  let mostRecent: Int

  /// An update that changed a weight.
  struct Change: Sendable {
    /// Counted from 1.
    let number: Int
    /// At which presentation, from 0.
    let presentation: Int
    /// What the run carries on from it; shared with the run, not copied.
    let memory: [Double]
  }

  init(_ learner: Learner, beginning: TrainingRun.Moment) {
    carried = learner.carried
    let weights = carried.weights
    // Long lists of weights are for no table: few are kept, and shown.
    mostRecent = weights.count > 64 ? 24 : 192
    path = ThinnedSeries(most: max(2, min(256, 1_000_000 / max(1, weights.count))))
    path.append(carried.weights(in: beginning.memory), after: 0)
  }

  /// What a presentation did that leads to `next`.
  mutating func note(
    _ presentation: Presentation, _ next: TrainingRun.Moment, hasChanged: Bool
  ) {
    let number = next.place - 1
    if number == changed.reached { changed.append(hasChanged) }
    if presentation.isLast {
      if next.loss.isFinite, losses.isDue(presentation.update) {
        losses.append(next.loss, after: presentation.update)
      }
      if path.isDue(presentation.update) {
        path.append(carried.weights(in: next.memory), after: presentation.update)
      }
    }
    guard hasChanged else { return }
    let change = Change(
      number: changed.count(before: number + 1), presentation: number, memory: next.memory)
    if let last = recent.last, change.number != last.number + 1 {
      if recent.contains(where: { $0.number == change.number }) { return }
      recent = []
    }
    recent.append(change)
    if recent.count > 2 * mostRecent { recent.removeFirst(mostRecent) }
  }

  /// The changes of these numbers, where all are at hand.
  func changes(_ numbers: ClosedRange<Int>) -> ArraySlice<Change>? {
    guard let first = recent.first?.number, let last = recent.last?.number,
      first <= numbers.lowerBound, last >= numbers.upperBound
    else { return nil }
    return recent[numbers.lowerBound - first...numbers.upperBound - first]
  }

  mutating func cut(from presentation: Int, update: Int) {
    changed.cut(from: presentation)
    recent.removeAll { $0.presentation >= presentation }
    losses.cut(behind: update)
    path.cut(behind: update)
  }
}
