import Foundation

/// One answer a student gave: one try at one question.
///
/// Answers are kept for ever; what is due when is worked out from them.
package struct AnswerRecord: Hashable, Sendable {
  package enum Outcome: String, Codable, CaseIterable, Sendable {
    case right, wrong, skipped
  }

  package var id: UUID
  package var question: QuestionVersion
  package var page: String
  /// What the numbers were drawn from; the text of the drawn numbers says the same for people.
  package var seed: UInt64
  package var drawn: String
  /// As typed or chosen.
  package var response: String
  package var outcome: Outcome
  /// 1 for the first try.
  package var attempt: Int
  /// How many hints were open.
  package var hints: Int
  /// The known mistake that gives this answer.
  package var mistake: String?
  /// What the asking is worth if this was its last try.
  package var grade: Grade
  /// When the question was put; the same for all tries of one asking.
  package var started: Date
  package var answered: Date
  /// Time taken, by a clock that nobody sets.
  package var milliseconds: Int
  /// The machine it was given on; `ProgressStore.save` fills it in.
  package internal(set) var machine = ""

  package init(
    id: UUID = UUID(), question: QuestionVersion, page: String, seed: UInt64 = 0,
    drawn: String = "", response: String, outcome: Outcome, attempt: Int = 1, hints: Int = 0,
    mistake: String? = nil, grade: Grade? = nil, started: Date, answered: Date, milliseconds: Int
  ) {
    self.id = id
    self.question = question
    self.page = page
    self.seed = seed
    self.drawn = drawn
    self.response = response
    self.outcome = outcome
    self.attempt = attempt
    self.hints = hints
    self.mistake = mistake
    self.grade = grade ?? Grade(outcome, attempt: attempt, hints: hints)
    self.started = started
    self.answered = answered
    self.milliseconds = milliseconds
  }
}
