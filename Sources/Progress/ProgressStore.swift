import Foundation
import GRDB

/// The student's progress, in a file that nothing else touches.
///
/// Every save is one transaction: it is there whole or not at all, whatever happens meanwhile. A
/// call may wait for another program up to `ProgressStore.patience`, so it is made off the thread
/// that draws.
package final class ProgressStore: Sendable {
  /// The seconds to wait for another program's transaction.
  static let patience = 3.0

  let path: String
  let queue: DatabaseQueue
  /// Held, shared, as long as the file is open.
  private let lock: FileLock?

  /// Why nothing is saved, where the queue is a copy of the file, in memory.
  private let refusal: ProgressError?

  init(path: String, queue: DatabaseQueue, lock: FileLock?, refusal: ProgressError? = nil) {
    self.path = path
    self.refusal = refusal
    self.queue = queue
    self.lock = lock
  }

  /// Keeps a position in place of the lesson's earlier one.
  package func save(_ position: SavedPosition) throws(ProgressError) {
    try write { database in
      try database.execute(
        sql: """
          INSERT OR REPLACE INTO position (lesson, page, step, detail, updated, turn)
          VALUES (?, ?, ?, ?, ?, (SELECT IFNULL(MAX(turn), 0) + 1 FROM position))
          """,
        arguments: [
          position.lesson, position.page, position.step, position.detail,
          position.updated.milliseconds,
        ])
    }
  }

  /// Where the student stopped in a lesson.
  package func position(in lesson: String) throws(ProgressError) -> SavedPosition? {
    try read { database in
      try Row.fetchOne(
        database, sql: "SELECT * FROM position WHERE lesson = ?", arguments: [lesson]
      ).map(SavedPosition.init)
    }
  }

  /// The position saved last, in whichever lesson.
  package func lastPosition() throws(ProgressError) -> SavedPosition? {
    try read { database in
      try Row.fetchOne(database, sql: "SELECT * FROM position ORDER BY turn DESC LIMIT 1")
        .map(SavedPosition.init)
    }
  }

  /// Notes that a page was seen; the first time counts.
  package func markVisited(
    page: String, of lesson: String, at date: Date
  ) throws(ProgressError) {
    try write { database in
      try database.execute(
        sql: "INSERT OR IGNORE INTO visit (lesson, page, visited) VALUES (?, ?, ?)",
        arguments: [lesson, page, date.milliseconds])
    }
  }

  /// The ids of the pages of a lesson that were seen.
  package func visitedPages(of lesson: String) throws(ProgressError) -> Set<String> {
    try read { database in
      try String.fetchSet(
        database, sql: "SELECT page FROM visit WHERE lesson = ?", arguments: [lesson])
    }
  }
}

extension ProgressStore {
  func read<Value>(
    _ body: (Database) throws -> Value
  ) throws(ProgressError) -> Value {
    do {
      return try queue.read(body)
    } catch {
      throw ProgressError.from(error, path: path)
    }
  }

  /// One transaction, on the disk before this returns.
  @discardableResult
  func write<Value>(_ body: (Database) throws -> Value) throws(ProgressError) -> Value {
    if let refusal { throw refusal }
    do {
      // Immediate: a transaction that starts as a reader and turns writer cannot wait for another
      // writer, and fails at once with "busy".
      return try queue.writeWithoutTransaction { database in
        try database.beginTransaction(.immediate)
        do {
          let value = try body(database)
          try database.commit()
          return value
        } catch {
          // SQLite has rolled back by itself where the disk was full.
          if database.isInsideTransaction { try database.rollback() }
          throw error
        }
      }
    } catch {
      throw ProgressError.from(error, path: path)
    }
  }
}

extension SavedPosition {
  fileprivate init(_ row: Row) {
    self.init(
      lesson: row["lesson"], page: row["page"], step: row["step"], detail: row["detail"],
      updated: Date(milliseconds: row["updated"]))
  }
}
