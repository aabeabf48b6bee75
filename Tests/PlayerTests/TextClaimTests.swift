import Courseware
import Diagnostics
import Screen
import Testing

@testable import Player

/// Lessons of one page, written here.
enum SmallLesson {
  /// - Returns: the lesson and its files; the text begins on line 9.
  static func reading(
    _ text: String, scene: String = "model: m.eqn", model: String = "given x = 3\ny = x + 1",
    table: String? = nil, more: String = ""
  ) throws -> (Lesson, [String: SourceText]) {
    let source = source(text, scene: scene, more: more)
    let (lesson, problems) = Lesson.parse(
      SourceText(name: "lesson.md", text: source), folder: "lessons/99-small")
    #expect(problems.map(\.line) == [])
    var files = ["m.eqn": SourceText(name: "m.eqn", text: model)]
    if let table { files["t.tsv"] = SourceText(name: "t.tsv", text: table) }
    return (try #require(lesson), files)
  }

  private static func source(_ text: String, scene: String, more: String) -> String {
    """
    ---
    format: 1
    title: Small
    summary: A lesson of one page.
    minutes: 1
    objectives: [Add 1.]
    ---
    ## One <!-- #one -->
    \(text)

    ```scene
    \(scene)
    ```

    \(more)
    """
  }

  /// What is wrong in the lesson's own form, before anything is linked.
  static func formProblems(scene: String) throws -> [String] {
    let text = SourceText(name: "lesson.md", text: source("Text.", scene: scene, more: ""))
    return Lesson.parse(text, folder: "lessons/99-small").1.map(\.line)
  }

  static func problems(
    _ text: String = "Text.", scene: String = "model: m.eqn",
    model: String = "given x = 3\ny = x + 1"
  ) throws -> [String] {
    let (lesson, files) = try reading(text, scene: scene, model: model)
    return PlayedLesson(lesson, files: files).problems.map(\.line)
  }
}

@Suite("A number in the text")
struct TextClaimTests {
  @Test("that is true is shown as it is written")
  func trueClaim() throws {
    let (lesson, files) = try SmallLesson.reading("Here y is `= y ≈ 4`, and x `= x`.")
    let student = Student(reading: lesson, files: files)
    #expect(student.screen.contains("Here y is 4, and x 3."))
    #expect(try SmallLesson.problems("Here y is `= y ≈ 4`, and x `= x`.") == [])
  }

  @Test("that is false is reported with its place, and the engine's is shown")
  func falseClaim() throws {
    let text = "Words.\nHere y is `= y ≈ 5`, is it?"
    let problems = try SmallLesson.problems(text)
    let problem = try #require(problems.first)
    // Behind the 10 characters of "Here y is " and the backtick.
    #expect(problem.hasPrefix("lesson.md:10:12: claim-holds: "))
    #expect(problem.contains("the text says 5, the engine 4"))
    #expect(problems.count == 1)
    let (lesson, files) = try SmallLesson.reading(text)
    #expect(Student(reading: lesson, files: files).screen.contains("Here y is 4, is it?"))
  }

  @Test("is compared to the digits it is written with")
  func digits() throws {
    let model = "given x = 2/3\ny = x + 0"
    for claim in ["0.7", "0.67", "0.667", "0.6667"] {
      #expect(try SmallLesson.problems("`= y ≈ \(claim)`", model: model) == [], "\(claim)")
    }
    for claim in ["0.66", "0.6", "0.666", "1/2", "0.68", "-0.67", "[0.67]"] {
      #expect(try SmallLesson.problems("`= y ≈ \(claim)`", model: model).count == 1, "\(claim)")
    }
  }

  @Test("may look ahead in training, as far as it goes")
  func training() throws {
    let model = "given x = 1\nweight w = 0\ny = w x\nupdate w = w + x"
    let scene = "model: m.eqn\nplay: training\ntrain: { steps: 5 }"
    func problems(_ text: String) throws -> [String] {
      try SmallLesson.problems(text, scene: scene, model: model)
    }
    #expect(try problems("`= w after 3 updates ≈ 3`") == [])
    #expect(try problems("`= w after 3 updates ≈ 4`").count == 1)
    #expect(try problems("`= w after 2 epochs ≈ 2`") == [])
    #expect(try problems("`= w ≈ 0`") == [])
  }

  @Test("that asks for what is not there is reported", arguments: ["q", "y[2]", "grad(y)", "w +"])
  func unknown(query: String) throws {
    let (lesson, files) = try SmallLesson.reading("Ask `= y`.")
    #expect(PlayedLesson(lesson, files: files).problems.isEmpty)
    let source = SourceText(
      name: "lesson.md", text: lesson.source.text.replacing("`= y`", with: "`= \(query)`"))
    let (wrong, problems) = Lesson.parse(source, folder: "lessons/99-small")
    let played = wrong.map { PlayedLesson($0, files: files).problems } ?? []
    let lines = (problems + played).map(\.line)
    #expect(lines.count == 1, "\(lines)")
    #expect(lines.first?.hasPrefix("lesson.md:9:") == true)
  }
}

@Suite("Lint")
struct LintTests {
  @Test(
    "reports under `link` a scene that does not fit its model",
    arguments: [
      "model: gone.eqn", "model: m.eqn\nfocus: q", "model: m.eqn\nat: z", "model: m.eqn\nedit: [y]",
      "model: m.eqn\ndata: gone.tsv",
    ])
  func link(scene: String) throws {
    let problems = try SmallLesson.problems(scene: scene)
    #expect(problems.count == 1)
    #expect(problems.first?.hasPrefix("lesson.md:") == true)
    #expect(problems.first?.contains(": link: ") == true)
  }

  @Test("reports a mistake in the model with its place in the model")
  func model() throws {
    let problems = try SmallLesson.problems(model: "given x = 3\ny = x + q")
    #expect(problems.count == 1)
    #expect(problems.first?.hasPrefix("m.eqn:2:9: ") == true)
  }

  @Test("reports under `plays-to-end` numbers that are not finite")
  func playsToEnd() throws {
    let problems = try SmallLesson.problems(model: "given x = 0\ny = log(x)")
    #expect(Set(problems).count == 1)
    #expect(problems.first?.hasPrefix("lesson.md:8:1: plays-to-end: ") == true)
    #expect(try SmallLesson.problems(model: "given x = 1\ny = log(x)") == [])
  }

  @Test("reports under `fits` a stage too large for the smallest screen")
  func fits() throws {
    let many = (1...40).map { "y\($0) = x + \($0)" }.joined(separator: "\n")
    let scene = "model: m.eqn\nview: network"
    let large = "given x : [30]\nweight w : [30]\ny = w · x"
    let found =
      try SmallLesson.problems(scene: scene, model: large)
      + SmallLesson.problems(scene: "model: m.eqn\nview: equations", model: "given x = 1\n" + many)
    #expect(found.contains { $0.contains(": fits: ") && $0.contains("80×24") }, "\(found)")
    let small = "given x : [2] = [1, 0]\nweight w : [2]\ny = w · x"
    #expect(try SmallLesson.problems(scene: scene, model: small) == [])
  }

  @Test("has an explanation for every rule", arguments: PlayedRule.allCases)
  func explanations(rule: PlayedRule) {
    #expect(rule.explanation.hasSuffix("."))
    #expect(rule.explanation.count > 40)
  }
}
