import Courseware

extension LessonState {
  /// The questions of the page.
  package var pageQuestions: [Question] { linked?.page.questions ?? [] }

  /// The question that stands in the place of the text.
  package var question: QuestionState? {
    get { openQuestion.flatMap { questions[$0] } }
    set { if let openQuestion { questions[openQuestion] = newValue } }
  }

  /// Which of the page's questions it is, the first is 0.
  var openIndex: Int? { pageQuestions.firstIndex { $0.id.text == openQuestion } }

  /// Puts a question in the place of the text; its own numbers, where it has some, on the stage.
  mutating func open(_ question: QuestionState) {
    let id = question.asked.question.id.text
    closeQuestion()
    questions[id] = question
    openQuestion = id
    focus = .question
    if let stage = question.stage { page.lend(stage) }
    guard question.kind.asksForCell, !question.isSettled, let stage = page.stage else { return }
    page.isOnTwin = false
    cursorBefore = stage.cursor
    page.stage?.cursor = stage.shownCursor
    focus = .stage
  }

  /// Back to the text, with the page as it was left.
  mutating func closeQuestion() {
    guard openQuestion != nil else { return }
    let cursor = cursorBefore
    if question?.kind.asksForCell == true { page.stage?.cursor = cursor }
    if let stage = page.takeBackStage() { question?.stage = stage }
    openQuestion = nil
    focus = .text
  }
}

extension PageState {
  /// What is set aside while a question's numbers are on the stage.
  struct Aside: Sendable {
    var stage: StageState?
    var twin: TwinState?
    var isOnTwin: Bool
    var equations: EquationHistory
  }

  /// Shows another scene in the place of the page's own.
  mutating func lend(_ other: StageState) {
    guard aside == nil else { return }
    aside = Aside(stage: stage, twin: twin, isOnTwin: isOnTwin, equations: equations)
    twin = nil
    isOnTwin = false
    equations = EquationHistory()
    stage = other
  }

  /// Brings back the page's own.
  ///
  /// - Returns: what was shown instead; nil where that was the page's own.
  mutating func takeBackStage() -> StageState? {
    guard let aside else { return nil }
    let lent = stage
    twin = nil
    stage = aside.stage
    (twin, isOnTwin, equations) = (aside.twin, aside.isOnTwin, aside.equations)
    self.aside = nil
    return lent
  }

  /// The page's own scene, whatever is shown.
  var ownStage: StageState? { aside == nil ? stage : aside?.stage }
}
