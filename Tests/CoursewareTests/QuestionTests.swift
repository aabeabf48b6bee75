import Courseware
import Diagnostics
import Testing

@Suite("A question's kind follows from its fields")
struct QuestionTests {
  private func kind(_ fields: String) -> Question.Kind? {
    let (question, diagnostics) = Sample.question("id: a\nask: What?\n" + fields)
    #expect(diagnostics.map(\.line) == [])
    return question?.kind
  }

  private func query(_ kind: Question.Kind?) -> String? {
    switch kind {
    case .number(let query, _), .pick(let query), .sign(let query): query.expression.text
    default: nil
    }
  }

  @Test("one right answer: choose one; several: choose all")
  func choice() {
    let wrong = "\n  - wrong: 3\n    because: no."
    #expect(kind("answers:\n  - right: 1" + wrong) == .chooseOne)
    #expect(kind("answers:\n  - right: 1\n  - right: 2" + wrong) == .chooseAll)
  }

  @Test("a number with a tolerance or digits")
  func number() {
    let within = kind("number: \"grad(h[3])\"\nwithin: 0.01")
    #expect(query(within) == "grad(h[3])")
    guard case .number(_, .within(0.01)) = within else { Issue.record("not within"); return }
    guard case .number(_, .digits(2)) = kind("number: loss\ndigits: 2") else {
      Issue.record("not digits")
      return
    }
  }

  @Test("steps in order, a cell to point at, a sign")
  func others() {
    guard case .order(let steps) = kind("order: [forward, loss, backward]") else {
      Issue.record("no order")
      return
    }
    #expect(steps.map(\.text) == ["forward", "loss", "backward"])
    #expect(query(kind("pick: \"c[2]\"")) == "c[2]")
    #expect(query(kind("sign: \"left: grad(w)\"")) == "grad(w)")
  }

  @Test("wrong answers may be computed by a wrong rule")
  func computed() throws {
    let (read, diagnostics) = Sample.question(
      """
      id: slope
      ask: What?
      number: grad(w)
      digits: 2
      answers:
        - wrong: { query: "grad(h[3]) ∘ h[2]", because: "The slope is missing.", mistake: missing-slope }
      vary: { x: "uniform(-1, 1) step 0.1" }
      """)
    #expect(diagnostics.map(\.line) == [])
    let question = try #require(read)
    let wrong = try #require(question.answers.first)
    #expect(wrong.value.query?.expression.text == "grad(h[3]) ∘ h[2]")
    #expect(wrong.because?.text == "The slope is missing.")
    #expect(wrong.mistake?.text == "missing-slope")
    #expect(question.vary.map(\.name.text) == ["x"])
    #expect(question.vary.first?.value.text?.text == "uniform(-1, 1) step 0.1")
    #expect(question.queries.map(\.expression.text) == ["grad(w)", "grad(h[3]) ∘ h[2]"])
  }

  @Test("a computed wrong answer is explained too")
  func explained() throws {
    let text = { (because: String) in
      """
      id: slope
      ask: What?
      number: w
      digits: 2
      answers:
        - wrong: { query: "2 w"\(because) }
      """
    }
    func found(_ because: String) throws -> [String] {
      var lesson = try #require(Sample.parse(Sample.frontMatter + Sample.page).lesson)
      lesson.pages[0].questions = [try #require(Sample.question(text(because)).question)]
      return Course(lessons: [lesson]).lint().compactMap(\.rule)
    }
    #expect(try found("").contains("missing-because"))
    #expect(try !found(", because: twice").contains("missing-because"))
  }

  @Test(
    "contradictions are reported",
    arguments: [
      ("number: a\ndigits: 2\nsign: b", "`number` and `sign` are different kinds of question"),
      ("number: a", "this question does not say how close is close enough"),
      (
        "number: a\ndigits: 2\nwithin: 1",
        "`within` and `digits` both say how close is close enough"
      ),
      ("sign: a\ndigits: 2", "only a question with `number` has `within` or `digits`"),
      (
        "pick: a\nanswers:\n  - right: 1",
        "`pick` already says what is right, and an answer says so too"
      ),
      ("hints: [a]", "this asks for no answer"),
      ("answers:\n  - wrong: 1\n    because: b", "none of the answers is right"),
      ("answers:\n  - right: 1", "every answer is right, so there is nothing to choose"),
      ("order: [a]", "`order` needs at least two steps"),
    ])
  func contradictions(_ fields: String, message: String) {
    let found = Sample.question("id: a\nask: What?\n" + fields).diagnostics
    #expect(found.map(\.message) == [message])
    #expect(found.map(\.rule) == ["question-kind"])
  }

  @Test(
    "what is missing is named",
    arguments: [
      ("ask: What?\nsign: w", "this question has no `id`"),
      ("id: a\nsign: w", "this question has no `ask`"),
      (
        "id: a\nask: b\nanswers:\n  - right: 1\n    wrong: 2\n  - right: 1\n  - wrong: 2",
        "an answer is either right or wrong"
      ),
      (
        "id: a\nask: b\nanswers: c", "`answers` is a list"
      ),
      (
        "id: a\nask: b\nsign: w\nanswers:\n  - wrong: { because: c }",
        "this answer computes nothing"
      ),
    ])
  func missing(_ fields: String, message: String) {
    #expect(Sample.question(fields).diagnostics.map(\.message).contains(message))
  }
}
