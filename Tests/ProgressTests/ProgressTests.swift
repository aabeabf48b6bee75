import Foundation
import GRDB
import Testing

@testable import Progress

let morning = Date(timeIntervalSince1970: 1_800_000_000)

/// A home for one test, gone afterwards.
func withHome<Value>(_ body: (_ home: String, _ file: String) throws -> Value) throws -> Value {
  let home = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
  try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: home) }
  return try body(home.path, home.path + "/.local/share/unroll/progress.sqlite")
}

func open(_ home: String) -> (store: ProgressStore?, notice: ProgressError?) {
  ProgressStore.open(environment: ["HOME": home], now: morning)
}

func position(_ lesson: String, _ step: Int, at date: Date = morning) -> SavedPosition {
  SavedPosition(lesson: lesson, page: "sum", step: step, detail: "{\"size\": 1}", updated: date)
}

@Suite("Progress")
struct ProgressTests {
  @Test("is there again when the program starts again")
  func kept() throws {
    try withHome { home, _ in
      do {
        let (store, notice) = open(home)
        #expect(notice == nil)
        try store?.save(position("perceptron", 3))
        try store?.save(position("rnn", 7))
        try store?.save(position("perceptron", 4))
        try store?.markVisited(page: "sum", of: "perceptron", at: morning)
        try store?.markVisited(page: "sum", of: "perceptron", at: morning)
        try store?.markVisited(page: "bias", of: "perceptron", at: morning)
      }
      let store = try #require(open(home).store)
      #expect(try store.position(in: "perceptron") == position("perceptron", 4))
      #expect(try store.position(in: "rnn") == position("rnn", 7))
      #expect(try store.position(in: "gru") == nil)
      #expect(try store.visitedPages(of: "perceptron") == ["sum", "bias"])
      #expect(try store.visitedPages(of: "rnn") == [])
    }
  }

  @Test("knows the last position even when the clock was set back")
  func clock() throws {
    try withHome { home, _ in
      let store = try #require(open(home).store)
      #expect(try store.lastPosition() == nil)
      try store.save(position("rnn", 7))
      try store.save(position("perceptron", 1, at: morning.addingTimeInterval(-86_400)))
      #expect(try store.lastPosition()?.lesson == "perceptron")
    }
  }

  @Test("takes any date and any text")
  func extremes() throws {
    try withHome { home, _ in
      let store = try #require(open(home).store)
      for seconds in [Double.infinity, -.infinity, .nan, 1e300, -1e300] {
        try store.save(position("a", .max, at: Date(timeIntervalSince1970: seconds)))
      }
      let text = "'; DROP TABLE position; -- \u{1F600}\n\0 \""
      try store.save(
        SavedPosition(lesson: text, page: text, step: .min, detail: text, updated: morning))
      #expect(try store.lastPosition()?.step == .min)
      #expect(try store.position(in: "a")?.step == .max)
    }
  }

  @Test("lies in XDG_DATA_HOME, else below HOME, else nowhere")
  func places() throws {
    #expect(
      try ProgressFile.path(["XDG_DATA_HOME": "/data", "HOME": "/home"])
        == "/data/unroll/progress.sqlite")
    let below = "/home/.local/share/unroll/progress.sqlite"
    #expect(try ProgressFile.path(["XDG_DATA_HOME": "", "HOME": "/home"]) == below)
    #expect(try ProgressFile.path(["XDG_DATA_HOME": "data", "HOME": "/home"]) == below)
    for environment in [[:], ["HOME": ""], ["HOME": "relative"]] {
      let (store, notice) = ProgressStore.open(environment: environment, now: morning)
      #expect(store == nil && notice == .noHome)
    }
  }

  @Test("is readable by its student only")
  func permissions() throws {
    try withHome { home, file in
      _ = open(home)
      let folder = URL(fileURLWithPath: file).deletingLastPathComponent().path
      let mode = try FileManager.default.attributesOfItem(atPath: folder)[.posixPermissions]
      #expect(mode as? Int == 0o700)
    }
  }

  @Test("has a sentence for everything that can go wrong")
  func messages() {
    let errors: [ProgressError] = [
      .noHome, .cannotCreateFolder(path: "P"), .cannotOpen(path: "P"), .notWritable(path: "P"),
      .diskFull(path: "P"), .busy(path: "P"), .damaged(path: "P", setAside: "Q"),
      .damaged(path: "P", setAside: nil), .newerVersion(path: "P"),
      .failed(path: "P", reason: "R"),
    ]
    #expect(Set(errors.map(\.message)).count == errors.count)
  }
}
