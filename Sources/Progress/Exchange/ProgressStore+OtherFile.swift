import Foundation
import GRDB

extension ProgressStore {
  /// What a progress file holds that is not the student's own: a copy that a reset kept, or that of
  /// another machine. The file is only read.
  package static func record(inFile path: String) throws(ProgressError) -> StudentRecord {
    do {
      var configuration = Configuration()
      configuration.readonly = true
      let file = try DatabaseQueue(path: path, configuration: configuration)
      let superseded = try file.read { try Migrations.migrator.hasBeenSuperseded($0) }
      if superseded { throw ProgressError.newerVersion(path: path) }
      let copy = try migratedCopy(of: file, path)
      let isWhole = try copy.read {
        try String.fetchAll($0, sql: "PRAGMA quick_check(1)") == ["ok"]
      }
      let record = try ProgressStore(path: path, queue: copy, lock: nil).record()
      guard isWhole, record.stored.allSatisfy({ $0.record != nil }) else {
        throw ProgressError.damaged(path: path, setAside: nil)
      }
      return record
    } catch {
      throw ProgressError.from(error, path: path)
    }
  }

  /// Whether a file's content begins as a progress file's does.
  package static func isFile(_ content: Data) -> Bool {
    content.starts(with: Data("SQLite format 3\0".utf8))
  }
}
