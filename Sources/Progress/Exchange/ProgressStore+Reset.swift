import Foundation
import GRDB

extension ProgressStore {
  /// Forgets a lesson, or all, after putting a copy of the whole file beside it.
  ///
  /// The copy is made while nobody else can write, so that nothing falls between the two.
  ///
  /// - Returns: where the copy is.
  package func reset(_ lesson: String?, now: Date) throws(ProgressError) -> String {
    guard let copy = ProgressFile.free("\(path).before-reset", now: now) else {
      throw .failed(path: path, reason: "no name is free for a copy; move old copies away")
    }
    try write { database in
      try self.copy(to: copy)
      for table in ["answer", "card", "draft", "position", "visit"] {
        try database.execute(
          sql: "DELETE FROM \(table) WHERE lesson = IFNULL(?, lesson)", arguments: [lesson])
      }
    }
    return copy
  }

  /// By a second connection: the first is in a transaction.
  private func copy(to copy: String) throws {
    do {
      try DatabaseQueue(path: path).backup(to: try DatabaseQueue(path: copy))
    } catch {
      for part in ["", "-journal"] { try? FileManager.default.removeItem(atPath: copy + part) }
      throw error
    }
  }
}
