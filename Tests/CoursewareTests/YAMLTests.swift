import Courseware
import Diagnostics
import Testing

@Suite("What YAML would misread")
struct YAMLTests {
  @Test(
    "is reported at its place, with the advice to quote it",
    arguments: [
      ("model: a.eqn\nedit: [h[1], x]", 2),
      ("model: a.eqn\nat: this: that", 2),
      ("model: a.eqn\nat: *x", 2),
      ("model: a.eqn\nat: &x y", 2),
      ("model: a.eqn\nat: !x y", 2),
      ("model: a.eqn\nat: `x`", 2),
      ("model: a.eqn\nat: @x", 2),
      ("model: a.eqn\n\"at\": \"f\" is 1", 2),
      ("model: a.eqn\nmodel: b.eqn", 1),
      ("model: a.eqn\npredict: [max(a, b), c]", 2),
      ("model: a.eqn\n---\nmodel: b.eqn", 2),
    ])
  func misread(_ fields: String, line: Int) {
    let found = Sample.scene(fields).diagnostics
    #expect(found.map(\.rule) == ["yaml"])
    #expect(found.first?.advice?.contains("in quotes") == true)
    #expect(found.first?.range.lower.line == Sample.firstLine + line)
  }

  @Test("is read as written where it is in quotes")
  func quoted() {
    let (scene, diagnostics) = Sample.scene(
      "model: a.eqn\nedit: [\"h[1]\", 'max(a, b)']\nat: \"a: b\"")
    #expect(diagnostics.map(\.line) == [])
    #expect(scene?.edit.map(\.text) == ["h[1]", "max(a, b)"])
    #expect(scene?.at?.text == "a: b")
  }

  @Test("has its place after letters of several code points")
  func columns() throws {
    let scene = try #require(Sample.scene("{ name: \"e\u{301}\", model: a.eqn }").scene)
    #expect(scene.model?.range == SourceRange(Sample.firstLine + 1, 21, 26))
  }

  @Test("keeps a text over several lines, without a claim to its place")
  func folded() throws {
    let question = Sample.question("id: a\nask: |\n  One.\n  Two.\nsign: w").question
    #expect(question?.ask.text == "One.\nTwo.")
    #expect(question?.ask.isVerbatim == false)
  }

  @Test("is refused, not followed, where it is nested without end or grows without end")
  func bombs() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(Sample.scene("at: " + deep).diagnostics.map(\.rule) == ["yaml"])
    let closed = String(repeating: "[", count: 900) + String(repeating: "]", count: 900)
    #expect(!Sample.scene("at: " + closed).diagnostics.isEmpty)
    let laughs = (1...30).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1), *a\($0 - 1)]" }
    let found = Sample.scene("a0: &a0 [x]\n" + laughs.joined(separator: "\n")).diagnostics
    #expect(found.map(\.rule) == ["yaml"])
  }
}
