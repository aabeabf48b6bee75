import Foundation
import GRDB
import Testing

@testable import Progress

@Suite("A reset")
struct ResetTests {
  private func fill(_ store: ProgressStore) throws {
    for lesson in ["perceptron", "rnn"] {
      try store.save(answer(in: lesson))
      try store.save(position(lesson, 3))
      try store.markVisited(page: "sum", of: lesson, at: morning)
      try store.save(
        Draft(
          question: question("or", in: lesson), seed: 1, text: "0.", started: morning,
          updated: morning))
    }
  }

  /// What a copy has, opened as the record it is.
  private func record(_ copy: String) throws -> StudentRecord {
    try withHome { home, file in
      _ = open(home)
      try FileManager.default.removeItem(atPath: file)
      try FileManager.default.copyItem(atPath: copy, toPath: file)
      return try #require(open(home).store).record()
    }
  }

  @Test("forgets one chapter, or all, and keeps a copy of everything")
  func forgets() throws {
    try withHome { home, file in
      let store = try #require(open(home).store)
      try fill(store)
      let before = try store.record()
      let copy = try store.reset("perceptron", now: morning)
      #expect(copy == file + ".before-reset-2027-01-15T08-00-00Z")
      #expect(try record(copy) == before)
      let after = try store.record()
      #expect(after.answers.map(\.question.id.lesson) == ["rnn"])
      #expect(after.positions.map(\.lesson) == ["rnn"] && after.visits.map(\.lesson) == ["rnn"])
      #expect(try store.drafts(in: "perceptron") == [] && store.drafts(in: "rnn").count == 1)
      let due = try store.due(at: .distantFuture, among: [question("and")])
      #expect(due == [])
      let second = try store.reset(nil, now: morning)
      #expect(second == copy + "-2")
      #expect(try record(second) == after && store.record() == StudentRecord())
      // From the copy everything comes back.
      _ = try store.merge(record(copy))
      #expect(try store.record() == before)
    }
  }

  @Test("changes nothing where the copy cannot be made")
  func noCopy() async {
    await #expect(processExitsWith: .success) {
      try withHome { home, file in
        let store = try #require(open(home).store)
        try store.save(answer())
        let before = try store.record()
        // No file may grow beyond a few pages, as on a disk with little room left.
        signal(SIGXFSZ, SIG_IGN)
        var limit = rlimit(rlim_cur: 8192, rlim_max: rlim_t.max)
        setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
        #expect(throws: ProgressError.self) { try store.reset(nil, now: morning) }
        #expect(try store.record() == before)
        let folder = URL(fileURLWithPath: file).deletingLastPathComponent().path
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(!names.contains { $0.contains("before-reset") })
      }
    }
  }
}
