import Foundation
import GRDB

/// An answer as a row of the table `answer`, and as a line of an exported record: the same names
/// and plain values in both. Times are milliseconds since 1970, UTC.
struct StoredAnswer: Codable, Hashable, FetchableRecord, PersistableRecord {
  static let databaseTableName = "answer"

  var id: String
  var lesson: String
  var page: String
  var question: String
  var content: String
  /// As text: it has more digits than some readers of JSON keep.
  var seed: String
  var drawn: String
  var response: String
  var outcome: String
  var attempt: Int
  var hints: Int
  var mistake: String?
  var grade: Int
  var started: Int64
  var answered: Int64
  var milliseconds: Int
  var machine: String
}

extension StoredAnswer {
  init(_ answer: AnswerRecord) {
    self.init(
      id: answer.id.uuidString, lesson: answer.question.id.lesson, page: answer.page,
      question: answer.question.id.id, content: answer.question.content,
      seed: String(answer.seed), drawn: answer.drawn.withoutNull,
      response: answer.response.withoutNull,
      outcome: answer.outcome.rawValue, attempt: max(answer.attempt, 1),
      hints: max(answer.hints, 0),
      mistake: answer.mistake, grade: answer.grade.rawValue,
      started: answer.started.milliseconds, answered: answer.answered.milliseconds,
      milliseconds: max(answer.milliseconds, 0), machine: answer.machine)
  }

  /// None where a value is none that an answer can have: the row was not written by us.
  var record: AnswerRecord? {
    guard let id = UUID(uuidString: id), let seed = UInt64(seed),
      let outcome = AnswerRecord.Outcome(rawValue: outcome), let grade = Grade(rawValue: grade),
      ![lesson, page, question, content, drawn, response, mistake ?? "", machine].hasNull,
      attempt > 0, hints >= 0, milliseconds >= 0,
      [started, answered].allSatisfy({ (-Date.furthest...Date.furthest).contains($0) })
    else { return nil }
    var record = AnswerRecord(
      id: id, question: QuestionVersion(lesson: lesson, id: question, content: content),
      page: page, seed: seed, drawn: drawn, response: response, outcome: outcome,
      attempt: attempt, hints: hints, mistake: mistake, grade: grade,
      started: Date(milliseconds: started), answered: Date(milliseconds: answered),
      milliseconds: milliseconds)
    record.machine = machine
    return record
  }
}

extension String {
  /// What SQLite can keep: it ends a text at a NUL.
  var withoutNull: String { replacing("\0", with: "\u{FFFD}") }
}

extension [String] {
  var hasNull: Bool { contains { $0.utf8.contains(0) } }
}
