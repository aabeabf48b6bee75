import Foundation
import GRDB
import Testing

@testable import Progress

@Suite("Answers in a file that is not good")
struct AnswerDiskTests {
  @Test("of the version before are taken over with all it has")
  func old() throws {
    try withHome { home, file in
      try makeFirstVersion(file)
      let (store, notice) = open(home)
      #expect(notice == nil)
      try store?.save(answer())
      #expect(try store?.lastPosition() == position("perceptron", 3))
      #expect(try store?.visitedPages(of: "perceptron") == ["sum"])
      #expect(try store?.answers().count == 1)
    }
  }

  @Test("of the version before that cannot be written are read, and it says so")
  func oldReadOnly() async {
    await #expect(processExitsWith: .success) {
      try withHome { home, file in
        try makeFirstVersion(file)
        let before = try Data(contentsOf: URL(fileURLWithPath: file))
        let folder = URL(fileURLWithPath: file).deletingLastPathComponent().path
        for path in [home, home + "/.local", home + "/.local/share", folder] { chmod(path, 0o555) }
        chmod(file, 0o444)
        if geteuid() == 0 { _ = setuid(65_534) }
        let (store, notice) = open(home)
        #expect(notice == .notWritable(path: file))
        #expect(try store?.lastPosition()?.step == 3)
        #expect(try store?.answers() == [])
        #expect(throws: ProgressError.notWritable(path: file)) { try store?.save(answer()) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == before)
      }
    }
  }

  @Test("are all there but the one that a full disk has no room for")
  func full() throws {
    try withHome { home, file in
      let store = try #require(open(home).store)
      try store.save(answer())
      let before = try store.record()
      try store.queue.writeWithoutTransaction { database in
        let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 1
        try database.execute(sql: "PRAGMA max_page_count = \(pages)")
      }
      var large = answer("or")
      large.response = String(repeating: "x", count: 100_000)
      #expect(throws: ProgressError.diskFull(path: file)) { try store.save(large) }
      #expect(try store.record() == before)
      #expect(try store.due(at: .distantFuture, among: [question("or")]) == [])
      let record = StudentRecord(stored: [StoredAnswer(large)])
      #expect(throws: ProgressError.diskFull(path: file)) { try store.merge(record) }
      #expect(try store.record() == before)
      // What fits can still be kept.
      try store.save(answer("xor"))
      #expect(try open(home).store?.answers().count == 2)
    }
  }

  @Test(
    "is set aside whole where a table of it is not ours",
    arguments: ["DROP TABLE answer", "ALTER TABLE card RENAME COLUMN due TO x", "DROP TABLE draft"])
  func foreign(_ sql: String) throws {
    try withHome { home, file in
      try #require(open(home).store).save(answer())
      try execute(sql, file)
      let (store, notice) = open(home)
      guard case .damaged(_, setAside: .some) = notice else {
        Issue.record("\(String(describing: notice))")
        return
      }
      try store?.save(answer())
      #expect(open(home).notice == nil)
    }
  }

  @Test(
    "cannot be made into what an answer is not",
    arguments: ["outcome = 'x'", "grade = 5", "attempt = 0", "hints = -1", "milliseconds = -1"])
  func tampered(_ change: String) throws {
    try withHome { home, file in
      do {
        let store = try #require(open(home).store)
        try store.save(answer())
        #expect(throws: DatabaseError.self) { try execute("UPDATE answer SET \(change)", file) }
        // By whoever switches the checks off.
        try execute("PRAGMA ignore_check_constraints = 1; UPDATE answer SET \(change)", file)
        #expect(throws: ProgressError.damaged(path: file, setAside: nil)) { try store.answers() }
        #expect(throws: ProgressError.self) { try ProgressStore.record(inFile: file) }
      }
      guard case .damaged(_, setAside: .some) = open(home).notice else {
        Issue.record("the file was not set aside")
        return
      }
    }
  }

  @Test("that make no sense are kept as the nearest that do")
  func nonsense() throws {
    try withHome { home, _ in
      let store = try #require(open(home).store)
      var answer = answer(attempt: -3, hints: .min)
      answer.milliseconds = -7
      try store.save(answer)
      let kept = try #require(store.answers().first)
      #expect(kept.attempt == 1 && kept.hints == 0 && kept.milliseconds == 0)
    }
  }
}
