import Foundation
import GRDB
import TestSupport
import Testing

@testable import Progress

/// A program that answers until it is killed, and writes down each answer whose save returned: that
/// is when the screen says it is kept.
@Suite("A program that is killed while answering", .serialized)
struct AnswerKillTests {
  /// By hand, `UNROLL_KILLS=1000 swift test --filter AnswerKillTests`.
  private static let kills =
    ProcessInfo.processInfo.environment["UNROLL_KILLS"].flatMap(Int.init) ?? 50
  /// So many kills hit one file, which grows; the first may hit while it is made.
  private static let perFile = 10

  @Test("has kept everything that it said was kept", arguments: 0..<(kills + perFile - 1) / perFile)
  func killed(_ number: Int) async throws {
    let home = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: home) }
    var random = Seeded(UInt64(number))
    for round in 0..<min(Self.perFile, Self.kills - number * Self.perFile) {
      // The first program is killed while it makes the file or soon afterwards.
      let count = round == 0 ? 0 : Int.random(in: 1...12, using: &random)
      let fraction = Double.random(in: 0...1.5, using: &random)
      let before = try confirmed(home).count
      await #expect(processExitsWith: .signal(SIGKILL)) {
        [
          home = home as String, count = count as Int, fraction = fraction as Double,
          round = round as Int
        ] in
        try AnsweringProgram(home, round).run(killedBehind: count, fraction)
      }
      #expect(try confirmed(home).count >= before + count)
      try check(home)
    }
  }

  private func confirmed(_ home: String) throws -> [String] {
    let file = home + "/confirmed"
    guard FileManager.default.fileExists(atPath: file) else { return [] }
    return try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  private func check(_ home: String) throws {
    let (store, notice) = open(home)
    #expect(notice == nil)
    let kept = try #require(store).answers()
    let missing = Set(try confirmed(home)).subtracting(kept.map(\.id.uuidString))
    #expect(missing == [])
    // What is due is what all the answers make of it, whenever the program died.
    let cards = try store?.queue.read { try StoredCard.fetchAll($0) } ?? []
    let askings = Dictionary(grouping: kept, by: \.question.id).mapValues(Asking.all)
    #expect(Set(cards.map(\.id)) == Set(askings.keys))
    for card in cards {
      let expected = askings[card.id].flatMap(StoredCard.init)
      #expect(card.due == expected?.due && card.stability == expected?.stability)
    }
  }
}

/// Answers until it is killed by itself: so many answers in, and then at some moment within the next
/// save or two, however slow the machine is.
private struct AnsweringProgram {
  private let home: String
  private let round: Int

  init(_ home: String, _ round: Int) {
    self.home = home
    self.round = round
  }

  /// - Parameters:
  ///   - count: answers to confirm before; with none it may be killed while it opens the file.
  ///   - fraction: how many times the length of a save, or of opening, to wait then.
  func run(killedBehind count: Int, _ fraction: Double) throws {
    if count == 0 { kill(after: .milliseconds(30), fraction) }
    let store = try #require(open(home).store)
    let file = open(home + "/confirmed", O_WRONLY | O_CREAT | O_APPEND, 0o600)
    for n in 0... {
      let start = ContinuousClock.now
      let id = try save(n, to: store)
      let line = Array("\(id.uuidString)\n".utf8)
      _ = write(file, line, line.count)
      if n + 1 == count { kill(after: ContinuousClock.now - start, fraction) }
    }
  }

  private func save(_ n: Int, to store: ProgressStore) throws -> UUID {
    let name = ["and", "or", "xor"][n % 3]
    if n % 4 == 0 {
      try store.save(
        Draft(
          question: question(name), seed: 1, text: "0.\(n)", started: morning, updated: morning))
    }
    let answer = answer(name, n % 5 == 0 ? .wrong : .right, after: Double(round * 10_000 + n))
    try store.save(answer)
    return answer.id
  }

  private func kill(after duration: Duration, _ fraction: Double) {
    let wait = duration * fraction
    Thread {
      usleep(UInt32(wait / .microseconds(1)))
      Foundation.kill(getpid(), SIGKILL)
    }.start()
  }
}
