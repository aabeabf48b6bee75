import Autograd
import Diagnostics
import Screen
import Testing

@testable import Equations
@testable import Player

@Suite("Overwriting a computed number")
struct OverwritingTests {
  /// f = σ(0), c = f·c0 + i, h = tanh(c), loss = h².
  static let gate = """
    given c0 = 2
    given x = 1
    weight w = 0
    weight b = 0.5
    z = w x
    f = σ(z)    # the gate
    c = f c0 + b x
    loss = c^2
    """

  private func atEnd(_ model: String = gate, size: Size = .wide) throws -> Student {
    var student = try Student(model: model, size: size)
    student.press("end")
    return student
  }

  @Test("computes what follows anew, keeps the old numbers, and hands no gradient on")
  func downstream() throws {
    var student = try atEnd()
    // c = 0.5·2 + 0.5 = 1.5; ∂loss/∂c = 3, ∂loss/∂f = 3·2 = 6, ∂loss/∂w = 6·0.25·1 = 1.5.
    #expect(try student.reading("c") == 1.5 && student.reading("grad(w)") == 1.5)
    student.go(to: "f")
    student.press("i 1 enter")
    // With the gate held open c = 1·2 + 0.5 = 2.5, loss = 6.25, ∂loss/∂c = 5, ∂loss/∂f = 10.
    #expect(try student.reading("f") == 1 && student.ghost("f") == 0.5)
    #expect(try student.reading("c") == 2.5 && student.ghost("c") == 1.5)
    #expect(try student.reading("loss") == 6.25)
    #expect(try student.reading("grad(f)") == 10 && student.reading("grad(c0)") == 5)
    #expect(try student.reading("grad(b)") == 5)
    #expect(try student.reading("grad(w)") == 0 && student.ghost("grad(w)") == 1.5)
  }

  @Test(
    "is told where the number is asked, with what its rule gave", arguments: [Size.usual, .wide])
  func explained(size: Size) throws {
    var student = try atEnd(size: size)
    student.go(to: "f")
    student.press("i 1 enter enter")
    #expect(student.screen.contains("overwritten: f is 1 in place of 0.5"))
    #expect(student.screen.contains("f = σ(z)"))
    student.press("esc")
    student.go(to: "grad(z)")
    student.press("enter")
    let ledger = try student.inspector().joined(separator: " ")
    #expect(ledger.contains("f is overwritten: nothing flows back from it"))
  }

  @Test("is told at the step that computes it")
  func step() throws {
    var student = try atEnd()
    student.go(to: "f")
    student.press("i 1 enter home")
    while try student.reading("f") == nil { student.press("space") }
    #expect(student.screen.contains("overwritten: f is 1 in place of 0.5"))
  }

  @Test("is undone, done again and reset exactly")
  func undo() throws {
    var student = try atEnd()
    student.go(to: "f")
    let own = student.frame
    student.press("i 0 enter")
    let changed = student.frame
    #expect(changed != own)
    student.press("u")
    #expect(student.frame == own)
    student.press("^r")
    #expect(student.frame == changed)
    student.press("+ + x")
    #expect(student.frame == own)
  }

  @Test("can come before the number, whose step then leaves it as it was put")
  func before() throws {
    var student = try Student(model: Self.gate, size: .wide)
    student.go(to: "f")
    student.press("i 0 enter")
    #expect(student.footer.contains("f will be 0 when its step comes"))
    #expect(try student.reading("f") == nil)
    student.press("end")
    #expect(try student.reading("c") == 0.5)
  }

  @Test("can be nudged further")
  func nudged() throws {
    var student = try atEnd()
    student.go(to: "f")
    student.press("+")
    #expect(student.footer.contains("put the cursor on an input or a weight first"))
    student.press("i 1 enter -")
    #expect(try student.reading("f") == 0.9)
  }

  @Test("says of what is not computed so why it cannot be overwritten")
  func refused() throws {
    var student = try atEnd()
    for (name, reason) in [
      ("w", "w is not computed; e changes it"), ("grad(f)", "a gradient follows from the values"),
    ] {
      student.go(to: name)
      student.press("i")
      #expect(student.footer.contains(reason))
      #expect(student.state.prompt == nil)
    }
    var stable = try atEnd(
      """
      weight z = 0.5
      o = σ(z)
      loss = bce(o, 1)
      """)
    stable.go(to: "o")
    stable.press("i")
    #expect(stable.footer.contains("loss comes straight from z, past o"))
  }

  @Test("in training holds for one example, and what is learned from it")
  func training() throws {
    // w ← w − 0.5·∂loss/∂w, loss = (y − 1)², y = w·2: w = 0 gives ∂ = 2·(0 − 1)·2 = −4, w = 2;
    // y = 4 gives ∂ = 2·3·2 = 12, w = −4.
    let model = """
      given x = 2
      weight w = 0
      y = w x
      loss = (y - 1)^2
      update w = w - 0.5 grad(w)
      """
    var student = try atEnd(model)
    student.press("home")
    while try student.stage().position.presentation < 1 { student.press("space") }
    student.press("end home")
    func weight(_ student: inout Student, at presentation: Int) throws -> Double? {
      student.press("home")
      while try student.stage().position.presentation < presentation { student.press("space") }
      return try student.reading("w")
    }
    #expect(try weight(&student, at: 1) == 2)
    #expect(try weight(&student, at: 2) == -4)
    _ = try weight(&student, at: 1)
    student.go(to: "y")
    student.press("i 1 enter")
    #expect(student.footer.contains("for this example"))
    // y was overwritten: nothing flows back to w, which stays; the next example is as ever.
    #expect(try weight(&student, at: 2) == 2)
    #expect(try weight(&student, at: 3) == -4)
    #expect(try weight(&student, at: 1) == 2)
  }

  @Test("leaves the place that is kept the lesson's own")
  func place() throws {
    var student = try Student(at: "fire")
    student.press("end")
    let own = student.state.lesson?.place
    let frame = student.frame
    student.go(to: "s")
    student.press("i 9 enter")
    #expect(try student.reading("s") == 9)
    #expect(student.state.lesson?.place == own)
    student.press("x")
    #expect(try student.stage().edits.isEmpty)
    student.press("esc esc")
    student.press("end")
    var other = try Student(at: "fire")
    other.press("end")
    #expect(other.frame == frame)
  }
}
