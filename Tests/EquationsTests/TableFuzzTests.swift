import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Equations

/// Tables nobody would write. The suite tries a few thousand; for a million, as before a release:
///
///     FUZZ_TEXTS=1000000 swift test --filter TableFuzzTests
@Suite("Random tables")
struct TableFuzzTests {
  /// How many tables each test tries.
  private static let count =
    ProcessInfo.processInfo.environment["FUZZ_TEXTS"].flatMap(Int.init).map { $0 / 2 } ?? 2000

  private func data(_ table: String, name: String) throws(Diagnostics) -> DataSet {
    try DataSet(
      model: SourceText(name: "m.eqn", text: DataSetTests.tagger),
      table: SourceText(name: name, text: table))
  }

  @Test("of its pieces never crash, and what is wrong has a place and a message")
  func fuzz() {
    let pieces = [
      "x", "y", "k", "ab", "ba", "[", "]", "[1, 2]", "[]", "1", "1e999", "1/0", "nan", "yes",
      "\"", "\"\"", ",", "\t", "\t", "\t", "\n", "\n", "\r\n", "\r", " ", "#", ";", "(", "w", "\0",
      "👩‍👩‍👧", "\u{FEFF}", "[[[[", "\"a\tb\"", "9999999999", "é", "x\ty\n", "ab\t[1, 2]\n",
    ]
    var random = Seeded(11), right = 0
    for n in 0..<Self.count {
      let count = Int.random(in: 0...14, using: &random)
      let text =
        (n.isMultiple(of: 2) ? "x\ty\n" : "")
        + (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      do {
        let data = try data(text, name: n.isMultiple(of: 3) ? "d.csv" : "d.tsv")
        #expect(!data.examples.isEmpty, "\(text)")
        right += 1
      } catch {
        #expect(!error.all.isEmpty, "\(text)")
        for problem in error.all {
          #expect(problem.range.lower.line >= 1 && problem.range.lower.column >= 1, "\(text)")
          #expect(!problem.message.isEmpty && problem.severity == .error, "\(text)")
        }
      }
    }
    #expect(right > 0)
  }

  @Test("made by damaging a good one never crash")
  func damaged() {
    let good = Array("x,y,k\n\"3,[\",\"[1, 2, 3]\",no\n  ab , [1, 2] , \"yes\"\nb,[1],0\n")
    var random = Seeded(12)
    for _ in 0..<Self.count {
      var text = good
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let place = Int.random(in: 0..<text.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: text.remove(at: place)
        case 1: text.insert(text[Int.random(in: 0..<text.count, using: &random)], at: place)
        default: text.swapAt(place, Int.random(in: 0..<text.count, using: &random))
        }
      }
      do {
        _ = try data(String(text), name: "d.csv")
      } catch {
        #expect(!error.all.isEmpty, "\(String(text))")
        #expect(error.all.allSatisfy { ["d.csv", "m.eqn"].contains($0.file) }, "\(String(text))")
      }
    }
  }
}
