import Foundation

/// Where a student's progress lies.
enum ProgressFile {
  /// `$XDG_DATA_HOME/unroll/progress.sqlite`, or below `~/.local/share`.
  static func path(_ environment: [String: String]) throws(ProgressError) -> String {
    // The XDG specification says that a path which is not absolute is to be ignored.
    if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") {
      return data + "/unroll/progress.sqlite"
    }
    guard let home = environment["HOME"], home.hasPrefix("/") else { throw .noHome }
    return home + "/.local/share/unroll/progress.sqlite"
  }

  /// Makes the folder of `path`, readable by the student only.
  static func makeFolder(of path: String) throws(ProgressError) {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw .cannotCreateFolder(path: folder)
    }
  }

  /// Moves a damaged file out of the way, and never over another.
  ///
  /// - Returns: where it is now; none where it could not be moved.
  static func setAside(_ path: String, now: Date) -> String? {
    let files = FileManager.default
    guard let free = free("\(path).damaged", now: now) else { return nil }
    do {
      // The journal first: it belongs to the damaged file, and SQLite would play it into the fresh.
      for journal in ["-journal", "-wal", "-shm"] where files.fileExists(atPath: path + journal) {
        try files.moveItem(atPath: path + journal, toPath: free + journal)
      }
      try files.moveItem(atPath: path, toPath: free)
      return free
    } catch {
      return nil
    }
  }

  /// `stem-2026-11-21T08-23-03Z`, or with a number behind it: a name no file has; none where there
  /// are too many.
  static func free(_ stem: String, now: Date) -> String? {
    let name = "\(stem)-\(stamp(now))"
    return ([name] + (2...99).map { "\(name)-\($0)" })
      .first { !FileManager.default.fileExists(atPath: $0) }
  }

  /// `2026-11-21T08-23-03Z`: no colons, which some file systems refuse.
  private static func stamp(_ date: Date) -> String {
    date.formatted(.iso8601).replacing(":", with: "-")
  }
}
