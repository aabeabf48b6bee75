import Foundation
import GRDB

extension ProgressStore {
  /// Opens the progress file, and makes it where there is none.
  ///
  /// - Parameters:
  ///   - environment: `XDG_DATA_HOME` and `HOME` say where.
  ///   - now: names a damaged file that is set aside.
  /// - Returns: the store, none where progress cannot be kept; and what to tell the student, once.
  ///   Both where there is a store that can only be read, or a fresh one after a damaged.
  package static func open(
    environment: [String: String], now: Date
  ) -> (store: ProgressStore?, notice: ProgressError?) {
    do {
      let path = try ProgressFile.path(environment)
      try ProgressFile.makeFolder(of: path)
      return try open(path: path, now: now)
    } catch {
      return (nil, error)
    }
  }

  private static func open(
    path: String, now: Date
  ) throws(ProgressError) -> (store: ProgressStore?, notice: ProgressError?) {
    let lock = FileLock(besides: path)
    // Denied only while another program is setting a damaged file aside.
    if let lock, !lock.share() { throw .busy(path: path) }
    do {
      return try checked(path, lock)
    } catch .damaged {
      lock?.release()
      return try renewed(path, lock, now: now)
    }
  }

  /// Alone with the damaged file: sets it aside and begins a fresh one.
  private static func renewed(
    _ path: String, _ lock: FileLock?, now: Date
  ) throws(ProgressError) -> (store: ProgressStore?, notice: ProgressError?) {
    guard let lock, lock.own() else { throw .damaged(path: path, setAside: nil) }
    defer { if !lock.share() { lock.release() } }
    do {
      // Another program may have renewed it while we waited.
      return try checked(path, lock)
    } catch .damaged {
      guard let aside = ProgressFile.setAside(path, now: now) else {
        throw .damaged(path: path, setAside: nil)
      }
      let (store, _) = try checked(path, lock)
      return (store, .damaged(path: path, setAside: aside))
    }
  }

  /// A store that was read through; with a notice where it cannot be written.
  private static func checked(
    _ path: String, _ lock: FileLock?
  ) throws(ProgressError) -> (store: ProgressStore?, notice: ProgressError?) {
    let queue: DatabaseQueue
    do {
      queue = try DatabaseQueue(path: path, configuration: configuration)
    } catch {
      let error = ProgressError.from(error, path: path)
      throw error == .notWritable(path: path) ? .cannotOpen(path: path) : error
    }
    do {
      let notice = try check(queue, path)
      return (ProgressStore(path: path, queue: queue, lock: lock), notice)
    } catch  where [.notWritable(path: path), .diskFull(path: path)].contains(error) {
      // An older file that cannot be brought to this version: it is read all the same.
      let copy = try migratedCopy(of: queue, path)
      return (ProgressStore(path: path, queue: copy, lock: lock, refusal: error), error)
    }
  }

  /// A copy in memory of a file that cannot be brought to this version. The store refuses to save to it.
  static func migratedCopy(
    of queue: DatabaseQueue, _ path: String
  ) throws(ProgressError) -> DatabaseQueue {
    do {
      let copy = try DatabaseQueue()
      try queue.backup(to: copy)
      try Migrations.migrator.migrate(copy)
      try refuseForeign(copy, path)
      return copy
    } catch {
      throw ProgressError.from(error, path: path)
    }
  }

  /// Settings for a file that may lie on a network disk and must survive a power cut.
  ///
  /// - Rollback journal, SQLite's default: a write-ahead log needs memory shared between programs,
  ///   which network file systems do not have, and home folders often lie on one.
  /// - `synchronous = FULL`: a commit has reached the disk before `save` returns. We write a few
  ///   times a minute, so its cost does not matter.
  /// - A timeout, since two windows of one student are a normal case.
  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(patience)
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL") }
    return configuration
  }
}

extension ProgressStore {
  /// Reads the file through and brings it to this version.
  ///
  /// - Returns: why it cannot be written, where it can be read.
  private static func check(
    _ queue: DatabaseQueue, _ path: String
  ) throws(ProgressError) -> ProgressError? {
    do {
      try queue.read { database in
        // First: a newer file's content is none of our business.
        if try Migrations.migrator.hasBeenSuperseded(database) {
          throw ProgressError.newerVersion(path: path)
        }
        guard try String.fetchAll(database, sql: "PRAGMA quick_check(1)") == ["ok"] else {
          throw ProgressError.damaged(path: path, setAside: nil)
        }
      }
      try migrate(queue)
      try refuseForeign(queue, path)
    } catch {
      throw ProgressError.from(error, path: path)
    }
    return probe(queue, path)
  }

  /// Two programs that start at once both see an old file; the second finds the work done.
  private static func migrate(_ queue: DatabaseQueue) throws {
    do {
      try Migrations.migrator.migrate(queue)
    } catch let error as DatabaseError
      where [.SQLITE_ERROR, .SQLITE_CONSTRAINT].contains(error.resultCode)
    {
      try Migrations.migrator.migrate(queue)
    }
  }

  /// A file that says it is ours and has not our tables is as good as damaged.
  private static func refuseForeign(_ queue: DatabaseQueue, _ path: String) throws {
    do {
      try queue.read { database in
        for (table, columns) in Migrations.columns {
          _ = try database.makeStatement(sql: "SELECT \(columns) FROM \(table)")
        }
      }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_ERROR {
      throw ProgressError.damaged(path: path, setAside: nil)
    }
  }

  /// Writes the file's own version number again: a read-only folder or a full disk shows only when
  /// a page is really written.
  private static func probe(_ queue: DatabaseQueue, _ path: String) -> ProgressError? {
    do {
      try queue.writeWithoutTransaction { database in
        try database.inTransaction(.immediate) {
          try database.execute(sql: "PRAGMA user_version = 1")
          return .commit
        }
      }
      return nil
    } catch {
      return ProgressError.from(error, path: path)
    }
  }
}
