import Courseware

/// A quiz or a review: one question after another, then the result.
extension State {
  package var quiz: QuizState? {
    get { if case .quiz(let quiz) = screen { quiz } else { nil } }
    set { if let newValue { screen = .quiz(newValue) } }
  }

  var isInQuiz: Bool { quiz != nil }

  mutating func open(_ plan: QuizPlan) -> [Effect] {
    playing = nil
    rememberQuestions()
    screen = .quiz(QuizState(plan))
    return enterQuestion()
  }

  /// To another question of the quiz; behind the last, to the result.
  mutating func turnQuiz(by offset: Int) -> [Effect] {
    guard let quiz else { return [] }
    guard quiz.index + offset >= 0 else {
      say("this is the first question")
      return []
    }
    self.quiz?.index = min(quiz.index + offset, quiz.count)
    return enterQuestion()
  }

  /// Puts the question before the student; one whose model does not run is left out.
  private mutating func enterQuestion() -> [Effect] {
    while let quiz, quiz.items.indices.contains(quiz.index) {
      let item = quiz.items[quiz.index]
      guard item.lesson == nil else { return [] }
      var lesson = LessonState(quiz.chapters[item.chapter], page: item.page, isInQuiz: true)
      if let asked = lesson.linked?.ask(item.question, seed: item.seed) {
        lesson.open(asked)
        self.quiz?.items[quiz.index].lesson = lesson
        let name = lesson.chapter.lesson.name
        return [
          .asked(QuestionName(lesson: name, id: item.question.id.text), seed: asked.asked.seed)
        ]
      }
      self.quiz?.items.remove(at: quiz.index)
      say("\(item.question.id.text) is left out: its model does not run", isProblem: true)
    }
    return []
  }

  // MARK: The result

  mutating func performOnResult(_ command: Command) -> [Effect] {
    guard let quiz else { return [] }
    switch command {
    case .up: self.quiz?.selection = max(0, quiz.selection - 1)
    case .down: self.quiz?.selection = max(0, min(quiz.selection + 1, quiz.count - 1))
    case .readPage, .open: return readPage()
    case .stepBack, .takeBack, .previousPage: return quiz.count > 0 ? turnQuiz(by: -1) : []
    case .close: screen = .map(selection: 0)
    case .stepForward: say("this is the end; esc shows the course")
    default: break
    }
    return []
  }

  /// Opens the lesson where the chosen question stands.
  private mutating func readPage() -> [Effect] {
    guard let quiz, quiz.items.indices.contains(quiz.selection) else { return [] }
    let item = quiz.items[quiz.selection]
    let chapter = quiz.chapters[item.chapter]
    let page = chapter.lesson.pages[item.page].id
    return open(chapter, at: SavedPlace(lesson: chapter.lesson.name, page: page))
  }
}
