import Foundation
import GRDB
import Testing

@testable import Progress

@Suite("Two programs at once")
struct ConcurrencyTests {
  @Test("both keep what they save")
  func writing() async throws {
    let home = try makeHome()
    defer { try? FileManager.default.removeItem(atPath: home) }
    await withTaskGroup { group in
      for program in 0..<2 {
        group.addTask {
          let (store, notice) = open(home)
          #expect(notice == nil)
          for page in 0..<15 {
            #expect(throws: Never.self) {
              try store?.save(position("lesson \(program)", page))
              try store?.markVisited(page: "\(page)", of: "lesson \(program)", at: morning)
            }
          }
        }
      }
    }
    let store = try #require(open(home).store)
    for program in 0..<2 {
      #expect(try store.position(in: "lesson \(program)")?.step == 14)
      #expect(try store.visitedPages(of: "lesson \(program)").count == 15)
    }
  }

  @Test("that find a damaged file set it aside once, and both go on with the fresh one")
  func renewing() async throws {
    let home = try makeHome()
    defer { try? FileManager.default.removeItem(atPath: home) }
    _ = open(home)
    let folder = home + "/.local/share/unroll"
    let file = folder + "/progress.sqlite"
    try Data("garbage, and enough of it to see".utf8).write(to: URL(fileURLWithPath: file))
    let stores = await withTaskGroup(of: ProgressStore?.self) { group in
      for _ in 0..<4 { group.addTask { open(home).store } }
      return await group.reduce(into: [ProgressStore?]()) { $0.append($1) }
    }
    let damaged = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.contains("damaged") }
    #expect(damaged.count == 1)
    for (index, store) in stores.enumerated() {
      try #require(store).save(position("lesson \(index)", index))
    }
    let last = try #require(open(home).store)
    #expect(try last.position(in: "lesson 0") != nil)
    #expect(try last.position(in: "lesson 3") != nil)
  }

  @Test("wait for one another, but not for ever")
  func busy() throws {
    try withHome { home, file in
      let store = try #require(open(home).store)
      var unsafe = Configuration()
      unsafe.allowsUnsafeTransactions = true
      let other = try DatabaseQueue(path: file, configuration: unsafe)
      try other.writeWithoutTransaction { try $0.execute(sql: "BEGIN EXCLUSIVE") }
      #expect(throws: ProgressError.busy(path: file)) { try store.save(position("rnn", 1)) }
      try other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
      try store.save(position("rnn", 1))
    }
  }

  @Test("one of them killed in the middle of a save: what was saved before is there")
  func killed() async throws {
    let home = try makeHome()
    defer { try? FileManager.default.removeItem(atPath: home) }
    try #require(open(home).store).save(position("perceptron", 3))
    await #expect(processExitsWith: .signal(SIGKILL)) { [home = home as String] in
      let store = try #require(open(home).store)
      try store.queue.writeWithoutTransaction { database in
        // So small a cache writes to the file itself before the commit, with the journal open.
        try database.execute(sql: "PRAGMA cache_size = 1")
        try database.execute(sql: "BEGIN IMMEDIATE; UPDATE position SET step = 99")
        for page in 0..<5000 {
          try database.execute(sql: "INSERT INTO visit VALUES ('perceptron', '\(page)', 0)")
        }
        kill(getpid(), SIGKILL)
      }
    }
    let journal = home + "/.local/share/unroll/progress.sqlite-journal"
    #expect(FileManager.default.fileExists(atPath: journal))
    let (store, notice) = open(home)
    #expect(notice == nil)
    #expect(try store?.position(in: "perceptron")?.step == 3)
    #expect(try store?.visitedPages(of: "perceptron") == [])
  }

  @Test("one of them killed while saving again and again: the file is whole", arguments: 1...5)
  func killedAnywhere(_ round: Int) async throws {
    let home = try makeHome()
    defer { try? FileManager.default.removeItem(atPath: home) }
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [home = home as String, round = round as Int] in
      let store = try #require(open(home).store)
      let end = Thread {
        usleep(UInt32(round) * 17_000); kill(getpid(), SIGKILL)
      }
      end.start()
      for step in 0..<1_000_000 { try store.save(position("perceptron", step)) }
    }
    let (store, notice) = open(home)
    #expect(notice == nil && store != nil)
    #expect(throws: Never.self) { try store?.lastPosition() }
  }

  private func makeHome() throws -> String {
    let home = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    return home.path
  }
}
