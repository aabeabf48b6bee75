import Autograd
import Courseware
import Screen

/// Answers that are given, and what follows from them.
extension State {
  /// Judges what is typed or chosen. What cannot be read as an answer is no try.
  mutating func submitAnswer() -> [Effect] {
    guard let question = lesson?.question, !question.isSettled else { return [] }
    guard let response = question.response(pointedAt: lesson?.page.stage?.shownCursor) else {
      say(question.needed)
      return []
    }
    let verdict = question.asked.judge(response)
    guard verdict.kind != .unreadable else {
      say(verdict.remark, isProblem: true)
      return []
    }
    let text = text(of: response, question)
    lesson?.question?.take(response, verdict, text: text)
    lesson?.question?.scroll = nil
    if lesson?.question?.isSettled == true { settle() }
    return keepAnswer()
  }

  /// Shows the answer, which then counts as not known.
  mutating func skipQuestion() -> [Effect] {
    guard lesson?.question?.isSettled == false else { return [] }
    lesson?.question?.skip()
    lesson?.question?.scroll = nil
    settle()
    return keepAnswer()
  }

  /// The stage shows how the right number comes out, where one is asked.
  private mutating func settle() {
    if lesson?.focus == .stage { lesson?.focus = .question }
    guard let asked = lesson?.question?.asked, lesson?.question?.stage != nil else { return }
    if let entry = asked.entry {
      lesson?.page.stage?.show(entry)
    } else if asked.working != nil {
      lesson?.page.stage?.showAll()
    }
  }

  /// As a person would write it.
  private func text(of response: Response, _ question: QuestionState) -> String {
    switch response {
    case .cell(let entry): lesson?.page.stage?.name(of: entry) ?? ""
    case .number(let text): text.filter { !$0.isWhitespace }
    case .sign(let sign): sign.rawValue
    case .choice, .choices, .order: question.draft.line(question.kind)
    }
  }

  // MARK: Keeping

  private mutating func keepAnswer() -> [Effect] {
    guard let lesson, let question = lesson.question else { return [] }
    answersGiven += 1
    let number = answersGiven
    self.lesson?.question?.keeping = .waiting
    self.lesson?.question?.receipt = number
    return [.keepAnswer(GivenAnswer(number, question, in: lesson.chapter.lesson.name))]
  }

  /// The world says whether an answer is on the disk; the student may have gone on meanwhile.
  mutating func answerKept(_ number: Int, problem: String?) {
    let keeping: QuestionState.Keeping = problem.map { .failed($0) } ?? .kept
    if let lesson { self.lesson?.questions = lesson.questions.settled(number, keeping) }
    quiz?.settle(number, keeping)
    questionsLeft = questionsLeft.mapValues { $0.settled(number, keeping) }
    if let problem { say(problem, isProblem: true) }
  }

  /// After a right answer in a review: it comes later again.
  mutating func callEasy() -> [Effect] {
    guard let lesson, var question = lesson.question, question.canBeEasy, quiz?.isReview == true
    else {
      say("e says that a right answer at once was easy, in a review")
      return []
    }
    question.isEasy = true
    self.lesson?.question = question
    guard let receipt = question.receipt else { return keepAnswer() }
    return [.keepAnswer(GivenAnswer(receipt, question, in: lesson.chapter.lesson.name))]
  }
}

extension [String: QuestionState] {
  /// With a note that an answer is kept, or why it is not.
  func settled(_ number: Int, _ keeping: QuestionState.Keeping) -> Self {
    mapValues { question in
      guard question.receipt == number else { return question }
      var question = question
      question.keeping = keeping
      return question
    }
  }
}

extension QuestionState {
  /// What the student answers; nil before anything is chosen.
  fileprivate func response(pointedAt entry: Autograd.Entry?) -> Response? {
    let marked = draft.marked
    switch kind {
    case .chooseOne: return draft.pointer.map { .choice($0) }
    case .chooseAll: return marked.isEmpty ? nil : .choices(Set(marked))
    case .order: return marked.count == optionCount ? .order(marked) : nil
    case .sign: return draft.pointer.map { .sign(Sign.allCases[$0]) }
    case .number: return .number(draft.field.text)
    case .pick: return entry.map { .cell($0) }
    }
  }

  /// What is missing.
  fileprivate var needed: String {
    switch kind {
    case .chooseOne: "choose an answer first: its number, or the arrows"
    case .chooseAll: "choose one or more first: their numbers, or the arrows and →"
    case .order: "every line needs its place: press their letters in order"
    case .sign: "choose first: + up, − down, 0 unchanged"
    case .number: "type a number first"
    case .pick: "go to a number of the stage first"
    }
  }
}

extension GivenAnswer {
  init(_ number: Int, _ question: QuestionState, in lesson: String) {
    let asked = question.asked, last = question.last
    let isSkipped = question.isSkipped
    self.init(
      number: number, name: QuestionName(lesson: lesson, id: asked.question.id.text),
      content: asked.question.content, page: asked.pageID, seed: asked.seed,
      drawn: asked.drawnText, response: isSkipped ? "" : last?.text ?? "",
      outcome: isSkipped ? .skipped : question.isRight ? .right : .wrong,
      attempt: isSkipped ? question.tries.count + 1 : max(1, question.tries.count),
      hints: question.hints, mistake: isSkipped ? nil : last?.verdict.mistake,
      isEasy: question.isEasy, isLast: question.isSettled)
  }
}

extension StageState {
  /// Goes to where all of this example is computed.
  mutating func showAll() {
    go(to: ScenePosition(presentation: position.presentation, ticks: scene.ticks.upperBound))
  }

  /// Goes to where a number is known, and explains it.
  mutating func show(_ entry: Autograd.Entry) {
    let needed = scene.timeline.ticksNeeded(for: context(.unicode, cursor: nil).source(of: entry))
    go(to: ScenePosition(presentation: position.presentation, ticks: needed))
    cursor = entry
    inspected = [Inspection(entry: entry)]
  }
}
