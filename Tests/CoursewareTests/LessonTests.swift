import Courseware
import Diagnostics
import Testing

@Suite("A lesson")
struct LessonTests {
  @Test("is read whole, and nothing in it is wrong")
  func whole() throws {
    let (read, diagnostics) = Sample.parse(Sample.lesson)
    #expect(diagnostics.map(\.line) == [])
    let lesson = try #require(read)
    #expect(lesson.name == "lstm")
    #expect(lesson.folder == "11-lstm")
    #expect(lesson.directory == "lessons/11-lstm")
    #expect(lesson.language == nil)
    #expect(lesson.title == "The LSTM cell")
    #expect(lesson.needs.map(\.text) == ["rnn", "vanishing"])
    #expect(lesson.minutes == 25)
    #expect(lesson.objectives.map(\.text) == ["Say what each gate does, and what f = 1 means."])
    #expect(lesson.pages.map(\.id) == ["forget-gate"])
    #expect(lesson.pages.map(\.title) == ["The forget gate"])
  }

  @Test("has its scene with every field and its place")
  func scene() throws {
    let lesson = try #require(Sample.parse(Sample.lesson).lesson)
    let scene = try #require(lesson.pages.first?.scenes.first)
    #expect(scene.model?.text == "lstm.eqn")
    #expect(scene.values?.plain == "{bf: [4, 4]}")
    #expect(scene.views.map(\.text) == ["cell"])
    #expect(scene.play?.value == .forward)
    #expect(scene.stop?.value == .equation)
    #expect(scene.at?.text == "f[2]")
    #expect(scene.focus?.text == "f[2][2]")
    #expect(scene.edit.map(\.text) == ["bf", "x"])
    let at = try #require(scene.at)
    #expect(at.isVerbatim && lesson.source[at.range] == "f[2]")
    #expect(scene.stop.map { lesson.source[$0.range] } == "equation")
  }

  @Test("has its question and its notes")
  func question() throws {
    let page = try #require(Sample.parse(Sample.lesson).lesson?.pages.first)
    let question = try #require(page.questions.first)
    #expect(question.id.text == "forget-keeps")
    #expect(question.kind == .chooseOne)
    #expect(question.answers.map(\.isRight) == [true, false])
    #expect(question.answers.compactMap(\.value.text?.text) == ["c[t-1]", "0"])
    #expect(question.answers.last?.mistake?.text == "forget-gate-inverted")
    #expect(question.hints.count == 1)
    #expect(page.notes.map(\.text.text).first?.hasPrefix("Ask the room first.") == true)
  }

  @Test("keeps the order of its blocks, notes left out")
  func blocks() throws {
    let page = try #require(Sample.parse(Sample.lesson).lesson?.pages.first)
    #expect(page.blocks.count == 3)
    guard case .paragraph = page.blocks[0].content else { Issue.record("no paragraph"); return }
    #expect(page.blocks[1].content == .scene(0))
    #expect(page.blocks[2].content == .question(0))
  }

  @Test("is the same with a byte-order mark and carriage returns")
  func lineEnds() {
    let text = "\u{FEFF}" + Sample.lesson.replacing("\n", with: "\r\n")
    let (plain, marked) = (Sample.parse(Sample.lesson), Sample.parse(text))
    #expect(plain.lesson?.pages == marked.lesson?.pages)
    #expect(marked.diagnostics.isEmpty)
  }

  @Test("has blocks of every kind")
  func everyBlock() throws {
    let (page, diagnostics) = Sample.page(
      """
      Some **strong**, *stressed* and `code` text, [a link](https://example.org).

      ### A heading

      1. one
      2. two

      <!-- pause -->

      > quoted

      ---

      ```python
      print("h")
      ```
      """)
    #expect(diagnostics.map(\.line) == [])
    let blocks = try #require(page?.blocks)
    #expect(blocks.count == 7)
    #expect(
      blocks[0].content
        == .paragraph([
          .text("Some "), .strong([.text("strong")]), .text(", "), .emphasis([.text("stressed")]),
          .text(" and "), .code("code"), .text(" text, "),
          .link([.text("a link")], url: "https://example.org"), .text("."),
        ]))
    #expect(blocks[1].content == .heading(level: 3, [.text("A heading")]))
    guard case .list(let list) = blocks[2].content else { Issue.record("no list"); return }
    #expect(list.isOrdered && list.start == 1 && list.isTight && list.items.count == 2)
    #expect(blocks[3].content == .pause)
    #expect(blocks[5].content == .rule)
    guard case .code(let code, "python") = blocks[6].content else {
      Issue.record("no code")
      return
    }
    #expect(code.text == "print(\"h\")")
    #expect(code.range == SourceRange(Sample.firstLine + 14, 1, 11))
  }

  @Test("of a newer format is refused, with the reason")
  func newer() {
    let (lesson, diagnostics) = Sample.parse(
      Sample.lesson.replacing("format: 1", with: "format: 2"))
    #expect(lesson == nil)
    #expect(diagnostics.contains { $0.message.contains("format 2") })
  }

  @Test(
    "that is no lesson is refused, with the reason",
    arguments: ["", "\n", "---", "---\n---\n", "just text", "# Title\n\ntext"])
  func none(_ text: String) {
    let (lesson, diagnostics) = Sample.parse(text)
    #expect(lesson == nil)
    #expect(!diagnostics.isEmpty)
  }

  @Test("in another language says which")
  func language() {
    let source = SourceText(name: "lessons/11-lstm/lesson.ru.md", text: Sample.lesson)
    #expect(Lesson.parse(source, folder: "lessons/11-lstm").lesson?.language == "ru")
  }

  @Test("reports everything that is wrong at once, in the order of the file")
  func everything() {
    let text = Sample.lesson
      .replacing("minutes: 25", with: "minutes: soon")
      .replacing(" <!-- #forget-gate -->", with: "")
      .replacing("stop: equation", with: "stop: step")
      .replacing("- right:", with: "- rihgt:")
    let lines = Sample.parse(text).diagnostics.map(\.line)
    #expect(
      lines == [
        "lessons/11-lstm/lesson.md:6:10: field-value: `minutes` cannot be `soon`; "
          + "write a whole number from 1 to 10000",
        "lessons/11-lstm/lesson.md:11:1: page-id: this page has no id; "
          + "write `<!-- #some-words -->` behind the heading, and never change it",
        "lessons/11-lstm/lesson.md:20:7: field-value: `stop` cannot be `step`; "
          + "known are `operation`, `equation`, `time`, `example`, `epoch`",
        "lessons/11-lstm/lesson.md:27:1: question-kind: none of the answers is right; "
          + "write `answers` with at least one `right`, `number` with `within` or `digits`, "
          + "`order`, `pick` or `sign`",
        "lessons/11-lstm/lesson.md:30:5: unknown-field: an answer has no field `rihgt`; "
          + "did you mean `right`?",
        "lessons/11-lstm/lesson.md:30:5: field-value: an answer is either right or wrong; "
          + "begin it with `- right:` or `- wrong:`",
      ])
  }
}
