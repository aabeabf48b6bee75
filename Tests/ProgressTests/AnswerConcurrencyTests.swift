import Foundation
import GRDB
import Testing

@testable import Progress

@Suite("Two programs that answer at once")
struct AnswerConcurrencyTests {
  @Test("both keep every answer, also to the same question, and agree on what is due")
  func answering() async throws {
    let home = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: home) }
    await withTaskGroup { group in
      for program in 0..<2 {
        group.addTask {
          let (store, notice) = open(home)
          #expect(notice == nil)
          for n in 0..<12 {
            #expect(throws: Never.self) {
              try store?.save(answer("both", after: Double(2 * n + program) * day))
              try store?.save(answer("own \(program)", after: Double(n)))
            }
          }
        }
      }
    }
    let store = try #require(open(home).store)
    #expect(try store.answers().count == 48)
    let both = try store.due(at: .distantFuture, among: [question("both")])
    try withHome { other, _ in
      let alone = try #require(open(other).store)
      for n in 0..<24 { try alone.save(answer("both", after: Double(n) * day)) }
      #expect(try alone.due(at: .distantFuture, among: [question("both")]) == both)
    }
  }

  @Test("lose nothing while one of them resets: an answer is in the copy or in the file")
  func resetting() async throws {
    let home = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: home) }
    _ = open(home)
    let saved = (0..<40).map { answer("and", after: Double($0)) }
    async let copies = reset(home, times: 3)
    let store = try #require(open(home).store)
    for answer in saved { try store.save(answer) }
    var found = Set(try store.answers().map(\.id))
    for copy in try await copies {
      let queue = try DatabaseQueue(path: copy)
      found.formUnion(
        try await queue.read { try StoredAnswer.fetchAll($0) }.compactMap(\.record).map(\.id))
    }
    #expect(found == Set(saved.map(\.id)))
  }

  private func reset(_ home: String, times: Int) async throws -> [String] {
    let store = try #require(open(home).store)
    return try (0..<times).map { n in
      usleep(30_000)
      return try store.reset(nil, now: morning + Double(n))
    }
  }
}
