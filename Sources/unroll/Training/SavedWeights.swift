import ArgumentParser
import Equations
import Foundation

/// The file that training keeps its weights in, whole at every moment.
///
/// The weights are written to a file beside it that then takes its place: whoever reads it, after
/// whatever happened, finds the old weights or the new.
struct SavedWeights {
  /// What the person calls it.
  let name: String
  private let path: String
  private let permissions: mode_t

  /// - Parameter others: files that must not be overwritten.
  /// - Throws: the exit status, after saying why there can be no such file.
  init(_ name: String, besides others: [String?]) throws {
    self.name = name
    var status = stat()
    let exists = stat(name, &status) == 0
    for other in others.compactMap(\.self) where exists && Self.isSame(other, status) {
      throw fail("--save \(name): this is what is learned from; name another file")
    }
    guard !exists || status.st_mode & S_IFMT == S_IFREG else {
      throw fail("--save \(name): it is not a file; name another")
    }
    // What a link points to is replaced, not the link.
    path = exists ? URL(fileURLWithPath: name).resolvingSymlinksInPath().path : name
    permissions = exists ? status.st_mode & 0o777 : 0o666
    guard !exists || access(path, W_OK) == 0 else { throw fail(Problem(name, errno).message) }
  }

  private static func isSame(_ path: String, _ file: stat) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_dev == file.st_dev
      && status.st_ino == file.st_ino
  }

  struct Problem: Error {
    let message: String

    init(_ name: String, _ code: Int32) {
      let reason = String(cString: strerror(code))
      message = "--save \(name): it cannot be written: \(reason); name another place, or make room"
    }
  }

  /// Finds out whether there is room for these weights, and keeps nothing.
  func rehearse(_ weights: [(name: String, value: Literal)]) throws(Problem) {
    try write(weights, thenRename: false)
  }

  /// Puts these weights in place of what the file had.
  func write(_ weights: [(name: String, value: Literal)]) throws(Problem) {
    try write(weights, thenRename: true)
  }

  private func write(
    _ weights: [(name: String, value: Literal)], thenRename renames: Bool
  ) throws(Problem) {
    let text = JSON.object(weights.map { ($0.name, JSON($0.value)) }).written + "\n"
    let beside = "\(path).\(getpid()).tmp"
    let descriptor = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, permissions)
    guard descriptor >= 0 else { throw Problem(name, errno) }
    let code = Self.fill(descriptor, Array(text.utf8))
    close(descriptor)
    guard code == 0, renames else {
      unlink(beside)
      if code != 0 { throw Problem(name, code) }
      return
    }
    guard rename(beside, path) == 0 else {
      let code = errno
      unlink(beside)
      throw Problem(name, code)
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
