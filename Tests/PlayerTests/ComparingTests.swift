import Autograd
import Screen
import Testing

@testable import Player

@Suite("Two scenes side by side")
struct ComparingTests {
  /// loss = (w x − 3)², w = 2: 1 for x = 2; the other starts with w = 1, so 1.
  private static let neuron = """
    given x = 2
    weight w = 2
    y = w x
    loss = (y - 3)^2
    update w = w - 0.1 * grad(w)
    """

  private func student(
    _ compare: String = "values: { w: 4 }", size: Size = .usual, text: String = "Text.",
    view: String = "equations", files more: [String: String] = [:]
  ) throws -> Student {
    let scene = """
      name: left
      model: m.eqn
      view: \(view)
      play: all
      stop: operation
      compare: { name: right, \(compare) }
      """
    var (lesson, files) = try SmallLesson.reading(text, scene: scene, model: Self.neuron)
    for (name, text) in more { files[name] = .init(name: name, text: text) }
    return Student(reading: lesson, files: files, size: size)
  }

  private func twin(_ student: Student) throws -> StageState {
    try #require(student.state.lesson?.page.twin?.stage)
  }

  private func reading(_ name: String, _ stage: StageState) throws -> Double? {
    let entry = try #require(stage.scene.model.entry(named: name))
    return stage.context(.unicode, cursor: nil).reading(entry)
  }

  @Test("of one model stand at the same place, wherever the first goes")
  func inStep() throws {
    var student = try student()
    for keys in ["space", "3*space", "bs", "end", "home", "; space", "end"] {
      student.press(keys)
      #expect(try twin(student).position == student.stage().position, "\(keys)")
    }
    // 2·2 = 4 and 4·2 = 8: losses 1 and 25; ∂loss/∂w = 2·(y − 3)·2.
    #expect(try student.reading("loss") == 1)
    #expect(try reading("loss", twin(student)) == 25)
    #expect(try student.reading("grad(w)") == 4)
    #expect(try reading("grad(w)", twin(student)) == 20)
  }

  @Test("share the student's changes, but for what is compared")
  func edits() throws {
    var student = try student()
    student.press("end")
    student.edit("x", to: "1")
    // 2·1 and 4·1: losses 1 and 1.
    #expect(try reading("y", twin(student)) == 4)
    #expect(try reading("loss", twin(student)) == 1)
    student.press("home")
    student.edit("w", to: "3")
    student.press("end")
    #expect(try student.reading("y") == 3)
    #expect(try reading("y", twin(student)) == 4)
    student.press("u u")
    #expect(try reading("y", twin(student)) == 8)
  }

  @Test(
    "of two models stand in the same phase, and end together",
    arguments: ["gru.eqn", "long.eqn"])
  func otherModel(name: String) throws {
    let models = [
      "gru.eqn": "given x = 2\nweight w = 1\na = w x\nb = tanh(a)\nc = b + a\nloss = c^2",
      "long.eqn":
        "given x = 2\nweight w = 1\nh[0] = x\nfor t = 1...9:\n    h[t] = tanh(w h[t-1])\nloss = h[9]^2",
    ]
    var student = try student("model: \(name)", files: [name: try #require(models[name])])
    student.press("home")
    var last = -1
    while student.step() {
      let first = try student.stage(), second = try twin(student)
      #expect(second.position.ticks >= last)
      last = second.position.ticks
      let isForward = try student.reading("loss") == nil
      #expect(try isForward || reading("loss", second) != nil)
      if first.position == first.scene.end { #expect(second.position == second.scene.end) }
    }
    #expect(last > 0)
  }

  @Test("stand at the same time step where both have it")
  func timeSteps() throws {
    let long = "given x = 2\nh[0] = x\nfor t = 1...4:\n    a[t] = 2 h[t-1]\n    h[t] = tanh(a[t])"
    let short = "given x = 2\nh[0] = x\nfor t = 1...2:\n    h[t] = 3 h[t-1]"
    let scene = "model: m.eqn\nview: equations\nstop: operation\ncompare: short.eqn"
    var (lesson, files) = try SmallLesson.reading("Text.", scene: scene, model: long)
    files["short.eqn"] = .init(name: "short.eqn", text: short)
    var student = Student(reading: lesson, files: files)
    func go(until name: String) throws {
      while try student.reading(name) == nil { try #require(next()) }
    }
    func next() -> Bool { student.step() }
    try go(until: "h[1]")
    #expect(try reading("h[1]", twin(student)) == 6)
    #expect(try reading("h[2]", twin(student)) == nil)
    try go(until: "h[2]")
    #expect(try reading("h[2]", twin(student)) == 18)
    // It has no third step, and waits at its end.
    try go(until: "h[4]")
    #expect(try twin(student).position == twin(student).scene.end)
  }

  @Test("are both shown, by their names, with both losses", arguments: [80, 100, 140])
  func shown(width: Int) throws {
    var student = try student(size: Size(width: width, height: width == 80 ? 24 : 45))
    student.press("end")
    #expect(student.screen.contains("left"))
    #expect(student.screen.contains("right"))
    let line = try #require(student.frame.rows.first { $0.contains("loss   left") })
    #expect(line.contains("left       1   right      25"))
  }

  @Test("take turns where there is no room for both")
  func alternating() throws {
    var student = try student(size: State.smallest, view: "[equations, table]")
    student.press("end")
    let first = student.screen
    student.press("|")
    #expect(student.footer.contains("this is right"))
    #expect(student.screen != first)
    student.press("| ^l")
    #expect(student.screen == first)
  }

  @Test("are both asked: tab goes from one to the other")
  func asking() throws {
    var student = try student(size: Size(width: 140, height: 45))
    student.press("end tab tab")
    student.go(to: "y")
    student.press("enter")
    #expect(student.screen.contains("4·2"))
    student.press("tab tab")
    #expect(student.state.lesson?.focus == .stage)
    #expect(student.state.lesson?.page.isOnTwin == false)
    student.go(to: "y")
    student.press("enter")
    #expect(student.screen.contains("2·2"))
    // The numbers compared are changed in the first.
    student.press("|")
    student.press("+")
    #expect(student.footer.contains("changes are made in left"))
    student.press("btab btab")
    #expect(student.state.lesson?.focus == .text)
  }

  @Test("answer the text's questions by name")
  func claims() throws {
    let student = try student(
      text: "Here `= left: loss ≈ 1` and there `= right: loss ≈ 25`, `= loss`.")
    #expect(student.screen.contains("Here 1 and there 25, 1."))
  }

  @Test("are named by what differs")
  func titles() throws {
    for (compare, title) in [
      ("compare: { values: { w: 4 } }", "w 4"), ("compare: n.eqn", "n.eqn"),
    ] {
      var (lesson, files) = try SmallLesson.reading(
        "Text.", scene: "model: m.eqn\nview: equations\n\(compare)", model: Self.neuron)
      files["n.eqn"] = .init(name: "n.eqn", text: Self.neuron)
      let student = Student(reading: lesson, files: files, size: Size(width: 140, height: 45))
      #expect(student.screen.contains(title))
      #expect(student.screen.contains("m.eqn"))
    }
  }

  @Test("must both run")
  func lint() throws {
    for (compare, message) in [
      ("missing.eqn", "there is no file `missing.eqn`"), ("{ values: { q: 1 } }", "`q`"),
    ] {
      let problems = try SmallLesson.problems(
        scene: "model: m.eqn\nview: equations\ncompare: \(compare)", model: Self.neuron)
      #expect(problems.contains { $0.contains(message) }, "\(problems)")
    }
  }

  @Test("have a stop of tab's each, as the footer says")
  func footer() throws {
    #expect(try student().footer.contains("tab text/stages"))
    #expect(try Student(at: "fire").footer.contains("tab text/stage "))
  }
}
