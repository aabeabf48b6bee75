import Autograd

/// Where steps lead.
extension SceneRun {
  package var end: ScenePosition {
    ScenePosition(presentation: presentations - 1, ticks: ticks(at: presentations - 1).upperBound)
  }

  private var first: ScenePosition { ScenePosition(ticks: ticks.lowerBound) }

  /// Whether a presentation has been stepped through.
  package func isOver(_ position: ScenePosition) -> Bool {
    position.ticks == ticks(at: position.presentation).upperBound
  }

  /// The sizes of step that lead to places of their own: in a model without loops no time step does.
  package var sizes: [StepSize] {
    StepSize.allCases.filter { size in
      size == .epoch ? exampleCount > 1 && presentations > 1 : stops.differ(size)
    }
  }

  /// The next place where a step of this size stops; nil at the end.
  package func position(after position: ScenePosition, _ size: StepSize) -> ScenePosition? {
    guard position < end else { return nil }
    let presentation = position.presentation, last = ticks(at: presentation).upperBound
    guard position.ticks < last else {
      // The next example comes into sight with nothing computed yet, unless steps go past that.
      let next = ScenePosition(presentation: presentation + 1, ticks: ticks.lowerBound)
      return size < .example ? next : self.position(after: next, size)
    }
    guard size == .epoch else {
      let stop = stops.first(after: position.ticks, size) ?? last
      return ScenePosition(presentation: presentation, ticks: min(stop, last))
    }
    let lastOfEpoch = (presentation / exampleCount + 1) * exampleCount - 1
    return lastOfEpoch < end.presentation ? over(lastOfEpoch) : end
  }

  /// The place before this one where a step of this size stops; nil at the start.
  package func position(before position: ScenePosition, _ size: StepSize) -> ScenePosition? {
    guard position > first else { return nil }
    let presentation = position.presentation
    switch size {
    case .operation, .equation, .time:
      guard position.ticks > ticks.lowerBound else { return over(presentation - 1) }
      let stop = stops.last(before: position.ticks, size) ?? ticks.lowerBound
      return ScenePosition(presentation: presentation, ticks: max(stop, ticks.lowerBound))
    case .example: return presentation == 0 ? first : over(presentation - 1)
    case .epoch:
      let epochs = presentation / exampleCount
      return epochs == 0 ? first : over(epochs * exampleCount - 1)
    }
  }

  /// Where so many steps of this size lead, forward or backward, as far as the scene goes.
  package func position(
    _ count: Int, from position: ScenePosition, _ size: StepSize
  ) -> ScenePosition {
    var reached = position
    for _ in 0..<abs(count) {
      let next =
        count > 0 ? self.position(after: reached, size) : self.position(before: reached, size)
      guard let next else { break }
      reached = next
    }
    return reached
  }

  /// Where the training stands once so many updates more are done.
  package func position(afterUpdates count: Int, from position: ScenePosition) -> ScenePosition {
    let order = training().order
    let done = order.updates(before: position.presentation + (isOver(position) ? 1 : 0))
    let last = order.presentations(ofUpdates: done + count) - 1
    return last < end.presentation ? over(last) : end
  }

  /// The end of a presentation.
  package func over(_ presentation: Int) -> ScenePosition {
    ScenePosition(presentation: presentation, ticks: ticks(at: presentation).upperBound)
  }
}
