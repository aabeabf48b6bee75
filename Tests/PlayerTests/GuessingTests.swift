import Screen
import Testing

@testable import Player

@Suite("A number to be guessed")
struct GuessingTests {
  /// z = 0.5·2 + 0.25 = 1.25, s = z² = 1.5625, ∂s/∂w = 2·1.25·2 = 5.
  private static let model = """
    given x = 2
    weight w = 0.5
    weight b = 0.25
    z = w x + b
    loss = z^2
    update w = w - 0.1 * grad(w)
    """

  private func student(
    _ predict: String, text: String = "Text.", play: String = "all", size: Size = .usual
  ) throws -> Student {
    let scene =
      "model: m.eqn\nview: [equations, table]\nplay: \(play)\nstop: equation\npredict: \(predict)"
    let (lesson, files) = try SmallLesson.reading(text, scene: scene, model: Self.model)
    return Student(reading: lesson, files: files, size: size)
  }

  @Test("holds the steps back, large ones and jumps too", arguments: ["space", "end", "5*n"])
  func waits(keys: String) throws {
    var student = try student("[z]")
    student.press(keys)
    #expect(student.state.prompt?.purpose == .guess(name: "z"))
    #expect(student.footer.contains("z? "))
    #expect(try student.reading("z") == nil)
    #expect(try student.reading("loss") == nil)
    // The prompt can be left to look around, and comes back with the next step.
    let before = try student.stage().position
    student.press("esc tab left space")
    #expect(student.state.prompt != nil)
    #expect(try student.stage().position == before)
  }

  @Test(
    "is told beside what was said, and the steps go on",
    arguments: [
      ("1", "z: you said 1; it is 1.25: the sign is right, off by 0.25"),
      ("1,2", "z: you said 1.2; it is 1.25: close"),
      ("5/4", "z: you said 1.25; it is 1.25: right"),
      ("−1", "z: you said −1; it is 1.25: off by 2.2"),
      ("+", "z: you said +; it is 1.25: the sign is right"),
      ("-", "z: you said −; it is 1.25: the sign is the other one"),
      ("", "z: it is 1.25"),
    ])
  func answer(typed: String, said: String) throws {
    var student = try student("[z]")
    student.press("space")
    student.type(typed)
    student.press("enter")
    #expect(student.state.message?.text == said)
    #expect(student.state.prompt == nil)
    #expect(try student.reading("z") == 1.25)
    student.press("space")
    #expect(student.state.prompt == nil)
    #expect(try student.reading("loss") == 1.5625)
  }

  @Test("stands beside its number on the stage and in the inspector")
  func ghost() throws {
    var student = try student("[z]")
    student.press("space 1 enter")
    #expect(student.screen.contains("(1?)"))
    student.press("space")
    student.go(to: "z")
    student.press("enter")
    #expect(student.screen.contains("z: you said 1; it is 1.25"))
  }

  @Test("refuses what is no number and no sign, and keeps what was typed")
  func wrongText() throws {
    var student = try student("[z]")
    student.press("space a b enter")
    #expect(student.footer.contains("z? ab"))
    #expect(student.footer.contains("is needed"))
    #expect(try student.reading("z") == nil)
  }

  @Test("is shown without a guess", arguments: ["S", "pgdn", "enter"])
  func shown(key: String) throws {
    var student = try student("[z]")
    student.press("space")
    student.press(key)
    #expect(try student.reading("z") == 1.25)
    #expect(!student.screen.contains("?)"))
  }

  @Test("is covered in the views, the inspector and the text until then")
  func covered() throws {
    var student = try student("[z]", text: "Here z is `= z ≈ 1.25` and s `= loss ≈ 1.56`.")
    #expect(student.screen.contains("Here z is ? and s 1.56."))
    student.press("space esc")
    for keys in ["g z enter enter", "esc \\", "\\"] {
      student.press(keys)
      #expect(!student.screen.contains("1.25"), "\(keys)")
      #expect(student.screen.contains("?"))
    }
    student.press("space S")
    #expect(student.screen.contains("Here z is 1.25 and s 1.56."))
  }

  @Test("may be a gradient, of which no share is told before it is added")
  func gradient() throws {
    var student = try student("[\"grad(w)\"]")
    student.press("g")
    student.type("grad(w)")
    student.press("enter enter")
    #expect(student.screen.contains("∂loss/∂w = ?"))
    student.press("end")
    #expect(student.state.prompt?.purpose == .guess(name: "∂loss/∂w"))
    #expect(try student.reading("grad(w)") == nil)
    student.press("4 enter")
    // 2·1.25·2 = 5.
    #expect(try student.reading("grad(w)") == 5)
    #expect(student.state.message?.text.hasSuffix("the sign is right, off by 1") == true)
  }

  @Test("may be what an update makes of a weight")
  func update() throws {
    var student = try student("[w]")
    student.press("end")
    #expect(student.footer.contains("w after its update?"))
    #expect(try student.reading("w") == 0.5)
    // 0.5 − 0.1·5 = 0.
    student.press("0 enter")
    #expect(student.state.message?.text == "w after its update: you said 0; it is 0: right")
    #expect(try student.reading("w") == 0)
  }

  @Test("of several is asked one after another")
  func several() throws {
    var student = try student("[loss, z]")
    student.press("end")
    #expect(student.footer.contains("z?"))
    student.press("S end")
    #expect(student.footer.contains("loss?"))
    student.press("S end")
    #expect(student.state.prompt == nil)
  }

  @Test("of a family is each of its numbers")
  func family() throws {
    let model = """
      given x : [2] = [1, 2]
      h[0] = zeros(2)
      for t = 1...2:
          h[t] = 2 h[t-1] + x
      """
    let (lesson, files) = try SmallLesson.reading(
      "Text.", scene: "model: m.eqn\nview: equations\nstop: equation\npredict: [h]", model: model)
    #expect(PlayedLesson(lesson, files: files).problems.map(\.line) == [])
    var student = Student(reading: lesson, files: files)
    var asked: [String] = []
    for _ in 0..<4 {
      student.press("end")
      if case .guess(let name) = student.state.prompt?.purpose { asked.append(name) }
      student.press("S")
    }
    // h[0] is known as the page opens. h[1] = x, h[2] = 2 x + x.
    #expect(asked == ["h[1][1]", "h[1][2]", "h[2][1]", "h[2][2]"])
    #expect(try student.reading("h[2][2]") == 6)
  }

  @Test("that was guessed stays known on the way back; x covers it again")
  func back() throws {
    var student = try student("[z]")
    student.press("space 1 enter 2*bs end")
    #expect(student.state.prompt == nil)
    #expect(try student.reading("z") == 1.25)
    student.press("x")
    #expect(try student.reading("z") == nil)
    student.press("space")
    #expect(student.state.prompt?.purpose == .guess(name: "z"))
    #expect(!student.screen.contains("(1?)"))
  }

  @Test("leaves the way back exact")
  func wayBack() throws {
    var student = try student("[z]")
    let opening = student.frame
    student.press("space S")
    student.press("bs")
    #expect(try student.stage().position == student.stage().scene.start)
    student.press("x ^l")
    #expect(student.frame == opening)
  }

  @Test("must be computed by a step of the page, and have a name")
  func lint() throws {
    let scene = "model: m.eqn\nview: table\nplay: forward\npredict: "
    for (name, message) in [
      ("q", "`q` is not a quantity"), ("x", "`x` cannot be guessed"),
      ("\"grad(w)\"", "`grad(w)` cannot be guessed"),
    ] {
      let problems = try SmallLesson.problems(
        scene: scene + "[\(name)]", model: Self.model)
      #expect(problems.contains { $0.contains(message) }, "\(problems)")
    }
    #expect(try SmallLesson.problems(scene: scene + "[z]", model: Self.model) == [])
  }
}
