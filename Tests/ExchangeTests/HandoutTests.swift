import Courseware
import Diagnostics
import Testing

@testable import Exchange

@Suite("A handout")
struct HandoutTests {
  private static let lesson = """
    ---
    format: 1
    title: "Gates & <cells>"
    summary: What *stays*.
    minutes: 5
    objectives: [Say it.]
    ---

    ## One *gate* <!-- #gate -->

    Text with **strong**, *weak*, `co``de`, a_b, 2 \\* 3 and `= f ≈ 0.5`.

    1. first
    2. second

       more

    > quoted

    ```text
    a < b
    ```

    ```scene
    model: a.eqn
    ```

    ```quiz
    id: q
    ask: Is `a` < b?
    answers:
      - right: "yes & no"
      - wrong: "1. never"
        because: It is.
    ```

    """

  private func handout() throws -> Handout {
    let (lesson, problems) = Lesson.parse(
      SourceText(name: "a/lesson.md", text: Self.lesson), folder: "a")
    #expect(problems.isEmpty)
    let page = try #require(lesson?.pages.first)
    let picture = Handout.Picture(
      caption: "a.eqn: graph", text: "┌─┐\n", svg: "<svg><rect/></svg>\n")
    let question = ExportedQuestion(
      id: "q", ask: Wording([.text("Is "), .code("a"), .text(" < b?")]),
      kind: .one([
        .init(Wording("yes & no"), isRight: true),
        .init(Wording("1. never"), isRight: false, because: Wording("It is.")),
      ]))
    return Handout(
      title: "Gates & <cells>", summary: "What *stays*.", objectives: ["Say it."],
      pages: [
        .init(
          page, numbers: [try #require(page.claims.first): "0.5"], pictures: [0: [picture]],
          questions: [0: question])
      ])
  }

  @Test("is a page of HTML in which the answers stand on paper of their own")
  func html() throws {
    let html = try handout().html
    let words = try Python.words(ofHTML: html)
    #expect(
      words.hasSuffix(
        "Gates & <cells> What *stays*. Say it. One gate Text with strong, weak, co``de, a_b, "
          + "2 * 3 and 0.5. first second more quoted a < b a.eqn: graph Question 1. Is a < b? "
          + "Choose one. yes & no 1. never Answers 1. a b: It is."), "\(words)")
    #expect(html.contains("<svg><rect/></svg>"))
    #expect(html.contains(".answers { break-before: page }"))
  }

  /// Read back by the parser of lessons, which is CommonMark's.
  @Test("is Markdown that says the same")
  func markdown() throws {
    let markdown = try handout().markdown
    let head = "---\nformat: 1\ntitle: a\nsummary: b\nminutes: 1\nobjectives: []\n---\n\n"
    let body = try #require(markdown.firstRange(of: "## One"))
    let (read, _) = Lesson.parse(
      SourceText(name: "a/lesson.md", text: head + markdown[body.lowerBound...]), folder: "a")
    let pages = try #require(read?.pages)
    #expect(markdown.hasPrefix("# Gates \\& \\<cells\\>\n\nWhat \\*stays\\*.\n\n- Say it.\n"))
    #expect(pages.map(\.title) == ["One gate", "Answers"])
    let texts = pages[0].blocks.flatMap(\.all).map(\.inlines.plain).filter { !$0.isEmpty }
    #expect(
      texts == [
        "Text with strong, weak, co``de, a_b, 2 * 3 and 0.5.", "first", "second", "more", "quoted",
        "a.eqn: graph", "Question 1. Is a < b?", "Choose one.", "a) yes & no", "b) 1. never",
      ])
    let code = pages[0].blocks.compactMap { block -> String? in
      if case .code(let text, _) = block.content { text.text } else { nil }
    }
    #expect(code.map(\.trimmed) == ["a < b", "┌─┐"])
    #expect(markdown.contains("<div style=\"break-before: page\"></div>\n\n## Answers"))
  }
}
