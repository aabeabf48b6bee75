import Autograd
import Diagnostics
import Equations
import Foundation
import Testing

@Suite("A model read from a file")
struct ModelFileTests {
  /// Calls `body` with a file of these bytes.
  private func withFile(_ bytes: Data, _ body: (String) throws -> Void) throws {
    let file = FileManager.default.temporaryDirectory
      .appending(path: "unroll-model-\(UUID().uuidString).eqn")
    try bytes.write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    try body(file.path)
  }

  @Test("takes values in place of its own, written as Swift writes numbers and lists")
  func values() throws {
    let text = """
      given x[1...T] : [2] = [[1, 0]]
      weight w : [2]
      loss = sum(t = 1...T: w · x[t])
      """
    try withFile(Data(text.utf8)) { path in
      let model = try Model(
        contentsOfFile: path, values: ["x": [[1, 2], [3, 4]], "w": [0.5, 1]])
      let loss = try #require(model.entry(named: "loss"))
      // 0.5 + 2 + 1.5 + 4
      #expect(model.program.run()[loss] == 8)
      #expect(model.source.name == path)
    }
  }

  @Test("has its mistakes reported with the file's name and their place")
  func mistakes() throws {
    try withFile(Data("weight w = 1\nloss = w + v\n".utf8)) { path in
      let error = #expect(throws: Diagnostics.self) { try Model(contentsOfFile: path) }
      #expect(error?.all.map(\.file) == [path])
      #expect(error?.all.first?.range.lower == Position(line: 2, column: 12))
    }
  }

  @Test("is asked for where there is none, or no text in it")
  func unreadable() throws {
    let missing = #expect(throws: Diagnostics.self) {
      try Model(contentsOfFile: "/nonexistent/x.eqn")
    }
    #expect(missing?.all.map(\.message) == ["there is no such file"])
    try withFile(Data([0xFF, 0xFE, 0xFA])) { path in
      let error = #expect(throws: Diagnostics.self) { try Model(contentsOfFile: path) }
      #expect(error?.all.map(\.message) == ["the file cannot be read as text"])
    }
  }
}
