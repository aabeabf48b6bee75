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
      let delay = UInt32.random(in: 0...60_000, using: &random)
      await #expect(processExitsWith: .signal(SIGKILL)) {
        [home = home as String, delay = delay as UInt32, round = round as Int] in
        Thread {
          usleep(delay); kill(getpid(), SIGKILL)
        }.start()
        try Self.answerForEver(home, round)
      }
      try check(home)
    }
    let store = try #require(open(home).store)
    #expect(try !store.answers().isEmpty, "every program was killed before it kept anything")
  }

  private static func answerForEver(_ home: String, _ round: Int) throws {
    let store = try #require(open(home).store)
    let confirmed = open(home + "/confirmed", O_WRONLY | O_CREAT | O_APPEND, 0o600)
    for n in 0... {
      let id = ["and", "or", "xor"][n % 3]
      if n % 4 == 0 {
        try store.save(
          Draft(
            question: question(id), seed: 1, text: "0.\(n)", started: morning, updated: morning))
      }
      let answer = answer(id, n % 5 == 0 ? .wrong : .right, after: Double(round) * 1e6 + Double(n))
      try store.save(answer)
      let line = Array("\(answer.id.uuidString)\n".utf8)
      _ = write(confirmed, line, line.count)
    }
  }

  private func check(_ home: String) throws {
    let (store, notice) = open(home)
    #expect(notice == nil)
    let kept = try #require(store).answers()
    let confirmed = (try? String(contentsOfFile: home + "/confirmed", encoding: .utf8)) ?? ""
    let missing = Set(confirmed.split(separator: "\n").map(String.init))
      .subtracting(kept.map(\.id.uuidString))
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
