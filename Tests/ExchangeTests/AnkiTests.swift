import Exchange
import Testing

@Suite("A file of cards for Anki")
struct AnkiTests {
  @Test("has a row of four fields for each question, to a reader of such files")
  func rows() throws {
    let questions = AnyQuestion.all(80, seed: 3)
    let text = Anki.write(questions, chapter: "rnn", deck: "Unroll::The\tcell\n2")
    let (header, rows) = try Python.anki(text)
    #expect(
      header == [
        "#separator:tab", "#html:true", "#notetype:Basic", "#deck:Unroll::The cell 2",
        "#columns:ID\tFront\tBack\tTags", "#guid column:1", "#tags column:4",
      ])
    #expect(rows.map { $0[0] } == (1...80).map { "unroll-rnn-question-\($0)" })
    #expect(rows.allSatisfy { $0.count == 4 && $0[3] == "unroll rnn" })
    for (row, question) in zip(rows, questions) {
      #expect(row[1].hasPrefix(question.ask.html))
      let explanation = question.explanation.html
      #expect(explanation.isEmpty || row[2].contains(explanation))
    }
  }

  @Test("says on the back which letter was right, and why the others were not")
  func back() throws {
    let question = ExportedQuestion(
      id: "fires", ask: Wording("Does it?"),
      kind: .all([
        .init(Wording("yes"), isRight: true),
        .init(Wording("no"), isRight: false, because: Wording("2 < 3")),
        .init(Wording([.code("z")]), isRight: true),
      ]), hints: [Wording("Add.")])
    let row = try Python.anki(Anki.write([question], chapter: "a", deck: "b")).rows[0]
    #expect(
      row[1] == "Does it?<br><br>Choose all that are right.<br>a) yes<br>b) no<br>c) <code>z</code>"
    )
    #expect(row[2] == "<b>a, c</b><br>b: 2 &lt; 3<br><br>Hint: Add.")
  }

  @Test("asks for an order in another one")
  func order() throws {
    let question = ExportedQuestion(
      id: "order", ask: Wording("Order?"), kind: .order([Wording("a"), Wording("b"), Wording("c")]))
    let row = try Python.anki(Anki.write([question], chapter: "a", deck: "b")).rows[0]
    #expect(row[1].hasSuffix("a) b<br>b) c<br>c) a") && row[2] == "<b>c, a, b</b>")
  }
}
