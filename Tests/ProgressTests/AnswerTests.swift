import Foundation
import TestSupport
import Testing

@testable import Progress

@Suite("Answers")
struct AnswerTests {
  @Test("are there again when the program starts again, with all that was known of them")
  func kept() throws {
    try withHome { home, _ in
      var first = answer("and", .wrong, mistake: "sign", after: 0.125)
      var second = answer(attempt: 2, hints: 3, after: 60, started: -9)
      try #require(open(home).store).save(first)
      try #require(open(home).store).save(second)
      let kept = try #require(open(home).store).answers(of: "perceptron")
      // All answers of a file are of the same machine, which the file names.
      #expect(!kept[0].machine.isEmpty && kept[0].machine == kept[1].machine)
      first.machine = kept[0].machine
      second.machine = kept[0].machine
      #expect(kept == [first, second])
      #expect(try open(home).store?.answers(of: "rnn") == [])
    }
  }

  @Test("are named after different machines in different files")
  func machines() throws {
    let machines = try (0..<3).map { _ in
      try withHome { home, _ in
        let store = try #require(open(home).store)
        try store.save(answer())
        return try store.answers()[0].machine
      }
    }
    #expect(Set(machines).count == 3)
  }

  @Test("given on several tries count as one review, worth what the last is")
  func tries() throws {
    try withHome { home, _ in
      let store = try #require(open(home).store)
      try store.save(answer("and", .wrong, after: 0, started: -9))
      #expect(try dueSeconds(store) == [60])
      // Hard as a first review: between the two steps of learning.
      try store.save(answer(attempt: 2, after: 20, started: -9))
      #expect(try dueSeconds(store) == [20 + 330])
      try store.save(answer(after: 400))
      #expect(try dueSeconds(store) == [400 + 600])
    }
  }

  @Test("that are called easy afterwards are easy, and stay so")
  func easy() throws {
    try withHome { home, _ in
      let store = try #require(open(home).store)
      var easy = answer()
      try store.save(easy)
      #expect(try dueSeconds(store) == [600])
      easy.grade = .easy
      try store.save(easy)
      #expect(try dueSeconds(store) == [8 * day])
      easy.grade = .good
      try store.save(easy)
      #expect(try dueSeconds(store) == [8 * day])
      #expect(try store.answers().count == 1)
    }
  }

  @Test("lead to the same schedule in whatever order they are saved")
  func order() throws {
    let answers = (0..<12).map { n in
      answer("and", n % 5 == 2 ? .wrong : .right, hints: n % 3, after: Double(n * n) * day)
    }
    var random = Seeded(3)
    let schedules = try (0..<5).map { round in
      try withHome { home, _ in
        let store = try #require(open(home).store)
        for answer in round == 0 ? answers : answers.shuffled(using: &random) {
          try store.save(answer)
        }
        return try store.due(at: .distantFuture, among: [question("and")])
      }
    }
    #expect(Set(schedules).count == 1 && schedules[0].count == 1)
  }

  @Test("of any text and number are kept")
  func extremes() throws {
    try withHome { home, _ in
      let store = try #require(open(home).store)
      let text = "'); DROP TABLE answer; -- \u{1F600}\n\r\n\u{2028}\""
      for seconds in [Double.infinity, -.infinity, .nan, 1e300, -1e300] {
        var answer = answer(text, in: text, content: text, after: seconds, started: seconds)
        answer.response = text + "\0"
        answer.seed = 1 << 63
        answer.milliseconds = .max
        try store.save(answer)
      }
      #expect(try store.answers().count == 5)
      // SQLite ends a text at a NUL.
      let kept = text + "\u{FFFD}"
      #expect(try store.answers().allSatisfy { $0.response == kept && $0.seed == 1 << 63 })
      let again = try StudentRecord(store.record().text)
      #expect(try again == store.record())
    }
  }

  /// When each question is due, in seconds behind `morning`.
  private func dueSeconds(_ store: ProgressStore) throws -> [TimeInterval] {
    try store.due(at: .distantFuture, among: [question("and")])
      .map { $0.due.timeIntervalSince(morning) }
  }
}

@Suite("What is due")
struct DueTests {
  @Test("is what was answered and waited long enough, the longest due first")
  func due() throws {
    try withHome { home, _ in
      let store = try #require(open(home).store)
      let known = ["and", "or", "xor", "never"].map { question($0) }
      try store.save(answer("or", after: 30))
      try store.save(answer("and", .wrong, after: 0))
      var easy = answer("xor")
      easy.grade = .easy
      try store.save(easy)
      func due(_ seconds: TimeInterval) throws -> [String] {
        try store.due(at: morning + seconds, among: known).map(\.question.id.id)
      }
      #expect(try due(59) == [])
      #expect(try due(60) == ["and"])
      #expect(try due(1000) == ["and", "or"])
      #expect(try due(9 * day) == ["and", "or", "xor"])
      #expect(try store.nextDue(after: morning, among: known) == morning + 60)
      #expect(try store.nextDue(after: morning + 1000, among: known) == morning + 8 * day)
      #expect(try store.nextDue(after: morning + 9 * day, among: known) == nil)
    }
  }

  @Test("is a question whose text was changed, with its answers kept")
  func changed() throws {
    try withHome { home, _ in
      let store = try #require(open(home).store)
      var easy = answer()
      easy.grade = .easy
      try store.save(easy)
      #expect(try store.due(at: morning + 1, among: [question("and")]) == [])
      let due = try store.due(at: morning + 1, among: [question("and", "b")])
      #expect(due.map(\.isChanged) == [true] && due[0].question.content == "b")
      #expect(try store.answers().count == 1)
      // Answered as it is worded now, it goes on from what is remembered.
      try store.save(answer(content: "b", after: 8 * day))
      #expect(try store.due(at: morning + 8 * day, among: [question("and", "b")]) == [])
      let next = try #require(
        try store.nextDue(after: morning + 8 * day, among: [question("and", "b")]))
      #expect(next > morning + 16 * day)
    }
  }

  @Test("is no question that the course no longer has")
  func gone() throws {
    try withHome { home, _ in
      let store = try #require(open(home).store)
      try store.save(answer("and"))
      try store.save(answer("or"))
      let later = morning + 30 * day
      #expect(try store.due(at: later, among: [question("or")]).map(\.question.id.id) == ["or"])
      let progress = try store.progress(
        in: "perceptron", pages: [], questions: [question("or")], at: later)
      #expect(progress.gone == 1 && progress.answered == 1)
      #expect(try store.due(at: later, among: [question("and")]).map(\.question.id.id) == ["and"])
    }
  }

  @Test("is what was answered while the clock was wrong")
  func clock() throws {
    try withHome { home, _ in
      let store = try #require(open(home).store)
      try store.save(answer(after: 40 * 365 * day))
      #expect(try store.due(at: morning, among: [question("and")]).count == 1)
      try store.save(answer(after: 10))
      #expect(try store.answers().count == 2)
    }
  }
}

@Suite("A draft")
struct DraftTests {
  private func draft(_ text: String, _ id: String = "and") -> Draft {
    Draft(
      question: question(id), seed: .max, text: text, started: morning, updated: morning + 5)
  }

  @Test("is there until its question is answered")
  func kept() throws {
    try withHome { home, _ in
      try #require(open(home).store).save(draft("0."))
      let store = try #require(open(home).store)
      try store.save(draft("0.5"))
      try store.save(draft("1", "or"))
      #expect(try store.drafts(in: "perceptron") == [draft("0.5"), draft("1", "or")])
      #expect(try store.drafts(in: "rnn") == [])
      try store.save(answer("and"))
      #expect(try store.drafts(in: "perceptron") == [draft("1", "or")])
      try store.dropDraft(of: question("or").id)
      #expect(try store.drafts(in: "perceptron") == [])
    }
  }
}

@Suite("The progress in a chapter")
struct ChapterProgressTests {
  @Test("counts pages and questions, mistakes and days")
  func counts() throws {
    try withHome { home, _ in
      let store = try #require(open(home).store)
      for page in ["sum", "bias", "old"] {
        try store.markVisited(page: page, of: "perceptron", at: morning)
      }
      let answers = [
        answer("and", .wrong, mistake: "sign", started: -9),
        answer("and", attempt: 2, after: 20, started: -9),
        answer("or", .wrong, mistake: "sign", after: 30),
        answer("or", .wrong, mistake: "bias", after: 2 * day),
        answer("and", after: 2 * day),
        answer("xor", .skipped, after: 2 * day),
        answer("lstm", in: "lstm", .wrong, mistake: "sign"),
      ]
      for answer in answers { try store.save(answer) }
      let progress = try store.progress(
        in: "perceptron", pages: ["sum", "bias", "xor"],
        questions: ["and", "or", "new"].map { question($0) } + [question("lstm", in: "lstm")],
        at: morning + 2 * day + 60)
      let first = Int(morning.timeIntervalSince1970 / day)
      let expected = ChapterProgress(
        read: 2, answered: 2, right: 1, due: 1, gone: 1,
        mistakes: [.init(name: "sign", count: 2), .init(name: "bias", count: 1)],
        days: [
          .init(number: first, right: 1, asked: 2), .init(number: first + 2, right: 1, asked: 3),
        ], reviewed: 2, remembered: 1)
      #expect(progress == expected)
      #expect(try store.lessons() == ["perceptron", "lstm"])
    }
  }
}
