import Foundation
import GRDB

/// The versions of the progress file. What is here has been shipped and never changes: a new
/// version is a new migration behind the last.
enum Migrations {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 positions and visits", migrate: positionsAndVisits)
    migrator.registerMigration("2 answers and reviews", migrate: answersAndReviews)
    return migrator
  }

  /// What the program reads, by table.
  static let columns = [
    "position": "lesson, page, step, detail, updated, turn",
    "visit": "lesson, page, visited",
    "answer": """
    id, lesson, page, question, content, seed, drawn, response, outcome, attempt, hints, \
    mistake, grade, started, answered, milliseconds, machine
    """,
    "card": "lesson, question, content, state, stability, difficulty, reviewed, due",
    "draft": "lesson, question, content, seed, text, started, updated",
    "machine": "id",
  ]

  /// `turn` counts saves, so that the last position is found even when the clock was set back.
  /// `updated` and `visited` are milliseconds since 1970, UTC.
  private static func positionsAndVisits(_ database: Database) throws {
    try database.create(table: "position") { table in
      table.primaryKey("lesson", .text)
      table.column("page", .text).notNull()
      table.column("step", .integer).notNull()
      table.column("detail", .text).notNull()
      table.column("updated", .integer).notNull()
      table.column("turn", .integer).notNull()
    }
    try database.create(table: "visit") { table in
      table.primaryKey {
        table.column("lesson", .text)
        table.column("page", .text)
      }
      table.column("visited", .integer).notNull()
    }
  }

  /// `answer` is the log and is never cut; `card` follows from it. `machine` has one row. Times are
  /// milliseconds since 1970, UTC; a seed is text, since SQLite's integers have a sign.
  private static func answersAndReviews(_ database: Database) throws {
    try database.create(table: "answer") { table in
      table.primaryKey("id", .text)
      for name in ["lesson", "page", "question", "content", "seed", "drawn", "response", "outcome"]
      {
        table.column(name, .text).notNull()
      }
      table.column("attempt", .integer).notNull()
      table.column("hints", .integer).notNull()
      table.column("mistake", .text)
      for name in ["grade", "started", "answered", "milliseconds"] {
        table.column(name, .integer).notNull()
      }
      table.column("machine", .text).notNull()
      table.check(sql: "outcome IN ('right', 'wrong', 'skipped') AND grade BETWEEN 1 AND 4")
      table.check(sql: "attempt > 0 AND hints >= 0 AND milliseconds >= 0")
    }
    try database.create(index: "answer by question", on: "answer", columns: ["lesson", "question"])
    try database.create(table: "card") { table in
      table.primaryKey {
        table.column("lesson", .text)
        table.column("question", .text)
      }
      for name in ["content", "state"] { table.column(name, .text).notNull() }
      for name in ["stability", "difficulty"] { table.column(name, .double).notNull() }
      for name in ["reviewed", "due"] { table.column(name, .integer).notNull() }
    }
    try database.create(table: "draft") { table in
      table.primaryKey {
        table.column("lesson", .text)
        table.column("question", .text)
      }
      for name in ["content", "seed", "text"] { table.column(name, .text).notNull() }
      for name in ["started", "updated"] { table.column(name, .integer).notNull() }
    }
    try database.create(table: "machine") { $0.primaryKey("id", .text) }
    try database.execute(
      sql: "INSERT INTO machine (id) VALUES (?)", arguments: [UUID().uuidString])
  }
}
