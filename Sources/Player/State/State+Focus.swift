extension State {
  /// Goes on to the next part of the screen: the text, the stage, the stage beside it, the
  /// explanation where one is open.
  mutating func changeFocus(by offset: Int) {
    guard let lesson, lesson.page.stage != nil else { return say("this page has no stage") }
    let stops = FocusStop.stops(of: lesson)
    let now = FocusStop(pane: lesson.focus, isOnTwin: lesson.focus != .text && lesson.page.isOnTwin)
    let index = stops.firstIndex(of: now) ?? 0
    let next = stops[(index + offset + stops.count) % stops.count]
    self.lesson?.focus = next.pane
    // Who reads goes on looking at what is shown.
    if next.pane != .text { self.lesson?.page.isOnTwin = next.isOnTwin }
    if next.pane == .stage, let cursor = self.lesson?.page.shownStage?.shownCursor {
      self.lesson?.page.shownStage?.cursor = cursor
    }
  }

  /// Looks at the other of two scenes that are compared.
  mutating func showOtherScene() {
    guard let twin = lesson?.page.twin else { return say("nothing is compared on this page") }
    let isOnTwin = lesson?.page.isOnTwin == true
    lesson?.page.isOnTwin = !isOnTwin
    if lesson?.focus == .inspector { lesson?.focus = .stage }
    say("this is \(isOnTwin ? twin.twin.titles.first : twin.twin.titles.second)")
  }

  /// The twin follows the first scene's changes and has none of its own.
  mutating func refusesChange() -> Bool {
    guard lesson?.page.isOnTwin == true, let twin = lesson?.page.twin else { return false }
    say("changes are made in \(twin.twin.titles.first) and hold here too; | goes there")
    return true
  }
}

/// A part of the screen that keys can go to.
private struct FocusStop: Hashable {
  let pane: LessonState.Pane
  let isOnTwin: Bool

  static func stops(of lesson: LessonState) -> [FocusStop] {
    let page = lesson.page
    let stages =
      [FocusStop(pane: .stage, isOnTwin: false)]
      + (page.twin == nil ? [] : [FocusStop(pane: .stage, isOnTwin: true)])
    let isAsked = page.shownStage?.inspected.isEmpty == false
    let asked = isAsked ? [FocusStop(pane: .inspector, isOnTwin: page.isOnTwin)] : []
    return [FocusStop(pane: .text, isOnTwin: false)] + stages + asked
  }
}
