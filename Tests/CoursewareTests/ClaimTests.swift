import Courseware
import Diagnostics
import Testing

@Suite("Inline code that asks the model")
struct ClaimTests {
  private func claim(_ text: String) -> Claim? { Sample.page(text).page?.claims.first }

  @Test("is a query, with or without a number claimed")
  func plain() throws {
    let shown = try #require(claim("`= h[3][1]`"))
    #expect(shown.query.expression.text == "h[3][1]")
    #expect(shown.claimed == nil && shown.after == nil && shown.query.scene == nil)
    let claimed = try #require(claim("`= h[3][1] ≈ 0.83`"))
    #expect(claimed.query.expression.text == "h[3][1]")
    #expect(claimed.claimed?.text == "0.83")
  }

  @Test("may look ahead in training")
  func ahead() throws {
    let updates = try #require(claim("`= w after 4 updates ≈ [1, 1]`"))
    #expect(updates.query.expression.text == "w")
    #expect(updates.after == Moment(count: 4, unit: .updates))
    #expect(updates.claimed?.text == "[1, 1]")
    #expect(claim("`= b after 3 epochs`")?.after == Moment(count: 3, unit: .epochs))
    #expect(claim("`= b after 1 epoch`")?.after == Moment(count: 1, unit: .epochs))
  }

  @Test("names a scene before a colon, but a colon in brackets is the expression's")
  func scenes() throws {
    let named = try #require(claim("`= left: loss ≈ 0.5`"))
    #expect(named.query.scene?.text == "left")
    #expect(named.query.expression.text == "loss")
    let sum = try #require(claim("`= sum(t = 1...T: x[t])`"))
    #expect(sum.query.scene == nil)
    #expect(sum.query.expression.text == "sum(t = 1...T: x[t])")
  }

  @Test(
    "has exactly its place",
    arguments: [
      ("Text `= left: h[2] ≈ 0.5` more", 1, 15),
      ("Состояние — «да» `= left: h[2]` и", 1, 27),
      ("e\u{301}👨‍👩‍👧 `= left: h[2]`", 1, 13),
      ("- item `= left: h[2]`", 1, 17),
      ("1. one\n   two `= left: h[2]`", 2, 17),
      ("> quote\n> `= left: h[2]` two", 2, 12),
      ("   indented\n     line `= left: h[2]`", 2, 20),
      ("`h[2]` and `` = left: h[2] ``", 1, 23),
      ("a `x\ny` and\n`= left: h[2]`", 3, 10),
    ])
  func places(_ text: String, line: Int, column: Int) throws {
    let query = try #require(claim(text)?.query.expression)
    #expect(query.isVerbatim)
    #expect(query.range == SourceRange(Sample.firstLine + line - 1, column, column + 4))
  }

  @Test("gives an error inside its query its place in the file")
  func inner() throws {
    let query = try #require(claim("так `= h[2] + k`")?.query.expression)
    let place = query.place(SourceRange(1, 8, 9))
    #expect(place == SourceRange(Sample.firstLine, 15, 16))
  }

  @Test(
    "is reported where it is wrongly written",
    arguments: [
      ("`=`", "nothing is asked after the `=`"),
      ("`= ≈ 2`", "nothing is asked after the `=`"),
      ("`= h ≈`", "no number stands after the `≈`"),
      ("`= h ≈ 1 ≈ 2`", "a claim has one `≈`"),
      ("`= w after four updates`", "`four` is not a count of updates"),
      ("`= w after 4`", "this does not say after how many updates or epochs"),
      (
        "`= w after 99999999999999999999 epochs`", "`99999999999999999999` is not a count of epochs"
      ),
    ])
  func wrong(_ text: String, message: String) {
    let found = Sample.page(text).diagnostics
    #expect(found.map(\.message) == [message])
    #expect(found.map(\.rule) == ["claim-syntax"])
  }

  @Test("is found everywhere on its page, in order")
  func everywhere() {
    let page = Sample.page("`= a`\n\n- **`= b`**\n\n> ### x `= c`\n").page
    #expect(page?.claims.map(\.query.expression.text) == ["a", "b", "c"])
  }
}
