import Foundation

/// An answer that was begun and not given.
package struct Draft: Hashable, Sendable {
  package var question: QuestionVersion
  package var seed: UInt64
  /// What is typed or chosen so far, and whatever else the player needs to go on, as text only it
  /// reads.
  package var text: String
  /// When the question was put.
  package var started: Date
  package var updated: Date

  package init(
    question: QuestionVersion, seed: UInt64, text: String, started: Date, updated: Date
  ) {
    self.question = question
    self.seed = seed
    self.text = text
    self.started = started
    self.updated = updated
  }
}
