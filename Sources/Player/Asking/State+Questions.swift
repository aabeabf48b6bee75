import Courseware

/// Opening questions, and going from one to the next.
extension State {
  // MARK: Opening

  /// Puts a question of the page in the place of its text; asks it, where it was not asked yet.
  mutating func openQuestion(_ question: Question) -> [Effect] {
    guard let lesson else { return [] }
    let name = QuestionName(lesson: lesson.chapter.lesson.name, id: question.id.text)
    if let known = lesson.questions[name.id] {
      self.lesson?.open(known)
      return []
    }
    guard let asked = ask(question, name) else {
      say("this question cannot be asked: its model does not run", isProblem: true)
      return []
    }
    self.lesson?.open(asked)
    return [.asked(name, seed: asked.asked.seed)]
  }

  private func ask(_ question: Question, _ name: QuestionName) -> QuestionState? {
    let draft = drafts[name].flatMap { $0.content == question.content ? $0 : nil }
    return lesson?.linked?.ask(
      question, seed: draft?.seed ?? seed(of: name), draft: draft?.text ?? "")
  }

  /// Every question draws numbers of its own.
  private func seed(of name: QuestionName) -> UInt64 {
    "\(name.lesson)#\(name.id)".utf8.reduce(seed) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  /// To the page's question: the one that is open, else the first that is not answered yet.
  mutating func focusQuestion() -> [Effect] {
    guard let lesson else { return [] }
    guard lesson.question == nil else {
      self.lesson?.focus = .question
      return []
    }
    let questions = lesson.pageQuestions
    return (questions.first { !isAnswered($0) } ?? questions.first).map { openQuestion($0) } ?? []
  }

  /// Whether a question was answered, now or in an earlier run of the program.
  func isAnswered(_ question: Question) -> Bool {
    guard let lesson else { return false }
    if let known = lesson.questions[question.id.text] { return known.isSettled }
    let name = QuestionName(lesson: lesson.chapter.lesson.name, id: question.id.text)
    return answered[name] == question.content
  }

  // MARK: Going on

  /// From the end of the page's steps: to its next question that is not answered, else to the next
  /// page.
  mutating func goOn() -> [Effect] {
    if isInQuiz { return turnQuiz(by: 1) }
    let questions = lesson?.pageQuestions ?? []
    let behind = questions.dropFirst(lesson?.openIndex.map { $0 + 1 } ?? 0)
    if let next = behind.first(where: { !isAnswered($0) }) { return openQuestion(next) }
    turnPage(by: 1)
    return []
  }

  /// From a question to what led to it: the one before, or the text.
  mutating func goBackFromQuestion() -> [Effect] {
    if isInQuiz { return turnQuiz(by: -1) }
    let before = lesson?.pageQuestions.prefix(lesson?.openIndex ?? 0) ?? []
    if let previous = before.last(where: { !isAnswered($0) }) { return openQuestion(previous) }
    lesson?.closeQuestion()
    return []
  }

  // MARK: Keeping

  /// Keeps the questions of the lesson that is left.
  mutating func rememberQuestions() {
    guard var lesson, !lesson.isInQuiz else { return }
    lesson.closeQuestion()
    questionsLeft[lesson.chapter.lesson.name] = lesson.questions
  }

  /// The questions of a lesson as they were left, but for those that were rewritten since.
  func questionsLeft(of lesson: Lesson) -> [String: QuestionState] {
    let written = lesson.pages.flatMap(\.questions)
    return (questionsLeft[lesson.name] ?? [:]).filter { id, left in
      written.contains { $0.id.text == id && $0.content == left.asked.question.content }
    }
  }

  /// What is begun in the question before the student.
  var draft: SavedDraft? {
    guard let lesson, !lesson.isInQuiz, let question = lesson.question else { return nil }
    let asked = question.asked
    return SavedDraft(
      name: QuestionName(lesson: lesson.chapter.lesson.name, id: asked.question.id.text),
      content: asked.question.content, seed: asked.seed,
      text: question.isSettled ? "" : question.draft.line(question.kind))
  }
}

extension State {
  /// Does something, and keeps what is begun in the question where that has changed.
  mutating func keepingDraft(_ body: (inout State) -> [Effect]) -> [Effect] {
    let before = draft
    let effects = body(&self)
    guard let draft, draft != before else { return effects }
    drafts[draft.name] = draft.text.isEmpty ? nil : draft
    // A question that has just opened has nothing new.
    let isNew = before?.name != draft.name
    return isNew ? effects : effects + [.keepDraft(draft)]
  }
}
