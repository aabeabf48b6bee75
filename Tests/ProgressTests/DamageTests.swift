import Foundation
import GRDB
import Testing

@testable import Progress

@Suite("A progress file that is not good")
struct DamageTests {
  /// A file with something in it, closed again.
  private func fill(_ home: String) throws {
    let store = try #require(open(home).store)
    for step in 0..<300 {
      try store.markVisited(page: "page \(step)", of: "perceptron", at: morning)
    }
    try store.save(position("perceptron", 3))
  }

  private let aside = "progress.sqlite.damaged-2027-01-15T08-00-00Z"

  private func files(_ file: String) throws -> [String] {
    let folder = URL(fileURLWithPath: file).deletingLastPathComponent().path
    return try FileManager.default.contentsOfDirectory(atPath: folder)
  }

  @Test(
    "is set aside, whole, and a fresh one begun",
    arguments: ["garbage", "zeros", "middle", "half", "start", "emptied", "foreign"])
  func damaged(_ kind: String) throws {
    try withHome { home, file in
      try fill(home)
      try damage(file, kind)
      let before = try Data(contentsOf: URL(fileURLWithPath: file))
      let (store, notice) = open(home)
      let kept = URL(fileURLWithPath: file).deletingLastPathComponent().path + "/" + aside
      #expect(notice == .damaged(path: file, setAside: kept))
      #expect(try Data(contentsOf: URL(fileURLWithPath: kept)) == before)
      try #require(store).save(position("rnn", 1))
      #expect(try store?.position(in: "perceptron") == nil)
      #expect(open(home).notice == nil)
    }
  }

  private func damage(_ file: String, _ kind: String) throws {
    let url = URL(fileURLWithPath: file)
    var bytes = try Data(contentsOf: url)
    switch kind {
    case "garbage": bytes = Data("This is not a database, whatever its name says.".utf8)
    case "zeros": bytes = Data(repeating: 0, count: bytes.count)
    case "middle": for index in 4096..<8192 { bytes[index] ^= 0x5A }
    case "half": bytes = bytes.prefix(bytes.count / 2)
    case "start": bytes = bytes.prefix(1000)
    case "emptied": try execute("DROP TABLE visit", file)
    default: try execute("DROP TABLE position; CREATE TABLE position (x)", file)
    }
    if !["emptied", "foreign"].contains(kind) { try bytes.write(to: url) }
  }

  @Test("is never set aside over an earlier one")
  func twice() throws {
    try withHome { home, file in
      for _ in 0..<3 {
        try fill(home)
        try damage(file, "garbage")
        #expect(open(home).store != nil)
      }
      #expect(try files(file).filter { $0.hasPrefix(aside) }.count == 3)
    }
  }

  @Test("is left alone while another program has it open")
  func inUse() throws {
    try withHome { home, file in
      try fill(home)
      let other = try #require(open(home).store)
      try damage(file, "zeros")
      let (store, notice) = open(home)
      #expect(store == nil && notice == .damaged(path: file, setAside: nil))
      #expect(try files(file).contains("progress.sqlite"))
      withExtendedLifetime(other) {}
    }
  }

  @Test("takes its journal along, so that it is not played into the fresh one")
  func journal() throws {
    try withHome { home, _ in
      let file = home + "/progress.sqlite"
      try Data("file".utf8).write(to: URL(fileURLWithPath: file))
      try Data("journal".utf8).write(to: URL(fileURLWithPath: file + "-journal"))
      let aside = try #require(ProgressFile.setAside(file, now: morning))
      #expect(aside == home + "/" + self.aside)
      #expect(try String(contentsOfFile: aside + "-journal", encoding: .utf8) == "journal")
      #expect(try FileManager.default.contentsOfDirectory(atPath: home).count == 2)
    }
  }

  @Test("is a new one where it is empty")
  func empty() throws {
    try withHome { home, file in
      try fill(home)
      try Data().write(to: URL(fileURLWithPath: file))
      let (store, notice) = open(home)
      #expect(store != nil && notice == nil)
    }
  }

  @Test("from a newer version is refused and left untouched")
  func newer() throws {
    try withHome { home, file in
      try fill(home)
      try execute("INSERT INTO grdb_migrations VALUES ('9 something new'); DROP TABLE visit", file)
      let before = try Data(contentsOf: URL(fileURLWithPath: file))
      let (store, notice) = open(home)
      #expect(store == nil && notice == .newerVersion(path: file))
      #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == before)
      #expect(try !files(file).contains { $0.contains("damaged") })
    }
  }

  @Test("cannot be opened where a folder has its name")
  func folder() throws {
    try withHome { home, file in
      try FileManager.default.createDirectory(atPath: file, withIntermediateDirectories: true)
      let (store, notice) = open(home)
      #expect(store == nil && notice == .cannotOpen(path: file))
    }
  }

  @Test("cannot be made where a file has its folder's name")
  func noFolder() throws {
    try withHome { home, file in
      try Data().write(to: URL(fileURLWithPath: home + "/.local"))
      let folder = URL(fileURLWithPath: file).deletingLastPathComponent().path
      let (store, notice) = open(home)
      #expect(store == nil && notice == .cannotCreateFolder(path: folder))
    }
  }
}
