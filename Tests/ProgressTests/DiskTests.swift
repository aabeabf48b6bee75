import Foundation
import GRDB
import Testing

@testable import Progress

/// Who tests as the superuser may write anywhere, so permissions are tested as somebody else.
private func becomeNobody() { if geteuid() == 0 { _ = setuid(65_534) } }

@Suite("A disk that refuses")
struct DiskTests {
  @Test("because it is full loses nothing that was saved")
  func full() throws {
    try withHome { home, file in
      let store = try #require(open(home).store)
      try store.save(position("perceptron", 3))
      try store.queue.writeWithoutTransaction { database in
        let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 1
        try database.execute(sql: "PRAGMA max_page_count = \(pages)")
      }
      let large = SavedPosition(
        lesson: "rnn", page: "p", step: 1, detail: String(repeating: "x", count: 100_000),
        updated: morning)
      #expect(throws: ProgressError.diskFull(path: file)) { try store.save(large) }
      #expect(try store.lastPosition() == position("perceptron", 3))
    }
  }

  @Test("because the folder is read-only lets progress be read, and says so")
  func readOnlyFolder() async {
    await #expect(processExitsWith: .success) {
      try withHome { home, file in
        try #require(open(home).store).save(position("perceptron", 3))
        let folder = URL(fileURLWithPath: file).deletingLastPathComponent().path
        chmod(folder, 0o555)
        for path in [home, home + "/.local", home + "/.local/share"] { chmod(path, 0o755) }
        chmod(file, 0o666)
        becomeNobody()
        let (store, notice) = open(home)
        #expect(notice == .notWritable(path: file))
        #expect(try store?.lastPosition()?.step == 3)
        #expect(throws: ProgressError.notWritable(path: file)) {
          try store?.save(position("perceptron", 4))
        }
      }
    }
  }

  @Test("because the file is read-only lets progress be read, and says so")
  func readOnlyFile() async {
    await #expect(processExitsWith: .success) {
      try withHome { home, file in
        try #require(open(home).store).save(position("perceptron", 3))
        chmod(file, 0o444)
        let folder = URL(fileURLWithPath: file).deletingLastPathComponent().path
        for path in [home, home + "/.local", home + "/.local/share", folder] { chmod(path, 0o777) }
        becomeNobody()
        let (store, notice) = open(home)
        #expect(notice == .notWritable(path: file))
        #expect(try store?.lastPosition()?.step == 3)
      }
    }
  }

  @Test("because the home is read-only says so")
  func readOnlyHome() async {
    await #expect(processExitsWith: .success) {
      try withHome { home, _ in
        chmod(home, 0o555)
        becomeNobody()
        let (store, notice) = open(home)
        #expect(store == nil)
        #expect(notice == .cannotCreateFolder(path: home + "/.local/share/unroll"))
      }
    }
  }
}
