import Courseware
import Testing

@Suite("A question's text")
struct QuestionTextTests {
  private func inlines(_ ask: String) -> [Inline] {
    let (question, diagnostics) = Sample.question("id: a\nask: '\(ask)'\nsign: w")
    #expect(diagnostics.map(\.line) == [])
    return question?.ask.inlines ?? []
  }

  @Test("has code and claims in backticks, and nothing else that means more than it says")
  func spans() {
    #expect(inlines("Is w * x * y_1 <b>?") == [.text("Is w * x * y_1 <b>?")])
    #expect(inlines("`o` or `z`") == [.code("o"), .text(" or "), .code("z")])
    #expect(inlines("`=` or `+=`?").map(\.plain) == ["=", " or ", "+=", "?"])
    #expect(inlines("`=` or `+=`?").claims.isEmpty)
    #expect(inlines("a ` b") == [.text("a ` b")])
    #expect(inlines("a `` b `c`d") == [.text("a `` b "), .code("c"), .text("d")])
    let claims = inlines("x is `= left: x after 2 updates ≈ 3`.").claims
    #expect(claims.map(\.query.expression.text) == ["x"])
    #expect(claims.map { $0.query.scene?.text } == ["left"])
    #expect(claims.map(\.after) == [Moment(count: 2, unit: .updates)])
    #expect(claims.map { $0.claimed?.text } == ["3"])
  }

  @Test("reports a claim that asks nothing, in whatever field it stands")
  func broken() {
    for fields in [
      "ask: 'x is `= `'\nsign: w", "ask: b\nsign: w\nhints: ['look: `= `']",
      "ask: b\nsign: w\nanswers:\n  - wrong: up\n    because: 'it is `= `'",
      "ask: b\norder: ['`= `', c]",
      "ask: b\nanswers:\n  - right: '`= `'\n  - wrong: c\n    because: d",
    ] {
      let found = Sample.question("id: a\n" + fields).diagnostics
      #expect(found.map(\.rule) == ["claim-syntax"], "\(fields)")
    }
  }
}
