import Courseware
import Diagnostics
import Foundation
import Testing

@Suite("The rules of lint")
struct LintTests {
  private var ruleFiles: [String] {
    get throws {
      let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Sources/Courseware/Lint")
      return try FileManager.default.contentsOfDirectory(atPath: folder.path)
        .filter { $0 != "Catalogue.swift" }
    }
  }

  @Test("are those of the folder, each in the file of its name")
  func folder() throws {
    let types = LintCatalogue.rules.map { "\(type(of: $0)).swift" }
    #expect(try types.sorted() == ruleFiles.sorted())
  }

  @Test("have names of their own, and cover what reading finds")
  func names() {
    let names = LintCatalogue.rules.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(Set(RuleName.allCases.map(\.rawValue)).isSubset(of: names))
    #expect(LintCatalogue.rule(named: "page-id") is PageIDRule)
    #expect(LintCatalogue.rule(named: "page") == nil)
  }

  @Test("say nothing of a lesson that is right")
  func right() {
    #expect(course(Sample.lesson).lint().map(\.line) == [])
  }

  /// Those whose examples are not the text of a lesson; each is tested below.
  private static let others = [
    "unreadable", "characters", "needs", "recorded-ids", "translation",
  ]

  @Test(
    "find their own wrong example, and nothing in the right one",
    arguments: LintCatalogue.rules.map(\.name).filter { !others.contains($0) })
  func examples(_ name: String) throws {
    let rule = try #require(LintCatalogue.rule(named: name))
    let wrong = course(example: rule.explanation.wrong).lint()
    #expect(wrong.contains { $0.rule == name }, "\(wrong.map(\.line))")
    #expect(course(example: rule.explanation.right).lint().map(\.line) == [])
  }

  @Test("explain themselves")
  func explained() throws {
    let text = try #require(LintCatalogue.rule(named: "page-id")).explanation.text
    #expect(text.hasPrefix("Every page has an id in a comment behind its heading.\n\n"))
    #expect(text.hasSuffix("Right:\n\n    ## The forget gate <!-- #forget-gate -->"))
  }

  @Test("needs: finds lessons there are none of, and circles")
  func needs() {
    let lessons = [("a", "[b]"), ("b", "[c]"), ("c", "[a]"), ("d", "[a, e]"), ("f", "[f]")]
    let course = Course(lessons: lessons.compactMap { lesson($0.0, needs: $0.1) })
    #expect(
      course.lint().map(\.line) == [
        "a/lesson.md:5:9: needs: `b` needs `a` in its turn; take one of the two out",
        "b/lesson.md:5:9: needs: `c` needs `b` in its turn; take one of the two out",
        "c/lesson.md:5:9: needs: `a` needs `c` in its turn; take one of the two out",
        "d/lesson.md:5:12: needs: there is no lesson `e`; known are `a`, `b`, `c`, `d`, `f`",
        "f/lesson.md:5:9: needs: `f` needs `f` in its turn; take one of the two out",
      ])
  }

  @Test("recorded-ids: finds ids that are gone, and recording makes it right")
  func recorded() {
    var course = course(Sample.lesson)
    let ids = "# comment\nlstm page forget-gate\nlstm page old\nlstm question older\n"
    course.recorded = RecordedIDs(SourceText(name: "lessons/ids.txt", text: ids))
    #expect(
      course.lint().map(\.line) == [
        "lessons/ids.txt:3:1: recorded-ids: the page `old` is gone from `lstm`, "
          + "and students' progress with it; "
          + "put it back, or run `unroll lint --record` if that is meant",
        "lessons/ids.txt:4:1: recorded-ids: the question `older` is gone from `lstm`, "
          + "and students' progress with it; "
          + "put it back, or run `unroll lint --record` if that is meant",
      ])
    let text = course.recording
    #expect(text.hasSuffix("\nlstm page forget-gate\nlstm question forget-keeps\n"))
    course.recorded = RecordedIDs(SourceText(name: "lessons/ids.txt", text: text))
    #expect(course.lint().isEmpty)
  }

  @Test("translation: accepts other words and finds other pages, scenes and questions")
  func translation() {
    func differences(_ change: (String) -> String) -> [String] {
      var course = course(Sample.lesson)
      let source = SourceText(name: "lessons/11-lstm/lesson.ru.md", text: change(Sample.lesson))
      course.translations = [Lesson.parse(source, folder: "lessons/11-lstm").lesson]
        .compactMap { $0 }
      return course.lint().map(\.message)
    }
    #expect(
      differences {
        $0.replacing("The forget gate", with: "Вентиль").replacing(
          "hints:\n", with: "hints:\n  - Да?\n")
      } == [])
    #expect(
      differences { $0.replacing("#forget-gate", with: "#вентиль") }
        == ["the pages differ: the English has `forget-gate` here"])
    #expect(
      differences { $0 + "\n## More <!-- #more -->\n" }
        == ["the pages differ: the English ends before this page"])
    #expect(
      differences { $0.replacing("[4, 4]", with: "[4, 5]") }
        == ["this scene differs from the English one"])
    #expect(
      differences { $0.replacing("mistake: forget", with: "mistake: not-forget") }
        == ["this question differs from the English `forget-keeps`"])
    #expect(
      differences { $0.replacing("```scene", with: "```text") }.contains(
        "this page has 1 scenes in English"))
  }

  @Test("duplicate-id: finds questions and lessons of one name")
  func duplicates() {
    let page = Sample.page.replacing("#forget-gate", with: "#other")
    let twice = course(Sample.lesson + "\n" + page).lint()
    #expect(twice.map(\.message) == ["the question in line 27 has the id `forget-keeps` too"])
    let lessons = ["01-a", "02-a"].compactMap { lesson($0, needs: "[]") }
    #expect(
      Course(lessons: lessons).lint().map(\.message)
        == ["the folder `01-a` has the name `a` too"])
  }

  @Test("not-shown: finds HTML in a line, images and tables where they stand")
  func notShown() {
    let (page, _) = Sample.page("")
    #expect(page != nil)
    let lines = course(example: "A <b>bold</b> word\n\n| a | b |\n|---|---|\n| 1 | 2 |\n").lint()
    #expect(
      lines.map(\.range.lower) == [
        Position(line: 13, column: 3), Position(line: 13, column: 10),
        Position(line: 15, column: 1),
      ])
  }

  private func course(example: String) -> Course {
    if example.hasPrefix("---") { return course(example) }
    let heading = example.hasPrefix("## ") ? "" : "## Page <!-- #page -->\n\n"
    return course(Sample.frontMatter + "\n" + heading + example)
  }

  private func course(_ text: String) -> Course {
    let (lesson, found) = Sample.parse(text)
    var course = Course(
      lessons: [lesson].compactMap { $0 },
      files: [
        "lessons/11-lstm": [
          "lesson.md", "lstm.eqn", "xor.eqn", "slow.eqn", "fast.eqn", "perceptron.eqn",
        ]
      ], found: found)
    course.names += ["rnn", "vanishing"]
    return course
  }

  private func lesson(_ folder: String, needs: String) -> Lesson? {
    let text = """
      ---
      format: 1
      title: T
      summary: S
      needs: \(needs)
      minutes: 1
      objectives: [o]
      ---
      ## P <!-- #p -->
      """
    let source = SourceText(name: folder + "/lesson.md", text: text)
    return Lesson.parse(source, folder: folder).lesson
  }
}
