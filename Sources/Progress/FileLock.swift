import Foundation

/// A lock on a file beside the progress, so that a damaged file is set aside only while no other
/// program has it open: SQLite would corrupt the fresh one with the other's journal.
///
/// The system lets go of it when the program ends, however it ends.
final class FileLock: Sendable {
  private let descriptor: Int32

  /// None where the lock cannot be made, as in a read-only folder; nothing is set aside there.
  init?(besides path: String) {
    descriptor = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    if descriptor < 0 { return nil }
  }

  deinit { close(descriptor) }

  /// Held by every program that has the progress open.
  func share() -> Bool { take(LOCK_SH) }

  /// Held by the one that sets a damaged file aside.
  func own() -> Bool { take(LOCK_EX) }

  func release() { _ = flock(descriptor, LOCK_UN) }

  /// The seconds between two tries.
  private static let pause = 0.02

  /// Tries as long as for a transaction; who holds the lock to move a file needs far less.
  private func take(_ kind: Int32) -> Bool {
    for _ in 0..<Int(ProgressStore.patience / Self.pause) {
      if flock(descriptor, kind | LOCK_NB) == 0 { return true }
      if errno != EWOULDBLOCK && errno != EINTR { return false }
      usleep(UInt32(Self.pause * 1_000_000))
    }
    return false
  }
}
