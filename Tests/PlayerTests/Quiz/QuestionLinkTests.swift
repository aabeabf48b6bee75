import Courseware
import Diagnostics
import Testing

@testable import Player

@Suite("A question that does not fit its scene is reported:")
struct QuestionLinkTests {
  @Test(
    "what it asks",
    arguments: [
      ("number: q\nwithin: 1", "13:9", "`q`"),
      ("number: \"z +\"\nwithin: 1", "13:13", "expected an expression, but the line ends"),
      ("number: x\nwithin: 1", "13:9", "`x` is not one number but of shape"),
      ("pick: \"x\"", "13:", "`x` is not one number"),
      ("pick: \"x[1] + 1\"", "13:", "`x[1] + 1` is no number of the stage"),
      ("sign: w", "13:7", "`w` is not one number"),
      ("number: \"left: z\"\nwithin: 1", "13:", "there is no scene to ask this"),
    ])
  func asked(fields: String, place: String, message: String) throws {
    let problems = try SmallQuiz.problems("ask: What?\n" + fields)
    #expect(problems.count == 1, "\(problems)")
    #expect(problems.first?.hasPrefix("lesson.md:\(place)") == true, "\(problems)")
    #expect(problems.first?.contains(": question: ") == true, "\(problems)")
    #expect(problems.first?.contains(message) == true, "\(problems)")
  }

  @Test(
    "what it knows to be wrong",
    arguments: [
      ("number: z\nwithin: 1", "wrong: many", "`many` is not a number"),
      ("number: z\nwithin: 1", "wrong: { query: x, because: b }", "`x` is not one number"),
      ("pick: \"x[1]\"", "wrong: \"x[2]\"", "a cell is named by a query"),
      (
        "pick: \"x[1]\"", "wrong: { query: \"2 z\", because: b }", "`2 z` is no number of the stage"
      ),
      ("sign: z", "wrong: sideways", "`sideways` is no way a number goes"),
      ("sign: z", "wrong: { query: z, because: b }", "a sign is not computed"),
      ("order: [a, b]", "wrong: c", "steps in order have no answers"),
    ])
  func answers(fields: String, answer: String, message: String) throws {
    let because = answer.contains("because") ? "" : "\n    because: b"
    let problems = try SmallQuiz.problems(
      "ask: What?\n\(fields)\nanswers:\n  - \(answer)\(because)")
    #expect(problems.count == 1, "\(problems)")
    #expect(problems.first?.contains(": question: \(message)") == true, "\(problems)")
  }

  @Test(
    "answers that are the same whatever is drawn, and right answers that are no number",
    arguments: [
      ("number: x\nwithin: 0.1\nvary: { x: \"integer(1, 5)\" }", "x + 0.05", "two answers, "),
      ("number: x\nwithin: 0.1", "x + 0.05", "two answers, 2 and 2.05, are the same"),
      ("number: 1 / (x - x)\nwithin: 1", "x", "the right answer is not a finite number"),
    ])
  func equal(fields: String, wrong: String, message: String) throws {
    let problems = try SmallQuiz.problems(
      "ask: What?\n\(fields)\nanswers:\n  - wrong: { query: \"\(wrong)\", because: b }",
      model: "given x = 2\ny = x")
    #expect(problems.count == 1, "\(problems)")
    #expect(problems.first?.contains(message) == true, "\(problems)")
  }

  @Test("of two scenes each query asks the one it names")
  func scenes() throws {
    let (lesson, files) = try SmallLesson.reading(
      """
      ```scene
      name: left
      model: m.eqn
      values: { x: 10 }
      ```
      ```quiz
      id: q
      ask: "Left x is `= left: x`, right x `= right: x`."
      number: "right: y"
      within: 0
      vary: { x: "integer(20, 30)" }
      answers:
        - wrong: { query: "right: y + left: y", because: b }
        - wrong: { query: "left: x", because: "That is left's." }
      ```
      """, scene: "name: right\nmodel: m.eqn\nvalues: { x: 50 }")
    let page = Chapter(lesson, files: files).page(0)
    // `a: b + c: d` is no expression; the rest is fine.
    #expect(page.questionProblems.count == 1)
    let text = lesson.source.text.replacing("right: y + left: y", with: "right: 2 x")
    let (mended, _) = Lesson.parse(
      .init(name: "lesson.md", text: text), folder: "lessons/99-small")
    let linked = Chapter(try #require(mended), files: files).page(0).questions.first ?? nil
    let asked = try #require(linked).asked(seed: 1)
    // One x is drawn for both, and y = x + 1.
    let drawn = try #require(asked.values.first).text.split(separator: " ").last ?? ""
    #expect(asked.ask.plain == "Left x is \(drawn), right x \(drawn).")
    #expect(asked.right == .number((Double(drawn) ?? 0) + 1, .within(0)))
  }

  @Test("a name that is a number in one scene and a vector in the other cannot be drawn for both")
  func shapes() throws {
    let (lesson, files) = try SmallLesson.reading(
      """
      ```scene
      name: left
      model: n.eqn
      ```
      ```quiz
      id: q
      ask: "Left is `= left: y`."
      sign: "right: y"
      vary: { x: "integer(1, 9)" }
      ```
      """, scene: "name: right\nmodel: m.eqn")
    var both = files
    both["n.eqn"] = SourceText(name: "n.eqn", text: "given x : [2] = [1, 2]\ny = x[1]")
    let problems = Chapter(lesson, files: both).page(0).questionProblems
    #expect(
      problems.map(\.line) == [
        "lesson.md:17:9: question: `x` has another shape in another scene that the question asks; "
          + "ask one scene, or give them the same"
      ])
  }

  @Test("a claim looks no further ahead than training goes")
  func ahead() throws {
    let scene = "model: m.eqn\nview: equations\nplay: training\ntrain: { steps: 5 }"
    let model = "given x = 1\nweight w = 0\ny = w x\nupdate w = w + x"
    func problems(_ count: String) throws -> [String] {
      try SmallQuiz.problems(
        "ask: \"w is `= w after \(count) updates ≈ 3`.\"\nsign: x", scene: scene, model: model)
    }
    #expect(try problems("3") == [])
    #expect(try problems("4").first?.contains("claim-holds") == true)
    let far = try problems("900000000")
    #expect(far.count == 1 && far.first?.contains("does not get that far") == true, "\(far)")
    let asked = try SmallQuiz.asked(
      "ask: \"w is `= w after 3 updates`.\"\nsign: x\nvary: { x: \"choice(2)\" }", scene: scene,
      model: model)
    // 0 + 3 · 2
    #expect(asked.ask.plain == "w is 6.")
  }

  @Test("without a scene only what needs no number can be asked")
  func noScene() throws {
    func page(_ fields: String) throws -> LinkedPage {
      let (lesson, files) = try SmallQuiz.lesson(fields, scene: "tool: bpe\ncorpus: a")
      return Chapter(lesson, files: files).page(0)
    }
    let order = try page("ask: Order.\norder: [a, b]")
    #expect(order.questions.first??.asked(seed: 1).scene == nil)
    #expect(order.questionProblems.isEmpty)
    #expect(try page("ask: What?\nsign: z").questionProblems.map(\.message).count == 1)
    #expect(
      try page("ask: What?\norder: [a, b]\nvary: { x: \"integer(1, 2)\" }")
        .questionProblems.map(\.message) == ["there is no model to draw `x` for"])
  }
}

@Suite("Lint asks questions")
struct QuestionLintTests {
  @Test("and warns of drawings with two equal answers, or refuses most of them")
  func differ() throws {
    func found(_ range: String) throws -> [String] {
      try SmallQuiz.problems(
        """
        ask: "x is `= x`."
        number: x^2
        within: 0.01
        vary: { x: "\(range)" }
        answers:
          - wrong: { query: x, because: "That is x." }
        """, model: "given x = 5\ny = x")
    }
    // 0 and 1 are their own squares: two of eleven whole numbers, two of three.
    let few = try #require(try found("integer(0, 10)").first)
    #expect(few.contains("warning: answers-differ: with x = "))
    let most = try #require(try found("integer(0, 2)").first)
    #expect(most.contains(": answers-differ: ") && !most.contains("warning"))
    #expect(try found("integer(2, 10)") == [])
  }

  @Test("and reports a number to point at that no view shows")
  func hidden() throws {
    func found(_ query: String, _ scene: String) throws -> [String] {
      try SmallQuiz.problems(
        "ask: Point.\npick: \"\(query)\"", scene: "model: m.eqn\n\(scene)"
      ).filter { $0.contains(": question: ") }
    }
    // A plot has the loss along a training, and no weight.
    let plot = try found("w[1]", "view: plot\nplay: all")
    #expect(plot.count == 1)
    #expect(plot.first?.contains("the view plot does not show `w[1]`; ask for a number") == true)
    #expect(plot.first?.hasPrefix("lesson.md:13:8: ") == true, "\(plot)")
    #expect(try found("w[1]", "play: all").first?.contains("no view") == true)
    #expect(try found("w[1]", "view: [plot, equations]\nplay: all") == [])
    #expect(try found("grad(w)[1]", "view: graph\nplay: all") == [])
  }

  @Test("and checks the claims in their texts")
  func claims() throws {
    func found(_ ask: String) throws -> [String] {
      try SmallQuiz.problems("ask: \"\(ask)\"\nsign: z")
    }
    #expect(try found("b is `= b ≈ 0.5` and x `= x ≈ [3, 4]`.") == [])
    let wrong = try found("b is `= b ≈ 0.6`.")
    #expect(wrong.count == 1)
    // "b is `" stands before it, behind `ask: "`.
    #expect(wrong.first?.hasPrefix("lesson.md:12:13: claim-holds: ") == true, "\(wrong)")
    #expect(wrong.first?.contains("the question says 0.6, the engine 0.5") == true)
    let unknown = try found("b is `= q`.")
    #expect(unknown.count == 1 && unknown.first?.contains(": question: ") == true, "\(unknown)")
  }

  @Test("and reports answers that are the same to whoever reads them")
  func choices() throws {
    func found(_ second: String) throws -> [String] {
      try SmallQuiz.problems(
        "ask: What?\nanswers:\n  - right: 0.5\n  - wrong: \(second)\n    because: b")
    }
    #expect(try found("1/2").first?.contains("two answers, 0.5 and 1/2, are the same") == true)
    #expect(try found("0.5").first?.contains("two answers are 0.5") == true)
    #expect(try found("{ query: \"b\", because: c }").first?.contains("two answers are") == true)
    #expect(try found("0.6") == [])
  }
}
