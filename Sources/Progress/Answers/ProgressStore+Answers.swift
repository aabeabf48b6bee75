import Foundation
import GRDB

extension ProgressStore {
  /// Keeps an answer, works out when its question is due again, and drops its draft. When this
  /// returns, the answer is on the disk.
  ///
  /// Saved again with a higher grade, an answer takes it: a student says afterwards that it was
  /// easy.
  package func save(_ answer: AnswerRecord) throws(ProgressError) {
    try write { database in
      var answer = answer
      if answer.machine.isEmpty { answer.machine = try Self.machine(database) }
      try Self.put(StoredAnswer(answer), database)
      try Self.refreshCard(answer.question.id, database)
      try Self.dropDraft(answer.question.id, database)
    }
  }

  /// All answers, or those of a lesson, in the order they were given.
  package func answers(of lesson: String? = nil) throws(ProgressError) -> [AnswerRecord] {
    try read { database in try Self.answers(database, of: lesson) }
  }

  static func answers(_ database: Database, of lesson: String?) throws -> [AnswerRecord] {
    try StoredAnswer.fetchAll(
      database,
      sql: "SELECT * FROM answer WHERE lesson = IFNULL(?, lesson) ORDER BY answered, id",
      arguments: [lesson]
    ).map(record)
  }

  private static func record(_ answer: StoredAnswer) throws -> AnswerRecord {
    guard let record = answer.record else {
      throw DatabaseError(
        resultCode: .SQLITE_CORRUPT, message: "the answer \(answer.id) is not one of ours")
    }
    return record
  }

  /// The name this file has for the machine it is on.
  private static func machine(_ database: Database) throws -> String {
    try String.fetchOne(database, sql: "SELECT id FROM machine") ?? ""
  }

  // MARK: What merging does too

  /// Keeps an answer unless it is there already. Of two with the same id that differ, which happens
  /// where one was called easy afterwards, one is kept, the same whichever comes first.
  ///
  /// - Returns: whether something changed.
  @discardableResult
  static func put(_ answer: StoredAnswer, _ database: Database) throws -> Bool {
    let present = try StoredAnswer.fetchOne(
      database, sql: "SELECT * FROM answer WHERE id = ?", arguments: [answer.id])
    if let present, !present.yields(to: answer) { return false }
    try answer.insert(database, onConflict: .replace)
    return true
  }

  /// Works a question's card out from its answers.
  static func refreshCard(_ question: QuestionID, _ database: Database) throws {
    let answers = try StoredAnswer.fetchAll(
      database, sql: "SELECT * FROM answer WHERE lesson = ? AND question = ?",
      arguments: [question.lesson, question.id])
    let card = StoredCard(Asking.all(in: try answers.map(record)))
    try card?.insert(database, onConflict: .replace)
  }
}

extension StoredAnswer {
  /// A total order: a higher grade is later knowledge, the rest only has to be decided.
  fileprivate func yields(to other: StoredAnswer) -> Bool {
    if grade != other.grade { return grade < other.grade }
    return line < other.line
  }
}
