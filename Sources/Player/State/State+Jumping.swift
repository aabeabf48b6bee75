import Autograd

extension State {
  /// Goes to the step that made the number under the cursor; from there, back.
  mutating func jump() {
    if lesson?.page.isOnTwin == true {
      return say("J asks the scene that is stepped; | goes there")
    }
    guard let stage = lesson?.page.stage else { return say("this page has no steps") }
    guard let entry = stage.asked else { return say("put the cursor on a number first") }
    if let jump = stage.jump, jump.to == stage.position, jump.entry == entry {
      lesson?.page.jump(to: jump.from)
      lesson?.page.stage?.jump = nil
      return
    }
    guard let maker = stage.maker(of: entry) else {
      return say("no step makes \(stage.name(of: entry)): it is there from the start")
    }
    guard maker != stage.position else {
      return say("this is the step that makes \(stage.name(of: entry))")
    }
    lesson?.page.jump(to: maker)
    lesson?.page.stage?.cursor = entry
    guard let reached = lesson?.page.stage?.position else { return }
    lesson?.page.stage?.jump = StageState.Jump(entry: entry, from: stage.position, to: reached)
    if reached == maker {
      say("this step makes \(stage.name(of: entry)); J goes back")
    } else {
      say("this page does not step to what makes \(stage.name(of: entry)); J goes back")
    }
  }
}

extension StageState {
  /// The way from a number to the step that made it.
  package struct Jump: Hashable, Sendable {
    let entry: Entry
    let from: ScenePosition
    let to: ScenePosition
  }

  /// Where the step that gave an entry what it holds is just done: its last share, for a gradient;
  /// the update before, for a weight that was learned. Nil where no step did.
  fileprivate func maker(of entry: Entry) -> ScenePosition? {
    let timeline = scene.timeline
    let isBefore = inspected.last?.isBefore == true
    let source = isBefore ? entry : context(.unicode, cursor: nil).source(of: entry)
    if source.quantity.kind != .value, source.quantity.node == scene.model.loss {
      return timeline.firstTick(.backward).map {
        ScenePosition(presentation: position.presentation, ticks: $0 + 1)
      }
    }
    let ticks = timeline.ticksNeeded(for: source)
    if ticks > 0 { return ScenePosition(presentation: position.presentation, ticks: ticks) }
    guard scene.isTraining, position.presentation > 0, source.quantity.kind == .value,
      let update = trace.graph.update(of: source.quantity.node)
    else { return nil }
    let result = Entry(.value(update), row: entry.row, column: entry.column)
    return ScenePosition(
      presentation: position.presentation - 1, ticks: timeline.ticksNeeded(for: result))
  }
}
