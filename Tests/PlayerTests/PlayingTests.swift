import Diagnostics
import Equations
import Screen
import Testing

@testable import Player

@Suite("Playing")
struct PlayingTests {
  @Test("does a step a beat, asks for no time when paused, and ends with the page")
  func steps() throws {
    var student = try Student(at: "weigh"), stepped = student
    #expect(student.state.beat == nil)
    student.press("a")
    #expect(student.state.beat == 500)
    #expect(student.screen.contains("playing, 2 steps a second"))
    student.beat()
    stepped.press("space")
    #expect(try student.stage().position == stepped.stage().position)
    // Three beats that nobody heard are done as one.
    student.beat(Beat(count: 3))
    stepped.press("3*space")
    #expect(try student.stage().position == stepped.stage().position)
    #expect(student.state.beat == nil)
    #expect(student.footer.contains("this is the last step"))
    student.beat()
    #expect(student.pageID == "weigh")
    // The way back is the way there.
    student.press("4*bs")
    #expect(try student.stage().position == Student(at: "weigh").stage().position)
  }

  @Test("becomes faster and slower, and pauses at any other key")
  func speed() throws {
    var student = try Student(at: "and-learned")
    student.press("a >")
    #expect(student.state.beat == 250)
    student.press("9*>")
    #expect(student.state.beat == 17)
    #expect(student.footer.contains("as far as it goes"))
    student.press("20*<")
    #expect(student.state.beat == 2000)
    for key in ["a", "space", "esc"] {
      var paused = student
      let before = try paused.stage().position
      paused.press(Key(name: key) ?? .space)
      #expect(paused.state.beat == nil && paused.footer.contains("paused"))
      #expect(try paused.stage().position == before)
      #expect(paused.effects.isEmpty)
    }
    // A key that does something else does it too.
    student.press("end")
    #expect(student.state.beat == nil)
    #expect(try student.stage().position == student.stage().scene.end)
  }

  @Test("asks for no time under the help and on a screen that is too small")
  func hidden() throws {
    var student = try Student(at: "and-learned")
    student.press("a")
    student.resize(to: Size(width: 20, height: 5))
    #expect(student.state.beat == nil)
    student.resize(to: .usual)
    #expect(student.state.beat == 500)
    student.press("?")
    #expect(student.state.beat == nil && student.state.isHelpOpen)
  }
}

@Suite("A count")
struct CountTests {
  @Test("before a step does it so often, and before G names a step")
  func counts() throws {
    var student = try Student(at: "and-learned"), stepped = student
    student.press("1 2")
    #expect(student.footer.contains("12"))
    student.press("space")
    stepped.press("12*space")
    #expect(try student.stage().position == stepped.stage().position)
    student.press("5 bs")
    stepped.press("5*bs")
    #expect(try student.stage().position == stepped.stage().position)
    student.press("5 G")
    var fifth = try Student(at: "and-learned")
    fifth.press("5*space")
    #expect(try student.stage().position == fifth.stage().position)
    student.press("G")
    #expect(try student.stage().position == student.stage().scene.end)
    // More than there are: as far as it goes, on this page.
    student.press("home 9 9 9 9 9 9 9 space")
    #expect(try student.stage().position == student.stage().scene.end)
    #expect(student.pageID == "and-learned")
  }

  @Test("is forgotten by Escape, and typed into a question as itself")
  func forgotten() throws {
    var student = try Student(at: "and-learned")
    let before = student.frame
    student.press("7 esc")
    #expect(student.frame == before)
    student.press("space bs")
    #expect(student.frame == before)
    student.edit("w[1]", to: "12")
    #expect(try student.reading("w[1]") == 12)
  }
}

@Suite("A time step")
struct TimeStepTests {
  @Test("ends where the loop goes on, forward and backward")
  func rnn() throws {
    // h[0] = 0 is given; h[1], h[2], h[3], then the loss; back through the same.
    var stage = try StageState(
      Student.scene(
        """
        given x[1...3] = [1, 0, 1]
        weight w = 0.5
        weight u = 1
        h[0] = 0
        for t = 1...3:
            h[t] = tanh(w h[t-1] + u x[t])
        loss = 0.5 h[3]^2
        """))
    stage.size = .time
    var times: [String] = []
    while stage.stepForward() {
      let phase = try #require(stage.context(.unicode, cursor: nil).step).phase.rawValue
      times.append("\(phase) \(stage.time.map { "\($0)" } ?? "-")")
    }
    #expect(
      times == [
        "forward 1", "forward 2", "forward 3", "forward -", "backward -", "backward 3",
        "backward 2", "backward 1",
      ])
    // Each has one equation: its steps are the same.
    #expect(stage.scene.sizes == [.operation, .equation, .example])
  }

  @Test("of two sequences ends in both")
  func twoLoops() throws {
    var stage = try StageState(
      Student.scene(
        """
        given x[1...2] = [1, 2]
        s[0] = 0
        for i = 1...2:
            a[i] = 2 x[i]
            s[i] = s[i-1] + a[i]
        d[0] = s[2]
        for t = 1...3:
            d[t] = d[t-1] + 1
        """))
    stage.size = .time
    var times: [Int?] = []
    while stage.stepForward() { times.append(stage.time) }
    // d[0] is what the second starts from.
    #expect(times == [1, 2, 0, 1, 2, 3])
  }
}

extension Student {
  static func scene(_ text: String) throws -> SceneRun {
    SceneRun(try Model(SourceText(name: "m.eqn", text: text)))
  }

  mutating func beat(_ beat: Beat = Beat()) { _ = state.update(.beat(beat)) }
}
