import Foundation
import GRDB

extension ProgressStore {
  /// Keeps what was begun, in place of an earlier draft of the same question.
  package func save(_ draft: Draft) throws(ProgressError) {
    try write { database in
      try database.execute(
        sql: """
          INSERT OR REPLACE INTO draft (lesson, question, content, seed, text, started, updated)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          draft.question.id.lesson, draft.question.id.id, draft.question.content,
          String(draft.seed), draft.text.withoutNull, draft.started.milliseconds,
          draft.updated.milliseconds,
        ])
    }
  }

  /// What was begun in a lesson, the oldest first.
  package func drafts(in lesson: String) throws(ProgressError) -> [Draft] {
    try read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM draft WHERE lesson = ? ORDER BY updated, question",
        arguments: [lesson]
      ).map(Draft.init)
    }
  }

  /// Forgets what was begun, where the student has emptied it.
  package func dropDraft(of question: QuestionID) throws(ProgressError) {
    try write { try Self.dropDraft(question, $0) }
  }

  static func dropDraft(_ question: QuestionID, _ database: Database) throws {
    try database.execute(
      sql: "DELETE FROM draft WHERE lesson = ? AND question = ?",
      arguments: [question.lesson, question.id])
  }
}

extension Draft {
  fileprivate init(_ row: Row) {
    self.init(
      question: QuestionVersion(
        lesson: row["lesson"], id: row["question"], content: row["content"]),
      seed: UInt64(row["seed"] as String) ?? 0, text: row["text"],
      started: Date(milliseconds: row["started"]), updated: Date(milliseconds: row["updated"]))
  }
}
