/// One example shown to a model that learns.
package struct Presentation: Hashable, Sendable {
  /// The update it belongs to, counted from 1.
  package let update: Int
  /// An index into the examples.
  package let example: Int
  /// Its place in its batch, from 0, and how many examples the batch has.
  package let place: Int
  package let count: Int

  /// Whether the weights change behind it: it is the last of its batch.
  package var isLast: Bool { place == count - 1 }
}

/// Which example is shown when: what a training's plan says, one example after the other.
package struct PresentationOrder: Sendable {
  private var plan: TrainingPlan

  init(_ plan: TrainingPlan) { self.plan = plan }

  /// How many examples an update learns from; the last of an epoch may have fewer.
  package var batch: Int { plan.batch }
  /// How many presentations an epoch has.
  package var epoch: Int { plan.training.count }

  /// How many presentations so many updates take.
  package func presentations(ofUpdates count: Int) -> Int {
    let (epochs, rest) = count.quotientAndRemainder(dividingBy: plan.updatesPerEpoch)
    let (number, overflows) = epochs.multipliedReportingOverflow(by: epoch)
    return overflows ? .max : number + min(rest * batch, epoch)
  }

  /// The update that a presentation belongs to, counted from 1.
  package func update(of number: Int) -> Int {
    number / epoch * plan.updatesPerEpoch + number % epoch / batch + 1
  }

  /// How many updates are over before a presentation.
  package func updates(before number: Int) -> Int {
    number == 0 ? 0 : update(of: number - 1) - (isLast(number - 1) ? 0 : 1)
  }

  /// Whether the weights change behind a presentation.
  package func isLast(_ number: Int) -> Bool {
    let place = number % epoch
    return place == epoch - 1 || place % batch == batch - 1
  }

  /// Presentation `number`, counted from 0.
  mutating func callAsFunction(_ number: Int) -> Presentation {
    let update = update(of: number), examples = plan.batch(of: update)
    let place = number % epoch % batch
    return Presentation(
      update: update, example: examples[examples.startIndex + place], place: place,
      count: examples.count)
  }
}
