import Foundation
import Testing

@testable import Progress

/// The days from each review to the next, each made when it is due.
private func intervals(_ grades: [Grade]) -> [Int] {
  var card: Card?, days: [Int] = []
  for grade in grades {
    let now = card?.due ?? morning
    card = reviewed(card, grade, at: now)
    days.append(Int(((card?.due ?? now).timeIntervalSince(now) / day).rounded(.down)))
  }
  return days
}

private func reviewed(_ card: Card?, _ grade: Grade, at date: Date) -> Card {
  guard var card else { return Card(first: grade, at: date) }
  card.review(grade, at: date)
  return card
}

/// The published vectors: those of py-fsrs' own tests.
@Suite("The schedule of reviews")
struct ScheduleTests {
  @Test("has the intervals that were published for FSRS-6")
  func publishedIntervals() {
    let grades = [Grade](repeating: .good, count: 6) + [.again, .again]
    #expect(
      intervals(grades + [Grade](repeating: .good, count: 5))
        == [0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21])
  }

  @Test("has the memory that was published for FSRS-6")
  func publishedMemory() throws {
    var card: Card?, now = morning
    for (grade, gap) in zip([Grade.again, .good, .good, .good, .good, .good], [0, 0, 1, 3, 8, 21]) {
      now += Double(gap) * day
      card = reviewed(card, grade, at: now)
    }
    let memory = try #require(card?.memory)
    #expect(abs(memory.stability - 53.62691) < 1e-4)
    #expect(abs(memory.difficulty - 6.3574867) < 1e-4)
  }

  @Test("agrees with py-fsrs over random sequences, clocks set back among them")
  func reference() throws {
    let lines = try String(contentsOfFile: Self.reference, encoding: .utf8).split(separator: "\n")
    var card: Card?, sequence: Substring?, now = morning
    for line in lines.dropFirst() {
      let fields = line.split(separator: "\t")
      if fields[0] != sequence { (card, sequence, now) = (nil, fields[0], morning) }
      now += try #require(Double(fields[1]))
      let grade = try #require(Int(fields[2]).flatMap(Grade.init))
      let after = reviewed(card, grade, at: now)
      let stability = try #require(Double(fields[3])), difficulty = try #require(Double(fields[4]))
      #expect(abs(after.memory.stability / stability - 1) < 1e-9, "\(line)")
      #expect(abs(after.memory.difficulty - difficulty) < 1e-9, "\(line)")
      #expect(after.due.timeIntervalSince(now) == Double(fields[5]), "\(line)")
      #expect("\(after.phase)".hasPrefix(String(fields[6])), "\(line)")
      card = after
    }
    #expect(lines.count > 1000)
  }

  private static let reference = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("References/schedule.tsv").path

  @Test("waits 1 and 10 minutes while learning, 10 while relearning")
  func steps() {
    func wait(_ grades: [Grade]) -> TimeInterval {
      var card: Card?
      for grade in grades { card = reviewed(card, grade, at: card?.due ?? morning) }
      return card.map { $0.due.timeIntervalSince($0.reviewed) } ?? -1
    }
    #expect(wait([.again]) == 60)
    #expect(wait([.good]) == 600)
    #expect(wait([.good, .again]) == 60)
    #expect(wait([.good, .good, .again]) == 600)
    #expect(wait([.good, .good, .again, .again]) == 600)
  }
}

/// The arithmetic by itself, over memories from fresh to a lifetime old.
@Suite("The model of memory")
struct MemoryTests {
  private static let memories = [0.001, 0.5, 1, 3.2, 20, 365, 9000, 36_500, 80_000].flatMap { s in
    [1, 2.5, 5, 9.9, 10].map { Memory(stability: s, difficulty: $0) }
  }

  @Test("puts recall at 0.9 when as many days have passed as stability says")
  func definition() {
    for days in [1, 7, 100, 36_500] {
      let memory = Memory(stability: Double(days), difficulty: 5)
      #expect(abs(FSRS.retrievability(memory, after: days) - 0.9) < 1e-12)
      #expect(FSRS.interval(memory) == days)
    }
  }

  @Test("forgets with time, and never remembers more than everything")
  func forgetting() {
    for memory in Self.memories {
      let recall = [0, 1, 2, 10, 1000, 1_000_000].map { FSRS.retrievability(memory, after: $0) }
      #expect(recall[0] == 1)
      #expect(zip(recall, recall.dropFirst()).allSatisfy { $0 > $1 } && recall[5] > 0)
      #expect(FSRS.retrievability(memory, after: -5) == 1)
    }
  }

  @Test("gives intervals from 1 to 36500 days, shorter where more is to be retained")
  func intervals() {
    for memory in Self.memories {
      let days = [0.7, 0.8, 0.9, 0.97].map { FSRS.interval(memory, retention: $0) }
      #expect(days.allSatisfy { (1...36_500).contains($0) })
      #expect(days == days.sorted(by: >))
    }
  }

  @Test("orders the grades: the better the answer, the longer it lasts and the easier it is")
  func grades() {
    for memory in Self.memories {
      for days in [0, 1, 30, 5000] {
        let next = Grade.allCases.map { FSRS.next(memory, after: days, $0) }
        #expect(next.map(\.stability) == next.map(\.stability).sorted(), "\(memory) \(days)")
        #expect(next.map(\.difficulty) == next.map(\.difficulty).sorted(by: >))
        #expect(next.allSatisfy { $0.stability >= 0.001 && (1...10).contains($0.difficulty) })
        #expect(next[2].stability >= memory.stability)
      }
    }
  }

  @Test("takes what a clock that jumped makes of it")
  func clocks() {
    for seconds in [-1e300, -1e12, -1, 0, 1e12, 1e300, .infinity, .nan] {
      var card = Card(first: .good, at: morning)
      card.review(.good, at: Date(timeIntervalSince1970: seconds))
      #expect(card.memory.stability.isFinite && card.memory.stability > 0)
      card.review(.good, at: morning)
      #expect(card.memory.stability.isFinite)
    }
  }

  @Test("counts a day as 24 hours, across any midnight")
  func days() {
    // Half an hour before midnight, UTC.
    let night = Date(timeIntervalSince1970: 1_800_055_800)
    var early = Card(first: .easy, at: night), late = early
    early.review(.good, at: night + 23.9 * 3600)
    late.review(.good, at: night + 24 * 3600)
    #expect(early.memory == FSRS.next(FSRS.first(.easy), after: 0, .good))
    #expect(late.memory == FSRS.next(FSRS.first(.easy), after: 1, .good))
  }
}

@Suite("A grade")
struct GradeTests {
  @Test("follows from what happened")
  func made() {
    #expect(Grade(.right, attempt: 1, hints: 0) == .good)
    #expect(Grade(.right, attempt: 2, hints: 0) == .hard)
    #expect(Grade(.right, attempt: 1, hints: 1) == .hard)
    #expect(Grade(.wrong, attempt: 1, hints: 0) == .again)
    #expect(Grade(.skipped, attempt: 1, hints: 2) == .again)
  }
}
