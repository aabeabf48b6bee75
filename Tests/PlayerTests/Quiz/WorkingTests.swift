import Autograd
import Testing

@testable import Player

@Suite("How the right number comes out")
struct WorkingTests {
  private func lines(_ query: String, _ model: String = SmallQuiz.model) throws -> [String] {
    let asked = try SmallQuiz.asked("ask: What?\nnumber: \"\(query)\"\nwithin: 0.01", model: model)
    return try #require(asked.working).derivations.map(\.line)
  }

  @Test("is one line for a number of the model")
  func named() throws {
    // 2·3 − 1·4 + 0.5
    let line = try #require(try lines("z").first)
    #expect(line.hasPrefix("z = w[1]·x[1] + w[2]·x[2] + b"), "\(line)")
    #expect(line.hasSuffix("= 2.5"), "\(line)")
    #expect(try lines("b") == [])
  }

  @Test("is worked out from the model's numbers for an expression")
  func expression() throws {
    let found = try lines("2 z + 1")
    #expect(found.count == 2)
    #expect(found.first?.hasPrefix("z = ") == true)
    // 2 · 2.5 + 1
    #expect(found.last?.contains("2·2.5 + 1") == true, "\(found)")
    #expect(found.last?.hasSuffix("= 6") == true, "\(found)")
  }

  @Test("tells each share of a gradient")
  func gradient() throws {
    // ∂z²/∂w[2] = 2z·x[2] = 5·4.
    let asked = try SmallQuiz.asked("ask: What?\nnumber: grad(w)[2]\nwithin: 0.01")
    #expect(asked.right == .number(20, .within(0.01)))
    let found = try #require(asked.working).derivations
    #expect(found.last?.value == 20)
    #expect(found.last?.relation == .adds)
    #expect(found.map(\.target.text).contains("∂loss/∂z"))
  }

  @Test("keeps to what is nearest where the way is long")
  func long() throws {
    let lines = (2...60).map { "h\($0) = 0.9 h\($0 - 1) + 1" }.joined(separator: "\n")
    let found = try self.lines("h60", "given x = 1\nh1 = x + 0\n" + lines)
    #expect(found.count == 16)
    #expect(found.first?.hasPrefix("h45 = ") == true)
    #expect(found.last?.hasPrefix("h60 = ") == true)
  }
}
