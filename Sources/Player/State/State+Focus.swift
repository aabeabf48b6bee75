extension State {
  /// Goes on to the next part of the screen: the text, the stage, the stage beside it, the
  /// explanation where one is open, the page's question.
  mutating func changeFocus(by offset: Int) -> [Effect] {
    guard let lesson else { return [] }
    let stops = FocusStop.stops(of: lesson)
    guard stops.count > 1 else {
      say(lesson.isInQuiz ? "there is nothing beside this question" : "this page has no stage")
      return []
    }
    let isReading = lesson.focus == .text || lesson.focus == .question
    let now = FocusStop(pane: lesson.focus, isOnTwin: !isReading && lesson.page.isOnTwin)
    let index = stops.firstIndex(of: now) ?? 0
    let next = stops[(index + offset + stops.count) % stops.count]
    if next.pane == .question { return focusQuestion() }
    // The text stands where the question stood.
    if next.pane == .text { self.lesson?.closeQuestion() }
    self.lesson?.focus = next.pane
    // Who reads goes on looking at what is shown.
    if next.pane != .text { self.lesson?.page.isOnTwin = next.isOnTwin }
    if next.pane == .stage, let cursor = self.lesson?.page.shownStage?.shownCursor {
      self.lesson?.page.shownStage?.cursor = cursor
    }
    return []
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
      (page.stage == nil ? [] : [FocusStop(pane: .stage, isOnTwin: false)])
      + (page.twin == nil ? [] : [FocusStop(pane: .stage, isOnTwin: true)])
    let isAsked = page.shownStage?.inspected.isEmpty == false
    let asked = isAsked ? [FocusStop(pane: .inspector, isOnTwin: page.isOnTwin)] : []
    let text = lesson.isInQuiz ? [] : [FocusStop(pane: .text, isOnTwin: false)]
    let question = lesson.pageQuestions.isEmpty ? [] : [FocusStop(pane: .question, isOnTwin: false)]
    return text + stages + asked + question
  }
}
