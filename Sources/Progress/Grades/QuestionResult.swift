import Foundation

/// Which asking of a question counts, where it was asked more than once.
package enum CountingAttempt: String, CaseIterable, Sendable {
  /// Right once is right.
  case best
  case last
}

/// What a student's answers to one question come to.
package struct QuestionResult: Hashable, Sendable {
  package var question: QuestionID
  package var isRight: Bool
  /// How often the question was put.
  package var attempts: Int
  /// Hints opened, over all of them.
  package var hints: Int
  /// How often it was skipped.
  package var skips: Int
  package var started: Date
  package var finished: Date

  init?(_ askings: [Asking], _ counting: CountingAttempt) {
    guard let last = askings.last?.last,
      let started = askings.flatMap(\.tries).map(\.started).min(),
      let finished = askings.map(\.last.answered).max()
    else { return nil }
    question = last.question.id
    let outcomes = askings.map(\.last.outcome)
    isRight = counting == .best ? outcomes.contains(.right) : last.outcome == .right
    attempts = askings.count
    hints = askings.reduce(0) { $0 + $1.last.hints }
    skips = outcomes.count { $0 == .skipped }
    self.started = started
    self.finished = finished
  }
}

extension StudentRecord {
  /// Every question that was answered, in the order of lessons and ids.
  package func results(_ counting: CountingAttempt) -> [QuestionResult] {
    Dictionary(grouping: answers, by: \.question.id).values
      .compactMap { QuestionResult(Asking.all(in: $0), counting) }
      .sorted { $0.question < $1.question }
  }
}
