import Foundation
import GRDB

extension ProgressStore {
  /// What merging brought.
  package struct Merged: Hashable, Sendable {
    /// Answers that were not there, or are called easy now.
    package var answers = 0
    /// Lessons whose position is newer than the one that was here.
    package var positions = 0
    package var visits = 0
  }

  /// All that is kept, in an order that depends on nothing but what is kept.
  package func record() throws(ProgressError) -> StudentRecord {
    try read { database in
      StudentRecord(
        stored: try StoredAnswer.fetchAll(
          database, sql: "SELECT * FROM answer ORDER BY answered, id"),
        positions: try StoredPosition.fetchAll(
          database,
          sql: "SELECT lesson, page, step, detail, updated FROM position ORDER BY lesson"),
        visits: try StoredVisit.fetchAll(
          database, sql: "SELECT lesson, page, visited FROM visit ORDER BY lesson, page"))
    }
  }

  /// Adds another machine's record: every answer of both, once; of positions the newest, of visits
  /// the first. Whichever of two records is merged into which, the same comes of it.
  package func merge(_ record: StudentRecord) throws(ProgressError) -> Merged {
    try write { database in
      var merged = Merged(), touched: Set<QuestionID> = []
      for answer in record.stored where try Self.put(answer, database) {
        merged.answers += 1
        touched.insert(QuestionID(lesson: answer.lesson, id: answer.question))
      }
      for question in touched { try Self.refreshCard(question, database) }
      for position in record.positions where try Self.put(position, database) {
        merged.positions += 1
      }
      for visit in record.visits where try Self.put(visit, database) { merged.visits += 1 }
      try Self.rankPositions(database)
      return merged
    }
  }

  private static func put(_ position: StoredPosition, _ database: Database) throws -> Bool {
    let present = try StoredPosition.fetchOne(
      database, sql: "SELECT lesson, page, step, detail, updated FROM position WHERE lesson = ?",
      arguments: [position.lesson])
    if let present, !present.yields(to: position) { return false }
    try database.execute(
      sql: """
        INSERT OR REPLACE INTO position (lesson, page, step, detail, updated, turn)
        VALUES (?, ?, ?, ?, ?, 0)
        """,
      arguments: [
        position.lesson, position.page, position.step, position.detail, position.updated,
      ])
    return true
  }

  /// Which position was saved last is known of one machine only; of two the clocks must say it.
  private static func rankPositions(_ database: Database) throws {
    let lessons = try String.fetchAll(
      database, sql: "SELECT lesson FROM position ORDER BY updated, lesson")
    for (turn, lesson) in lessons.enumerated() {
      try database.execute(
        sql: "UPDATE position SET turn = ? WHERE lesson = ?", arguments: [turn + 1, lesson])
    }
  }

  private static func put(_ visit: StoredVisit, _ database: Database) throws -> Bool {
    try database.execute(
      sql: """
        INSERT INTO visit (lesson, page, visited) VALUES (?, ?, ?)
        ON CONFLICT DO UPDATE SET visited = excluded.visited WHERE excluded.visited < visited
        """,
      arguments: [visit.lesson, visit.page, visit.visited])
    return database.changesCount > 0
  }
}

extension StoredPosition {
  fileprivate func yields(to other: StoredPosition) -> Bool {
    if updated != other.updated { return updated < other.updated }
    return line < other.line
  }
}
