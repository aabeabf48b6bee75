/// How well a question was answered, as the schedule of reviews counts it.
package enum Grade: Int, Codable, CaseIterable, Sendable {
  case again = 1
  case hard, good, easy

  /// The grade of what happened. `easy` is only ever said by the student.
  ///
  /// - Parameters:
  ///   - attempt: 1 for the first try.
  ///   - hints: how many were open when the answer was given.
  package init(_ outcome: AnswerRecord.Outcome, attempt: Int, hints: Int) {
    switch outcome {
    case .wrong, .skipped: self = .again
    case .right: self = attempt > 1 || hints > 0 ? .hard : .good
    }
  }
}
