import Courseware
import Screen

extension State {
  /// What follows from something that happened. All of the program's behaviour is here.
  package mutating func update(_ action: Action) -> [Effect] {
    beginMoment()
    return act(on: action)
  }

  private mutating func act(on action: Action) -> [Effect] {
    switch action {
    case .resized(let size):
      self.size = size
      return []
    case .noticed(let text):
      say(text, isProblem: true)
      return []
    case .lessonFailed(let reason):
      say(reason, isProblem: true)
      return []
    case .lessonRead(let lesson, let files, let place):
      return open(Chapter(lesson, files: files), at: place)
    case .modelRead(let model):
      return open(Chapter(model), at: nil)
    case .clicked(let point):
      return clicked(point)
    case .scrolled(let point, let notches):
      scrolled(point, by: notches)
      return []
    case .quizRead(let plan):
      return open(plan)
    case .answerKept(let number, let problem):
      answerKept(number, problem: problem)
      return []
    case .recordRead(let answered, let drafts):
      self.answered.merge(answered) { $1 }
      self.drafts.merge(drafts.map { ($0.name, $0) }) { $1 }
      return []
    case .dueCounted(let counts):
      due = counts
      return []
    case .pasted(let text):
      return keepingDraft { state in
        if state.prompt != nil { state.prompt?.append(text) } else { state.pasteAnswer(text) }
        return []
      }
    case .beat(let beat):
      return act(on: beat)
    case .key(let key):
      return keepingDraft { $0.pressed(key) }
    }
  }

  mutating func open(_ chapter: Chapter, at place: SavedPlace?) -> [Effect] {
    playing = nil
    rememberQuestions()
    var lesson = LessonState(chapter)
    if let place { lesson.restore(place) }
    lesson.questions = questionsLeft(of: chapter.lesson)
    screen = .lesson(lesson)
    sayWhatIsNotLinked()
    return saving()
  }

  /// A page whose scene is broken shows its text alone, and says why.
  mutating func sayWhatIsNotLinked() {
    if let problem = lesson?.linked?.diagnostics.first { say(problem.line, isProblem: true) }
  }

  // MARK: Keys

  private mutating func pressed(_ key: Key) -> [Effect] {
    message = nil
    note = nil
    let wasInterrupted = wasInterrupted
    self.wasInterrupted = false
    if key == .control("c"), wasInterrupted { return leaving() }
    if isTooSmall { return pressedWhileTooSmall(key) }
    if pauses(key) { return [] }
    if prompt != nil, key != .control("c"), key != .control("z") { return typed(key) }
    if typesAnswer(key) {
      typeAnswer(key)
      return []
    }
    if choosesPage(key) || counts(key) { return [] }
    guard let command = KeyTable.command(for: key, in: context) else {
      count = ""
      say("\(key.label(glyphs)) does nothing here; ? shows the keys")
      return []
    }
    if command == .choose {
      choose(key)
      return []
    }
    return perform(command)
  }

  private mutating func pressedWhileTooSmall(_ key: Key) -> [Effect] {
    switch key {
    case .character("q"): return leaving()
    case .control("c"): return perform(.interrupt)
    case .control("z"): return [.suspend]
    default: return []
    }
  }

  var context: KeyContext {
    if isHelpOpen { return .help }
    if overview != nil { return .overview }
    if case .map = screen { return .map }
    guard let lesson else { return .result }
    if let questionContext { return questionContext }
    switch lesson.focus {
    case .text, .question: return .text
    case .stage: return .stage
    case .inspector: return .inspector
    }
  }

  private mutating func perform(_ command: Command) -> [Effect] {
    if command == .close, !count.isEmpty, overview == nil {
      count = ""
      return []
    }
    switch command {
    case .quit: return leaving()
    case .interrupt:
      wasInterrupted = true
      say("Ctrl-C again leaves the program")
      return []
    case .suspend: return [.suspend]
    case .redraw: return [.redraw]
    case .mouse: return switchMouse()
    case .colours: return changeColours()
    case .help:
      isHelpOpen.toggle()
      helpScroll = 0
      return []
    case .close where isHelpOpen:
      isHelpOpen = false
      return []
    case .up where isHelpOpen, .down where isHelpOpen:
      let scroll = helpScroll + (command == .up ? -1 : 1)
      helpScroll = max(0, min(scroll, HelpPicture(self).lastScroll))
      return []
    case .overview: openOverview()
    case .up, .down, .open, .close:
      if overview != nil { return performInOverview(command) }
      return performOnScreen(command)
    default: return performOnScreen(command)
    }
    return []
  }

  private mutating func performOnScreen(_ command: Command) -> [Effect] {
    if case .map(let selection) = screen { return performOnMap(command, selection) }
    return lesson == nil ? performOnResult(command) : performInLesson(command)
  }

  private mutating func performOnMap(_ command: Command, _ selection: Int) -> [Effect] {
    let last = max(0, course.count - 1)
    switch command {
    case .up: screen = .map(selection: max(0, selection - 1))
    case .down: screen = .map(selection: selection == last ? 0 : selection + 1)
    case .open where course.indices.contains(selection):
      return [.readLesson(course[selection].name)]
    case .close: say("q leaves")
    default: break
    }
    return []
  }

  /// Leaves the program, and keeps where the student is.
  private mutating func leaving() -> [Effect] { saving() + [.quit] }

  /// Keeps where the student is.
  mutating func saving() -> [Effect] {
    guard let place = lesson?.place else { return [] }
    places[place.lesson] = place
    visited[place.lesson, default: []].insert(place.page)
    return [.save(place)]
  }
}
