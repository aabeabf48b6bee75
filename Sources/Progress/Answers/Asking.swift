import Foundation

/// A question put once, with all tries at it. It counts as one review, worth what its last try is.
struct Asking {
  /// In the order they were made; never empty.
  private(set) var tries: [AnswerRecord]

  var last: AnswerRecord { tries[tries.count - 1] }

  private struct Key: Hashable {
    let question: QuestionID
    let machine: String
    let seed: UInt64
    let started: Int64
  }

  /// The askings among some answers, in the order they ended.
  ///
  /// It depends on which answers there are and not on the order they come in, so that the records
  /// of two machines merge to the same whichever is merged into which.
  static func all(in answers: [AnswerRecord]) -> [Asking] {
    let groups = Dictionary(grouping: answers) {
      Key(
        question: $0.question.id, machine: $0.machine, seed: $0.seed,
        started: $0.started.milliseconds)
    }
    return groups.values.map { Asking(tries: $0.sorted(by: isBefore)) }
      .sorted { isEarlier($0.last, $1.last) }
  }

  /// The tries of an asking by their number, for the clock may have been set back between them.
  private static func isBefore(_ a: AnswerRecord, _ b: AnswerRecord) -> Bool {
    a.attempt == b.attempt ? isEarlier(a, b) : a.attempt < b.attempt
  }

  private static func isEarlier(_ a: AnswerRecord, _ b: AnswerRecord) -> Bool {
    (a.answered, a.id.uuidString) < (b.answered, b.id.uuidString)
  }
}

extension Card {
  /// What the schedule makes of all answers to one question; none where there are none.
  init?(_ askings: [Asking]) {
    guard let first = askings.first else { return nil }
    self.init(first: first.last.grade, at: first.last.answered)
    for asking in askings.dropFirst() { review(asking.last.grade, at: asking.last.answered) }
  }
}
