import Autograd
import Equations
import Screen

extension State {
  /// A command while a lesson is open. The place is kept whenever it has changed.
  mutating func performInLesson(_ command: Command) -> [Effect] {
    let before = lesson?.place
    let effects = obey(command)
    askForGuess()
    return lesson?.place == before ? effects : effects + saving()
  }

  private mutating func obey(_ command: Command) -> [Effect] {
    let times = takeCount()
    if let effects = obeyInQuestion(command) { return effects }
    switch command {
    case .stepForward:
      guard let times else { return stepForward() }
      step(times)
    case .stepBack: times.map { step(-$0) } ?? stepBack()
    case .smallerStep: resizeStep(by: -1)
    case .largerStep: resizeStep(by: 1)
    case .first: lesson?.page.jumpToStart()
    case .last: lesson?.page.jumpToEnd()
    case .goToStep: goToStep(times)
    case .play: play()
    case .slower: changeSpeed(to: speed.slower)
    case .faster: changeSpeed(to: speed.faster)
    case .train: train()
    case .trainSeed: trainFromNextSeed()
    case .lowerRate: changeRate(by: 0.5)
    case .higherRate: changeRate(by: 2)
    case .nextPage: return isInQuiz ? turnQuiz(by: 1) : turned(by: 1)
    case .previousPage: return isInQuiz ? turnQuiz(by: -1) : turned(by: -1)
    case .nextChapter: return openChapter(by: 1)
    case .previousChapter: return openChapter(by: -1)
    case .focusNext: return changeFocus(by: 1)
    case .focusPrevious: return changeFocus(by: -1)
    case .otherScene: showOtherScene()
    case .difference: goToDifference()
    case .left, .right, .up, .down: move(command)
    case .why: why()
    case .close: return close()
    case .nextView: showNextView()
    case .edit: startEdit()
    case .overwrite: startOverwriting()
    case .equation: startEquation()
    case .nudgeUp: nudge(1)
    case .nudgeDown: nudge(-1)
    case .nudgeSize: resizeNudge()
    case .verify: verify()
    case .jump: jump()
    case .copyText: return copy(as: .text)
    case .copyLaTeX: return copy(as: .latex)
    case .undo: report(lesson?.page.undo(), else: "there is nothing to undo")
    case .redo: report(lesson?.page.redo(), else: "there is nothing to do again")
    case .reset: report(lesson?.page.reset(), else: "these are the page's own numbers")
    case .goTo: ask(.goTo)
    case .choose, .mark, .unmark, .submit, .takeBack, .hint, .skip, .easy, .readPage: break
    case .help, .redraw, .mouse, .colours, .suspend, .quit, .interrupt, .open, .overview: break
    }
    return []
  }

  // MARK: Steps and pages

  private mutating func stepForward() -> [Effect] {
    follow()
    if lesson?.page.stage?.stepForward() == true { return [] }
    // What stands behind a pause speaks of what the steps have shown.
    return readOn() ? [] : goOn()
  }

  /// Shows what stands behind the next pause, and scrolls to it where it begins below what is seen.
  ///
  /// - Returns: false where all is shown.
  private mutating func readOn() -> Bool {
    let begin = seen.picture(of: self)?.lineCount ?? 0
    guard lesson?.page.reveal() == true else { return false }
    let last = LessonPicture(self)?.lastScroll ?? 0, scroll = lesson?.page.scroll ?? 0
    lesson?.page.scroll = max(scroll, min(begin, last))
    return true
  }

  private mutating func stepBack() {
    if lesson?.page.hide() == true { return }
    follow()
    if lesson?.question != nil {
      if lesson?.page.stage?.stepBack() != true { lesson?.focus = .question }
      return
    }
    // Where the page opened, the step back leads to the page that was left for it.
    let isAtOpening = lesson?.page.stage?.isAtOpening == true && lesson?.pageIndex != 0
    if !isAtOpening, lesson?.page.stage?.stepBack() == true { return }
    turnPage(by: -1)
  }

  /// A step lets the cursor go, so that it follows what happens.
  mutating func follow() {
    lesson?.page.letGo()
    if lesson?.focus == .inspector { lesson?.focus = .stage }
  }

  private mutating func turned(by offset: Int) -> [Effect] {
    turnPage(by: offset)
    return []
  }

  mutating func turnPage(by offset: Int) {
    guard let index = lesson?.pageIndex else { return }
    if lesson?.turn(to: index + offset) == true { return sayWhatIsNotLinked() }
    guard lesson?.chapter.isModel == false else {
      return say(offset > 0 ? "this is the last step; home goes to the first" : "this is the start")
    }
    say(
      offset > 0
        ? "this is the chapter's last page; esc shows the course" : "this is the first page")
  }

  private mutating func openChapter(by offset: Int) -> [Effect] {
    if lesson?.chapter.isModel == true {
      say("this model is no part of the course; q leaves")
      return []
    }
    if isInQuiz {
      say("a quiz has questions of its own; esc shows its result")
      return []
    }
    let name = lesson?.chapter.lesson.name
    guard let index = course.firstIndex(where: { $0.name == name }),
      course.indices.contains(index + offset)
    else {
      say(offset > 0 ? "this is the last chapter" : "this is the first chapter")
      return []
    }
    return [.readLesson(course[index + offset].name)]
  }

  private mutating func resizeStep(by offset: Int) {
    guard let stage = lesson?.page.stage else { return say("this page has no steps") }
    let others = stage.scene.sizes.filter { offset < 0 ? $0 < stage.size : $0 > stage.size }
    guard let next = offset < 0 ? others.last : others.first else {
      return say("there are no \(offset < 0 ? "smaller" : "larger") steps here")
    }
    // What lies between the two sizes would lead to no places of its own.
    let passed = StepSize.allCases.filter {
      $0 > min(stage.size, next) && $0 < max(stage.size, next)
    }
    lesson?.page.stage?.size = next
    let names = passed.map(\.name).joined(separator: " and ")
    say(
      "one step is now one \(next.name)"
        + (passed.isEmpty ? "" : "; one \(names) would be the same here"))
  }

  private mutating func showNextView() {
    guard let count = lesson?.page.stage?.scene.views.count, count > 1 else {
      return say("this scene has one view")
    }
    // Without a choice as many are shown as fit, the first among them.
    let next = (lesson?.page.stage?.viewIndex ?? 0) + 1
    let first = lesson?.page.stage?.scene.showsOneView == true ? 0 : nil
    lesson?.page.stage?.viewIndex = next < count ? next : first
  }

  private mutating func close() -> [Effect] {
    guard let lesson else { return [] }
    if lesson.focus == .question || lesson.focus == .stage && questionContext == .pick {
      return closeQuestion()
    }
    if lesson.page.shownStage?.inspected.isEmpty == false {
      self.lesson?.page.shownStage?.inspected.removeLast()
      if self.lesson?.page.shownStage?.inspected.isEmpty == true { self.lesson?.focus = .stage }
      return []
    }
    if lesson.focus != .text {
      self.lesson?.focus = lesson.question == nil ? .text : .question
      return []
    }
    if lesson.chapter.isModel {
      say("q leaves")
      return []
    }
    let effects = saving()
    rememberQuestions()
    let index = course.firstIndex { $0.name == lesson.chapter.lesson.name } ?? 0
    screen = .map(selection: index)
    return effects
  }

  /// Back to the text; from a quiz, to its result.
  private mutating func closeQuestion() -> [Effect] {
    guard let quiz else {
      lesson?.closeQuestion()
      return []
    }
    self.quiz?.index = quiz.count
    return []
  }

  mutating func report(_ isDone: Bool?, else problem: String) {
    if isDone != true { say(problem) }
  }
}

extension State {
  /// The views of the scene, in the order `\` shows them.
  package var viewNames: [String] {
    lesson?.page.stage?.scene.views.map { type(of: $0).name } ?? []
  }
}
