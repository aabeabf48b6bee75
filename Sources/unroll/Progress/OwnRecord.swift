import Foundation
import Progress

/// The record of whoever started the program.
enum OwnRecord {
  /// - Throws: the exit status, after saying why, where there can be none.
  static func open() throws -> ProgressStore {
    let (store, notice) = ProgressStore.open(
      environment: ProcessInfo.processInfo.environment, now: Date())
    guard let store else { throw fail(notice?.message ?? "there is no record") }
    if let notice { standardError(notice.message) }
    return store
  }

  /// Does something with the record.
  ///
  /// - Throws: the exit status, after saying why it cannot be done.
  static func with<Value>(
    _ store: ProgressStore, _ body: (ProgressStore) throws(ProgressError) -> Value
  ) throws -> Value {
    do throws(ProgressError) {
      return try body(store)
    } catch {
      throw fail(error.message)
    }
  }
}

/// `1 answer`, `2 answers`.
func counted(_ count: Int, _ thing: String) -> String {
  "\(count) \(thing)\(count == 1 ? "" : "s")"
}
