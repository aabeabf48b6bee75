import Foundation
import Testing

@testable import Progress

@Suite("The results of a record")
struct ResultTests {
  private func results(
    _ answers: [AnswerRecord], _ counting: CountingAttempt
  ) -> [QuestionResult] {
    StudentRecord(stored: answers.map(StoredAnswer.init)).results(counting)
  }

  @Test("count the best attempt, or the last")
  func counting() {
    let answers = [
      answer("and", .wrong, after: 10, started: 0),
      answer("and", attempt: 2, after: 20, started: 0),
      answer("and", .skipped, hints: 2, after: day, started: day - 50),
      answer("or", .wrong, hints: 1, after: 5, started: 1), answer("or", after: 2 * day),
    ]
    let best = results(answers.shuffled(), .best), last = results(answers.shuffled(), .last)
    #expect(best.map(\.question.id) == ["and", "or"])
    #expect(best.map(\.isRight) == [true, true] && last.map(\.isRight) == [false, true])
    // Two tries of one asking are one attempt.
    #expect(best.map(\.attempts) == [2, 2])
    #expect(best.map(\.hints) == [2, 1] && best.map(\.skips) == [1, 0])
    #expect(best.map(\.started) == [morning, morning + 1])
    #expect(best.map(\.finished) == [morning + day, morning + 2 * day])
  }

  @Test("are none where nothing was answered")
  func none() { #expect(results([], .best) == []) }
}

@Suite("A progress file that is not one's own")
struct OtherFileTests {
  @Test("is read without being changed, also one of the version before")
  func read() throws {
    try withHome { home, file in
      let store = try #require(open(home).store)
      try store.save(answer())
      let before = try Data(contentsOf: URL(fileURLWithPath: file))
      #expect(try ProgressStore.record(inFile: file) == store.record())
      #expect(ProgressStore.isFile(before))
      #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == before)
      let old = home + "/old.sqlite"
      try makeFirstVersion(old)
      let record = try ProgressStore.record(inFile: old)
      #expect(record.positions.map(\.lesson) == ["perceptron"] && record.answers == [])
    }
  }

  @Test("is refused where it is damaged, newer, or not there")
  func refused() throws {
    try withHome { home, file in
      try #require(open(home).store).save(answer())
      try Data(contentsOf: URL(fileURLWithPath: file)).prefix(6000)
        .write(to: URL(fileURLWithPath: home + "/half"))
      try Data("hello".utf8).write(to: URL(fileURLWithPath: home + "/text"))
      for name in ["/half", "/text", "/nowhere"] {
        #expect(throws: ProgressError.self) { try ProgressStore.record(inFile: home + name) }
      }
      #expect(!FileManager.default.fileExists(atPath: home + "/nowhere"))
      #expect(!ProgressStore.isFile(Data("hello".utf8)) && !ProgressStore.isFile(Data()))
      try execute("INSERT INTO grdb_migrations VALUES ('9 something new')", file)
      #expect(throws: ProgressError.newerVersion(path: file)) {
        try ProgressStore.record(inFile: file)
      }
    }
  }
}
