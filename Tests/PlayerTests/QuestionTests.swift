import Screen
import Testing

@testable import Player

@Suite("A question")
struct QuestionTests {
  // MARK: Where it stands

  @Test("comes behind the page's last step, and space goes past it")
  func atTheEnd() throws {
    var student = try Student(at: "weigh")
    student.press("4*space")
    let end = student.frame
    student.press("space")
    #expect(student.state.lesson?.openQuestion == "weigh-switch")
    #expect(student.screen.contains("Point at the number that keeps it out"))
    student.press("bs")
    #expect(student.frame == end)
    student.press("space space")
    #expect(student.pageID == "fire")
  }

  @Test("follows the one before it, and leads back the same way")
  func oneAfterAnother() throws {
    var student = try Student(at: "one-mistake")
    while student.step() {}
    let end = student.frame
    student.press("space")
    let first = student.frame
    #expect(student.screen.contains("question 1 of 2"))
    student.press("space")
    #expect(student.screen.contains("question 2 of 2"))
    student.press("bs")
    #expect(student.frame == first)
    student.press("bs")
    #expect(student.frame == end)
  }

  @Test("is reached by Tab at any step, and closed by Escape or Tab with the page as it was")
  func reached() throws {
    for way in ["btab esc", "tab tab tab", "btab tab", "btab bs"] {
      var student = try Student(at: "bias")
      student.press("space")
      let before = student.frame
      student.press(way)
      #expect(student.state.lesson?.openQuestion == nil, "\(way)")
      // Tab leaves the cursor on the stage, as everywhere.
      if !way.hasPrefix("tab") { #expect(student.frame == before, "\(way)") }
    }
  }

  @Test("that is answered is not asked again at the page's end")
  func notAgain() throws {
    var student = try Student(at: "fire")
    try student.open("fire-at-threshold")
    try student.answer(student.rightLine())
    student.press("esc end space")
    #expect(student.pageID == "function")
  }

  @Test("that was answered in an earlier run is not asked again, unless it was rewritten")
  func answeredBefore() throws {
    let page = try #require(FirstChapter.read.lesson?.page("fire"))
    let name = QuestionName(lesson: "perceptron", id: "fire-at-threshold")
    for (content, next) in [(page.questions[0].content, "function"), ("other", "fire")] {
      var student = try Student(at: "fire")
      _ = student.state.update(.recordRead(answered: [name: content], drafts: []))
      student.press("end space")
      #expect(student.pageID == next)
    }
  }

  // MARK: Every question of the chapter

  @Test("is answered right by its keys", arguments: ChapterQuestion.all)
  func right(question: ChapterQuestion) throws {
    for glyphs in [GlyphSet.unicode, .ascii] {
      var student = try Student(asking: question, glyphs: glyphs)
      try student.answer(student.rightLine())
      #expect(student.question?.outcome == .right)
      #expect(
        student.screen.contains(glyphs.isASCII ? "v " : "✓ ") && student.screen.contains("right"))
      let kept = try #require(student.kept.first)
      #expect(kept.outcome == .right && kept.attempt == 1 && kept.mistake == nil && kept.isLast)
      #expect(kept.name == QuestionName(lesson: "perceptron", id: question.id))
    }
  }

  @Test(
    "is answered wrong twice, is then told, and takes no third answer",
    arguments: ChapterQuestion.all)
  func wrong(question: ChapterQuestion) throws {
    var student = try Student(asking: question, size: .wide)
    let wrong = try student.wrongLine()
    try student.answer(wrong)
    #expect(student.question?.outcome == nil)
    #expect(student.screen.contains("✗ ") && student.screen.contains("wrong"))
    #expect(student.kept.map(\.attempt) == [1] && student.kept.map(\.isLast) == [false])
    try student.answer(wrong)
    #expect(student.question?.outcome == .wrong)
    #expect(student.kept.map(\.attempt) == [2] && student.kept.map(\.outcome) == [.wrong])
    student.press("S H")
    #expect(student.question?.outcome == .wrong && student.question?.hints == 0)
    #expect(student.kept.isEmpty)
  }

  @Test(
    "does not move by what is said to it", arguments: ChapterQuestion.all,
    [Size.usual, .wide])
  func nothingJumps(question: ChapterQuestion, size: Size) throws {
    var student = try Student(asking: question, size: size)
    let before = student.rule
    student.press("H")
    #expect(student.rule == before)
    try student.answer(student.wrongLine())
    #expect(student.rule == before)
  }

  // MARK: Kinds

  @Test("for a number reads it as people type it, and works it out from the drawn numbers")
  func number() throws {
    var student = try Student(at: "bias")
    try student.open("bias-z")
    let values = try #require(student.question?.asked.values)
    guard case .list(let w) = values[0].value, case .number(let first) = w[0],
      case .number(let third) = w[2]
    else { throw Unexpected() }
    let b = try #require(try student.stage().reading("b"))
    // x = (1, 0, 1): the second weight does not count.
    let z = first + third + b
    student.type(z < 0 ? "−\(Int(-z)),0" : "+\(Int(z)).")
    student.press("enter")
    #expect(student.question?.outcome == .right)
    #expect(student.screen.contains("it is \(z.short)"))
    #expect(student.screen.contains("z = w · x + b"))
    // Enter goes into the explanation, operand by operand.
    student.press("enter enter")
    #expect(student.screen.contains("─ z › "))
  }

  @Test("for a number takes what is no number for no try, and letters for text once one has begun")
  func unreadable() throws {
    var student = try Student(at: "bias")
    try student.open("bias-z")
    student.press("1 . 2 . 3 enter")
    #expect(student.footer.contains("a number has one point"))
    #expect(student.question?.tries.isEmpty == true)
    student.press("H S space")
    #expect(student.question?.hints == 0 && student.question?.draft.field.text == "1.2.3HS ")
    student.press("^u H")
    #expect(student.question?.hints == 1)
    #expect(student.screen.contains("hint 1: First the products"))
  }

  @Test("for a number answers a known mistake with its name")
  func mistake() throws {
    var student = try Student(at: "bias")
    try student.open("bias-z")
    let b = try #require(try student.stage().reading("b"))
    guard case .number(let z, _) = try #require(student.question?.asked.right) else {
      throw Unexpected()
    }
    try student.answer("\(z - b)")
    #expect(student.kept.map(\.mistake) == ["bias-forgotten"])
    #expect(student.screen.contains("The bias still has to be added."))
  }

  @Test("for a cell of the stage is answered with the stage's cursor")
  func pick() throws {
    var student = try Student(at: "weigh")
    student.press("4*space space")
    for _ in 0..<20 where student.question?.draft.pointer == nil {
      if try student.stage().shownCursor == student.entry("x[2]") { break }
      student.press("left")
    }
    #expect(student.screen.contains("the cursor is on x[2]"))
    student.press("enter")
    #expect(student.question?.outcome == .right)
    #expect(student.kept.map(\.response) == ["x[2]"])
  }

  @Test("for an order takes letters in their order, and takes them back")
  func order() throws {
    var student = try Student(at: "or-learned")
    try student.open("update-order")
    student.press("c a enter")
    #expect(student.footer.contains("every line needs its place"))
    #expect(student.question?.draft.marked == [2, 0])
    student.press("bs b")
    #expect(student.question?.draft.marked == [2, 1])
    student.press("down right")
    #expect(student.question?.draft.marked == [2, 1])
    student.press("left")
    #expect(student.question?.draft.marked == [1])
  }

  @Test("counts its hints, and a skipped one shows the answer")
  func hintsAndSkip() throws {
    var student = try Student(at: "no-line")
    student.press("btab")
    let id = try #require(student.state.lesson?.openQuestion)
    student.press("H S")
    let kept = try #require(student.kept.first)
    #expect(kept.name.id == id && kept.hints == 1 && kept.outcome == .skipped)
    #expect(student.screen.contains("skipped"))
  }

  // MARK: Keeping

  @Test("is called kept once it is, and told of where it is not")
  func keeping() throws {
    var student = try Student(at: "fire")
    try student.open("fire-at-threshold")
    try student.answer(student.rightLine())
    let number = try #require(student.kept.first?.number)
    #expect(!student.screen.contains("kept"))
    // The student has gone on meanwhile.
    var gone = student
    gone.press("space")
    _ = gone.state.update(.answerKept(number, problem: nil))
    gone.press("P btab")
    #expect(gone.screen.contains("✓ right   kept"))
    _ = student.state.update(.answerKept(number, problem: "the disk is full"))
    #expect(student.screen.contains("not kept"))
    #expect(student.footer.contains("the disk is full"))
  }

  @Test("keeps what is typed when the page, the lesson or the program is left")
  func draft() throws {
    var student = try Student(at: "bias")
    try student.open("bias-z")
    student.press("4")
    guard case .keepDraft(let draft) = try #require(student.effects.last) else {
      throw Unexpected()
    }
    student.press("2")
    let before = student.frame
    student.press("esc N P btab")
    #expect(student.frame == before)
    student.press("esc esc")
    #expect(student.isOnMap)
    student.press("enter btab")
    #expect(student.frame == before)
    // Another run of the program, with other numbers for questions that were not begun.
    var next = try Student(at: "bias")
    next.state.seed = 99
    _ = next.state.update(.recordRead(answered: [:], drafts: [draft]))
    next.press("btab 2")
    #expect(next.frame == before)
  }

  @Test("draws other numbers from another seed")
  func seeds() throws {
    let asked = try (UInt64(1)...5).map { seed -> [DrawnValue] in
      var student = try Student(at: "bias")
      student.state.seed = seed
      try student.open("bias-z")
      return try #require(student.question?.asked.values)
    }
    #expect(Set(asked).count > 1)
  }
}

private struct Unexpected: Error {}

extension StageState {
  /// A number of the stage by its name.
  fileprivate func reading(_ name: String) -> Double? {
    scene.model.entry(named: name).map { trace[$0] }
  }
}

extension Student {
  /// The rows where panes begin: they stay where they are.
  fileprivate var rule: [Int] {
    let rows = frame.rows
    return rows.indices.filter { rows[$0].contains("───") }
  }
}
