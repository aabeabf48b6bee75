import Courseware

/// A question in front of a student: what is answered so far, and what came of it.
package struct QuestionState: Sendable {
  /// Whether a try is on the disk.
  package enum Keeping: Hashable, Sendable {
    case nothing
    /// On its way.
    case waiting
    case kept
    case failed(String)
  }

  /// One answer and what was said to it.
  package struct Try: Sendable {
    package let response: Response
    package let verdict: Verdict
    /// As typed or chosen.
    package let text: String
  }

  package let asked: AskedQuestion
  package var draft: AnswerDraft
  package private(set) var tries: [Try] = []
  /// How many hints are open.
  package private(set) var hints = 0
  package private(set) var isSkipped = false
  package internal(set) var isEasy = false
  package internal(set) var keeping = Keeping.nothing
  /// The number of the answer given last, by which the world says that it is kept.
  var receipt: Int?
  /// Which line of how the number comes out the student has gone to.
  var workingStep: Int?
  /// The first line that is shown, where the student has scrolled.
  var scroll: Int?
  /// The scene with the question's own numbers, as it was left; nil where the page's own is asked.
  var stage: StageState?

  /// After so many tries the answer is shown.
  package static let mostTries = 2

  init(_ asked: AskedQuestion, draft: String = "") {
    self.asked = asked
    self.draft = AnswerDraft()
    self.draft = AnswerDraft(line: draft, kind, count: optionCount)
    // A number that is asked stands on a stage of its own, where nothing is computed yet.
    let isOfNumbers = kind.asksForNumber || kind.asksForSign || !asked.values.isEmpty
    stage = isOfNumbers ? asked.scene.map { StageState($0) } : nil
  }

  /// How many answers there are to choose from.
  package var optionCount: Int { kind.asksForSign ? Sign.allCases.count : asked.options.count }

  package var kind: Question.Kind { asked.question.kind }
  package var last: Try? { tries.last }
  package var isRight: Bool { last?.verdict.kind == .right }
  /// Whether nothing more can be answered.
  package var isSettled: Bool { isSkipped || isRight || tries.count >= Self.mostTries }
  package var hintsLeft: Int { asked.question.hints.count - hints }

  package var outcome: GivenAnswer.Outcome? {
    guard isSettled else { return nil }
    return isSkipped ? .skipped : isRight ? .right : .wrong
  }

  mutating func openHint() -> Bool {
    guard hintsLeft > 0, !isSettled else { return false }
    hints += 1
    return true
  }

  /// Whether the student may call it easy.
  package var canBeEasy: Bool { isRight && tries.count == 1 && hints == 0 && !isEasy }

  mutating func skip() { isSkipped = true }

  mutating func take(_ response: Response, _ verdict: Verdict, text: String) {
    tries.append(Try(response: response, verdict: verdict, text: text))
    // What was typed stands in what is said to it; the next try begins with an empty field.
    draft.field = Prompt(purpose: .answer)
    if kind == .chooseOne || kind.asksForSign { draft.pointer = nil }
  }
}
