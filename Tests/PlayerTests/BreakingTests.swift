import Autograd
import Foundation
import Screen
import Testing

@testable import Player

@Suite("A scene beside one with a wrong rule")
struct BreakingTests {
  /// a = 1, h = tanh(1), loss = (h − 1)².
  private static let neuron = """
    given x = 0.5
    weight w = 2
    a = w x
    h = tanh(a)
    loss = (h - 1)^2
    update w = w - 0.1 * grad(w)
    """

  private static let h = tanh(1.0)
  /// The gradient of the loss with respect to a by the right rule and without 1 − h².
  private static let right = 2 * (h - 1) * (1 - h * h)
  private static let wrong = 2 * (h - 1)

  private static func scene(_ wrong: String, play: String = "all", more: String = "") -> String {
    "model: m.eqn\nview: equations\nplay: \(play)\nstop: operation\nbreak: \(wrong)\n\(more)"
  }

  private func student(
    _ wrong: String = #"{ rule: tanh, backward: "g" }"#, size: Size = .usual,
    text: String = "Text.", model: String = Self.neuron, more: String = ""
  ) throws -> Student {
    let (lesson, files) = try SmallLesson.reading(
      text, scene: Self.scene(wrong, more: more), model: model)
    return Student(reading: lesson, files: files, size: size)
  }

  private func broken(_ name: String, _ student: Student) throws -> Double? {
    let stage = try #require(student.state.lesson?.page.twin?.stage)
    let entry = try #require(stage.scene.model.entry(named: name))
    return stage.context(.unicode, cursor: nil).reading(entry)
  }

  private func isNear(_ number: Double?, _ expected: Double) -> Bool {
    number.map { abs($0 - expected) < 1e-12 } ?? false
  }

  @Test("has the same numbers until the wrong rule is used, and others from there on")
  func numbers() throws {
    var student = try student()
    student.press("end")
    #expect(try student.reading("h") == broken("h", student))
    #expect(try isNear(student.reading("grad(a)"), Self.right))
    #expect(try isNear(broken("grad(a)", student), Self.wrong))
    // ∂a/∂w = x = 0.5, and the update takes a tenth of it.
    #expect(try isNear(student.reading("w"), 2 - 0.1 * 0.5 * Self.right))
    #expect(try isNear(broken("w", student), 2 - 0.1 * 0.5 * Self.wrong))
  }

  @Test("marks what differs once the steps have come there, never before")
  func marks() throws {
    var student = try student(size: Size(width: 140, height: 45))
    var wasMarked = false
    while true {
      let isKnown = try student.reading("grad(a)") != nil
      #expect(student.screen.contains("≠") == isKnown)
      #expect(student.screen.contains("first difference: ∂loss/∂a") == isKnown)
      #expect(student.screen.contains("no number differs so far") == !isKnown)
      wasMarked = wasMarked || isKnown
      guard student.step() else { break }
    }
    #expect(wasMarked)
    student.press("home")
    #expect(!student.screen.contains("≠"))
  }

  @Test("says of the step that differs what both give")
  func step() throws {
    var student = try student()
    while try student.reading("grad(a)") == nil {
      guard student.step() else { break }
    }
    #expect(student.screen.contains("differs: right −0.2002, broken −0.4768"))
  }

  @Test("d leads to the first number that differs, from anywhere, and v tells which is right")
  func leading() throws {
    for start in ["home", "end", "space"] {
      var student = try student()
      student.press(start)
      student.press("d")
      #expect(student.footer.contains("first difference: ∂loss/∂a"))
      #expect(try student.stage().cursor == student.entry("grad(a)"))
      #expect(try student.reading("grad(a)") != nil)
      #expect(try student.reading("grad(w)") == nil)
      student.press("v")
      #expect(student.screen.contains("digits agree"))
      student.press("| v")
      #expect(student.screen.contains("they differ"))
    }
  }

  @Test("is in step with it through training, at the same rate")
  func training() throws {
    var student = try student(more: "train: { steps: 3, rate: 0.5 }")
    student.press("; ; space space")
    #expect(try student.stage().position.presentation == 1)
    #expect(
      try student.stage().position == student.state.lesson?.page.twin?.stage.position)
  }

  @Test("is asked by its name", arguments: ["broken", "wrong"])
  func claims(name: String) throws {
    let given = name == "broken" ? "" : "name: \(name), "
    let student = try student(
      "{ \(given)rule: tanh, backward: \"g\" }",
      text: "Here `= grad(a) ≈ -0.2`, there `= \(name): grad(a) ≈ -0.48`.")
    #expect(student.screen.contains("Here −0.2, there −0.48."))
  }

  @Test("may have a wrong forward rule")
  func forward() throws {
    var student = try student(#"{ rule: tanh, forward: "a / (1 + abs(a))" }"#)
    student.press("d")
    // 1 / (1 + 1)
    #expect(try broken("h", student) == 0.5)
    #expect(student.screen.contains("first difference: h, right 0.7616, broken 0.5"))
    #expect(student.footer.contains("first difference: h; v measures which is right"))
  }

  @Test("may break a product of matrices, with the letters its rule is written in")
  func matrices() throws {
    let model = """
      weight W : [2, 2] = [[1, 2], [3, 4]]
      given x : [2] = [1, -1]
      y = W x
      loss = y · y
      """
    // y = [−1, −1], ∂y = [−2, −2]; ∂x = Wᵀ∂y = [−8, −12], and W ∂y = [−6, −14] without the ᵀ.
    var student = try student(
      #"{ rule: matmul, backward: ["sum(k, g[i,k] b[j,k])", "sum(k, a[i,k] g[k])"] }"#,
      model: model)
    student.press("end")
    #expect(try student.reading("grad(x)[1]") == -8)
    #expect(try broken("grad(x)[1]", student) == -6)
    #expect(try broken("grad(x)[2]", student) == -14)
    #expect(try broken("grad(W)[1,2]", student) == student.reading("grad(W)[1,2]"))
  }

  @Test("breaks a rule wherever it is used, a scalar spread over a vector among them")
  func spreading() throws {
    let model = """
      weight s = 3
      given x : [2] = [1, -1]
      y = s x
      z = s s
      loss = sum(y) + z
      """
    // ∂y = [1, 1]: s gets x·∂y = 0 from y, and s + s from z; without a factor 1 + 1 and 1 + 1.
    var student = try student(#"{ rule: multiply, backward: ["g", "g"] }"#, model: model)
    student.press("end")
    #expect(try student.reading("grad(s)") == 6)
    #expect(try broken("grad(s)", student) == 4)
  }

  @Test(
    "says what is wrong with the rule, where, and what to do",
    arguments: [
      (#"{ rule: tnah, backward: "g" }"#, "no operation `tnah`", "did you mean `tanh`?"),
      (#"{ rule: tanh, backward: ["g", "g"] }"#, "`tanh` has 1 input", "one rule for each"),
      (#"{ rule: tanh, backward: "g * q" }"#, "`q` means nothing", "it reads a, y and g"),
      (#"{ rule: tanh, backward: "g * b" }"#, "`b` means nothing", "it reads a, y and g"),
      (#"{ rule: tanh, forward: "g" }"#, "`g` means nothing", "it reads a"),
      (#"{ rule: tanh, backward: "g *" }"#, "expected an expression", "the line ends"),
      (#"{ rule: tanh, backward: "g[k]" }"#, "`k` runs over nothing", "sum(k, …)"),
      (#"{ rule: tanh, backward: "g[2]" }"#, "does not fit `tanh`", "which letters index what"),
      (#"{ rule: tanh, backward: "sinh(g)" }"#, "`sinh` means nothing", "it reads a, y and g"),
      (
        #"{ rule: tanh, backward: "g (1 - y y)" }"#, "no number that this page steps to differs",
        "play: all"
      ),
    ])
  func mistakes(wrong: String, message: String, advice: String) throws {
    let problems = try SmallLesson.problems(scene: Self.scene(wrong), model: Self.neuron)
    let problem = try #require(problems.first)
    #expect(problem.contains("link: "))
    #expect(problem.contains(message))
    #expect(problem.contains(advice))
  }

  @Test("points into the rule's text")
  func places() throws {
    let wrong = #"{ rule: tanh, backward: "g * q" }"#
    let problems = try SmallLesson.problems(scene: Self.scene(wrong), model: Self.neuron)
    // The fence stands on line 11, `break:` on the fifth line of the scene.
    let column = #"break: { rule: tanh, backward: "g * "#.count + 1
    #expect(problems.first?.hasPrefix("lesson.md:16:\(column): ") == true, "\(problems)")
  }

  @Test("that is never used on the page is no puzzle")
  func unused() throws {
    let problems = try SmallLesson.problems(
      scene: Self.scene(#"{ rule: tanh, backward: "g" }"#, play: "forward"), model: Self.neuron)
    #expect(problems.contains { $0.contains("no number that this page steps to differs") })
  }

  @Test("keeps its wrong rule when the equations are changed, and is refused where it cannot")
  func equations() throws {
    var student = try student()
    student.press("end")
    student.go(to: "a")
    student.press("E ^u")
    student.type("a = 2 w x")
    student.press("enter")
    #expect(try student.reading("a") == 2)
    #expect(try broken("grad(a)", student) != student.reading("grad(a)"))
    student.go(to: "h")
    student.press("E ^u")
    student.type("h = relu(a)")
    student.press("enter")
    #expect(student.state.prompt != nil, "\(student.footer)")
    #expect(student.screen.contains("no operation `tanh`"))
    #expect(try student.reading("a") == 2)
  }

  @Test("d says why it leads nowhere")
  func nothing() throws {
    let (lesson, files) = try SmallLesson.reading("Text.")
    var student = Student(reading: lesson, files: files)
    student.press("d")
    #expect(student.footer.contains("no rule is broken on this page"))
  }

  /// b = a + a: two shares of 1 for a.
  private static let reuse = "weight a = 3\nb = a + a\nloss = 1 b"

  @Test("may keep of each gradient its last share alone")
  func overwriting() throws {
    var student = try student(
      "{ gradients: overwrite }", model: Self.reuse)
    student.press("d")
    // The first share is the same; with the second one has 1 + 1, the other 1.
    #expect(try student.reading("grad(a)") == 2)
    #expect(try broken("grad(a)", student) == 1)
    #expect(student.screen.contains("first difference: ∂loss/∂a, right 2, broken 1"))
    student.press("bs")
    #expect(try student.reading("grad(a)") == 1)
    #expect(try broken("grad(a)", student) == 1)
    #expect(!student.screen.contains("≠"))
    student.press("end | v")
    #expect(student.screen.contains("they differ"))
    student.go(to: "grad(a)")
    student.press("enter")
    #expect(student.screen.contains("∂loss/∂a = 1   2 shares"))
    // The scene beside it goes on adding.
    #expect(student.screen.contains(" = ∂loss/∂b = 1   total 1"))
    #expect(!student.screen.contains("+= ∂loss/∂b"))
  }

  @Test("trains as its gradients say, far ahead too")
  func overwritingInTraining() throws {
    let (lesson, files) = try SmallLesson.reading(
      "Right `= a after 5 updates ≈ 2`, wrong `= broken: a after 5 updates ≈ 2.5`.",
      scene: """
        model: m.eqn
        view: equations
        play: training
        train: { steps: 5, rate: 0.1 }
        break: { gradients: overwrite }
        """, model: Self.reuse)
    // 3 − 5·0.1·2 and 3 − 5·0.1·1
    #expect(PlayedLesson(lesson, files: files).problems.map(\.line) == [])
    var student = Student(reading: lesson, files: files)
    student.press("end")
    #expect(try isNear(student.reading("a"), 2))
    #expect(try isNear(broken("a", student), 2.5))
  }

  @Test(
    "is broken in one way",
    arguments: [
      "{ rule: tanh }", #"{ backward: "g" }"#, "{ rule: tanh, gradients: overwrite }",
      #"{ rule: tanh, backward: "g", gradients: overwrite }"#, "{ gradients: order }", "{}",
    ])
  func one(wrong: String) throws {
    let problems = try SmallLesson.formProblems(scene: Self.scene(wrong))
    #expect(problems.count == 1, "\(problems)")
    #expect(problems.first?.hasPrefix("lesson.md:16:") == true)
  }
}
