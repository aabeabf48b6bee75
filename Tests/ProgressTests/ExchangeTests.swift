import Foundation
import TestSupport
import Testing

@testable import Progress

@Suite("A record that is exported and imported")
struct ExchangeTests {
  /// What a student might have done on some machine, some of it on a machine with a wrong clock.
  private func live(_ store: ProgressStore, _ random: inout Seeded) throws {
    for _ in 0..<Int.random(in: 0...12, using: &random) {
      let seconds = Double(Int.random(in: -30...30, using: &random)) * day / 3
      let lesson = ["perceptron", "rnn"].randomElement(using: &random) ?? ""
      switch Int.random(in: 0...4, using: &random) {
      case 0: try store.save(position(lesson, Int(seconds), at: morning + seconds))
      case 1:
        let page = ["sum", "bias"].randomElement(using: &random) ?? ""
        try store.markVisited(page: page, of: lesson, at: morning + seconds)
      default:
        var answer = answer(
          ["and", "or", "xor"].randomElement(using: &random) ?? "", in: lesson,
          AnswerRecord.Outcome.allCases.randomElement(using: &random) ?? .right,
          hints: Int.random(in: 0...1, using: &random), after: seconds)
        try store.save(answer)
        if Bool.random(using: &random) {
          answer.grade = .easy
          try store.save(answer)
        }
      }
    }
  }

  /// All that can be seen of a file: its record, what is due, and where the student was last.
  private struct Seen: Equatable {
    let record: StudentRecord
    let due: [DueQuestion]
    let last: SavedPosition?
  }

  private func seen(_ store: ProgressStore) throws -> Seen {
    let known = ["perceptron", "rnn"].flatMap { lesson in
      ["and", "or", "xor"].map { question($0, in: lesson) }
    }
    return Seen(
      record: try store.record(), due: try store.due(at: morning + 900 * day, among: known),
      last: try store.lastPosition())
  }

  /// Records of three machines, the second of which began with the first's.
  private func records(_ random: inout Seeded) throws -> [StudentRecord] {
    try withStore { first in
      try live(first, &random)
      let begun = try first.record()
      let second = try withStore { second in
        _ = try second.merge(begun)
        try live(second, &random)
        return try second.record()
      }
      try live(first, &random)
      let third = try withStore { third in
        try live(third, &random)
        return try third.record()
      }
      return [try first.record(), second, third]
    }
  }

  private func withStore<Value>(_ body: (ProgressStore) throws -> Value) throws -> Value {
    try withHome { home, _ in try body(try #require(open(home).store)) }
  }

  private func merged(_ records: [StudentRecord]) throws -> Seen {
    try withStore { store in
      for record in records { _ = try store.merge(StudentRecord(record.text)) }
      return try seen(store)
    }
  }

  @Test("comes to the same in whatever order, and once as twice", arguments: 1...6)
  func merging(_ seed: UInt64) throws {
    var random = Seeded(seed)
    let records = try records(&random)
    let all = try merged(records)
    #expect(try merged(records.reversed()) == all)
    #expect(try merged([records[1], records[0], records[2]]) == all)
    #expect(try merged(records + records) == all)
    #expect(try merged([all.record]) == all)
    // Nothing is lost, and nothing is there twice.
    let ids = all.record.stored.map(\.id)
    #expect(Set(ids).count == ids.count)
    #expect(Set(ids) == Set(records.flatMap(\.stored).map(\.id)))
    let pages = records.flatMap(\.visits).map { [$0.lesson, $0.page] }
    #expect(Set(pages) == Set(all.record.visits.map { [$0.lesson, $0.page] }))
    for position in all.record.positions {
      let dates = records.flatMap(\.positions).filter { $0.lesson == position.lesson }
      #expect(position.updated == dates.map(\.updated).max())
    }
  }

  @Test("has the schedule of one machine on which all was answered")
  func schedule() throws {
    let here = [answer(after: 0), answer(after: 20 * day)]
    let there = [answer("and", .wrong, after: 3 * day), answer("or", after: 5)]
    func record(_ answers: [AnswerRecord]) throws -> StudentRecord {
      try withStore { store in
        for answer in answers { try store.save(answer) }
        return try store.record()
      }
    }
    let known = [question("and"), question("or")]
    let both = try withStore { store in
      _ = try store.merge(record(here))
      _ = try store.merge(record(there))
      return try store.due(at: .distantFuture, among: known)
    }
    try withStore { store in
      for answer in here + there { try store.save(answer) }
      #expect(try store.due(at: .distantFuture, among: known) == both)
    }
  }

  @Test("says what it brought")
  func summary() throws {
    try withStore { store in
      try store.save(answer())
      try store.save(position("perceptron", 3))
      try store.markVisited(page: "sum", of: "perceptron", at: morning)
      let record = try store.record()
      #expect(try store.merge(record) == .init())
      try withStore { other in
        #expect(try other.merge(record) == .init(answers: 1, positions: 1, visits: 1))
        try other.save(answer("or"))
        try other.save(position("perceptron", 4, at: morning - 60))
        #expect(try other.merge(record) == .init(positions: 1))
      }
    }
  }

  @Test("is text that other programs can read")
  func text() throws {
    try withStore { store in
      try store.save(answer())
      try store.markVisited(page: "sum", of: "perceptron", at: morning)
      let lines = try store.record().text.split(separator: "\n").map(String.init)
      #expect(lines[0] == #"{"format":"unroll record","lines":2,"version":1}"#)
      #expect(
        lines[2] == #"{"visit":{"lesson":"perceptron","page":"sum","visited":1800000000000}}"#)
      let object = try JSONSerialization.jsonObject(with: Data(lines[1].utf8)) as? [String: Any]
      let fields = try #require(object?["answer"] as? [String: Any])
      #expect(fields["question"] as? String == "and")
      #expect(fields["seed"] as? String == "18446744073709551615")
      #expect(fields["answered"] as? Int == 1_800_000_000_000)
      #expect(fields["response"] as? String == "0,5 \u{2212}\n\"")
    }
  }

  @Test("is refused, with the line, where it is not one")
  func refused() throws {
    try withStore { store in
      for id in ["and", "or"] { try store.save(answer(id)) }
      let text = try store.record().text
      let lines = text.split(separator: "\n").map(String.init)
      func problem(_ lines: [String]) -> RecordProblem? {
        do throws(RecordProblem) {
          _ = try StudentRecord(lines.joined(separator: "\n"))
          return nil
        } catch {
          return error
        }
      }
      #expect(problem([]) == .notARecord)
      #expect(problem(["hello"]) == .notARecord)
      #expect(problem(Array(lines.dropFirst())) == .notARecord)
      let newer = lines[0].replacing("\"version\":1", with: "\"version\":2")
      #expect(problem([newer]) == .newerVersion(2))
      #expect(problem(Array(lines.dropLast())) == .incomplete(found: 1, of: 2))
      #expect(problem(lines + [lines[1]]) == .incomplete(found: 3, of: 2))
      let changes = [
        ("\"attempt\":1", "\"attempt\":0"), ("\"grade\":3", "\"grade\":5"),
        ("\"outcome\":\"right\"", "\"outcome\":\"good\""), ("\"hints\":0", "\"hints\":1e99"),
        ("\"answered\":1800000000000", "\"answered\":9000000000000000"), ("answer\":{", "x\":{"),
        ("}}", "}"), ("\"drawn\":\"", "\"drawn\":\"\\u0000"),
      ]
      for (from, to) in changes {
        let wrong = lines[2].replacing(from, with: to)
        #expect(wrong != lines[2])
        #expect(problem([lines[0], lines[1], wrong]) == .wrongLine(3), "\(to)")
      }
      // A file that passed through Windows is the same record.
      #expect(try StudentRecord("\u{FEFF}" + lines.joined(separator: "\r\n")) == store.record())
      let all: [RecordProblem] = [
        .notARecord, .newerVersion(2), .incomplete(found: 1, of: 2), .wrongLine(3),
      ]
      #expect(Set(all.map(\.message)).count == all.count)
    }
  }

  @Test("never stops the program, however damaged")
  func damaged() throws {
    var random = Seeded(11)
    try withStore { store in
      try live(store, &random)
      try store.save(answer())
      let text = try store.record().text
      for _ in 0..<500 {
        // What can still be read can be kept.
        if let record = try? StudentRecord(damaged(text, &random)) { _ = try store.merge(record) }
      }
    }
  }

  private func damaged(_ text: String, _ random: inout Seeded) -> String {
    var bytes = Array(text.utf8)
    for _ in 0..<3 {
      let place = Int.random(in: 0..<bytes.count - 1, using: &random)
      switch Int.random(in: 0..<8, using: &random) {
      case 0: bytes.removeSubrange((place + 1)...)
      case 1: bytes.remove(at: place)
      default: bytes[place] = .random(in: 0...255, using: &random)
      }
      if bytes.count < 2 { break }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
