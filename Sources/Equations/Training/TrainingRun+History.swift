import Autograd

/// What can be told of the way a run has come.
extension TrainingRun {
  /// An update that changed a weight.
  package struct Change: Sendable {
    /// Counted from 1.
    package let number: Int
    /// At which presentation, from 0.
    package let presentation: Int
    package let weights: [NodeID: Matrix]
  }

  /// How many updates changed a weight before presentation `number`.
  package mutating func updates(before number: Int) -> Int {
    advance(to: number)
    return record.changed.count(before: number)
  }

  /// The newest updates that changed a weight before presentation `number`, oldest first.
  package mutating func history(before number: Int, newest most: Int = 64) -> [Change] {
    let count = learns ? updates(before: number) : 0
    guard count > 0 else { return [] }
    let wanted = max(1, count - min(most, record.mostRecent / 3) + 1)...count
    if let changes = record.changes(wanted) { return changes.map(written) }
    // Some more, for the next step back.
    let first = max(1, count - record.mostRecent + 1)
    guard let start = record.changed.presentation(ofChange: first) else { return [] }
    reach(start)
    reach(number)
    return record.changes(wanted)?.map(written) ?? []
  }

  private func written(_ change: RunRecord.Change) -> Change {
    Change(
      number: change.number, presentation: change.presentation,
      weights: carried.weights(in: change.memory))
  }

  /// The last presentation before this one that changed a weight.
  package mutating func lastChange(before number: Int) -> Int? {
    advance(to: number)
    return record.changed.last(before: number)
  }

  /// The weights before a presentation.
  package mutating func weights(before number: Int) -> [NodeID: Matrix] {
    carried.weights(in: moment(at: number).memory)
  }

  /// The first presentation before which so many updates have changed a weight, not looking
  /// further than `limit` presentations; nil where there are not so many.
  package mutating func presentation(afterUpdates count: Int, limit: Int) -> Int? {
    while record.changed.count(before: record.changed.reached) < count {
      let reached = record.changed.reached
      guard reached < limit else { return nil }
      advance(to: min(limit, 2 * reached + 64))
    }
    guard count > 0, let last = record.changed.presentation(ofChange: count) else { return 0 }
    return last < limit ? last + 1 : nil
  }

  /// The losses of the updates made before presentation `number`: of a long run some of them, and
  /// the last.
  package mutating func losses(before number: Int) -> [(update: Int, loss: Double)] {
    reach(number)
    let updates = order.updates(before: number)
    var points = record.losses.points.prefix { $0.update <= updates }.map {
      (update: $0.update, loss: $0.value)
    }
    let loss = moment(at: number).loss
    if updates > 0, loss.isFinite, points.last?.update != updates {
      points.append((updates, loss))
    }
    return points
  }

  /// The weights along the way, before the first update among them.
  package mutating func path(before number: Int) -> [(update: Int, weights: [NodeID: Matrix])] {
    reach(number)
    let updates = order.updates(before: number)
    var points = record.path.points.prefix { $0.update <= updates }.map {
      (update: $0.update, weights: $0.value)
    }
    if points.last?.update != updates {
      points.append((updates, weights(before: number)))
    }
    return points
  }
}
