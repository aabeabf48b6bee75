/// One try at a question, as it is kept.
package struct GivenAnswer: Hashable, Sendable {
  package enum Outcome: String, Hashable, Sendable { case right, wrong, skipped }

  /// Counts the answers of this run of the program, for the world to say which of them is kept.
  package var number: Int
  package var name: QuestionName
  /// Changes when the question's text does.
  package var content: String
  package var page: String
  /// What the numbers were drawn from, and what was drawn.
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
  /// Whether the student called it easy, after a right answer was kept.
  package var isEasy = false
  /// Whether nothing more can be answered.
  package var isLast = true
}

/// An answer that was begun and not given.
package struct SavedDraft: Hashable, Sendable {
  package var name: QuestionName
  package var content: String
  package var seed: UInt64
  /// Empty where there is nothing to be kept any more.
  package var text: String

  package init(name: QuestionName, content: String, seed: UInt64, text: String) {
    self.name = name
    self.content = content
    self.seed = seed
    self.text = text
  }
}
