import Foundation

/// A file that is whole at every moment.
///
/// What it is to hold is written to a file beside it that then takes its place: whoever reads it,
/// after whatever happened, finds the old content or the new.
struct WholeFile {
  /// What the person calls it.
  let name: String
  private let path: String
  private let permissions: mode_t

  struct Problem: Error {
    let message: String

    fileprivate init(_ message: String) { self.message = message }

    fileprivate init(_ code: Int32) {
      let reason = String(cString: strerror(code))
      message = "it cannot be written: \(reason); name another place, or make room"
    }
  }

  /// - Parameter permissions: for a file that is not there yet.
  init(_ name: String, permissions: mode_t = 0o666) throws(Problem) {
    self.name = name
    var status = stat()
    let exists = stat(name, &status) == 0
    guard !exists || status.st_mode & S_IFMT == S_IFREG else {
      throw Problem("it is not a file; name another")
    }
    // What a link points to is replaced, not the link.
    path = exists ? URL(fileURLWithPath: name).resolvingSymlinksInPath().path : name
    self.permissions = exists ? status.st_mode & 0o777 : permissions
    guard !exists || access(path, W_OK) == 0 else { throw Problem(errno) }
  }

  /// Whether two names are of one file.
  static func isSame(_ name: String, _ other: String) -> Bool {
    var first = stat(), second = stat()
    return stat(name, &first) == 0 && stat(other, &second) == 0 && first.st_dev == second.st_dev
      && first.st_ino == second.st_ino
  }

  /// Finds out whether there is room for a text, and keeps nothing.
  func rehearse(_ text: String) throws(Problem) { try write(text, thenRename: false) }

  /// Puts a text in place of what the file had.
  func write(_ text: String) throws(Problem) { try write(text, thenRename: true) }

  private func write(_ text: String, thenRename renames: Bool) throws(Problem) {
    let beside = "\(path).\(getpid()).tmp"
    let descriptor = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, permissions)
    guard descriptor >= 0 else { throw Problem(errno) }
    let code = Self.fill(descriptor, Array(text.utf8))
    close(descriptor)
    guard code == 0, renames else {
      unlink(beside)
      if code != 0 { throw Problem(code) }
      return
    }
    guard rename(beside, path) == 0 else {
      let code = errno
      unlink(beside)
      throw Problem(code)
    }
    syncFolder()
  }

  /// - Returns: 0, or what went wrong.
  private static func fill(_ descriptor: Int32, _ bytes: [UInt8]) -> Int32 {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        return errno
      }
    }
    return fsync(descriptor) == 0 ? 0 : errno
  }

  /// Makes the new name last through a power cut; a file system that cannot is no reason to stop.
  private func syncFolder() {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
