import Autograd
import Diagnostics
import Foundation
import Screen
import Testing

@testable import Equations
@testable import Player

@Suite("Measuring")
struct MeasuringTests {
  /// loss = (w·x − y)², at w = 0.5, x = 2, y = 3: 4; ∂loss/∂w = 2·(1 − 3)·2 = −8.
  private static let neuron = """
    given x = 2
    given y = 3
    weight w = 0.5
    z = w x
    loss = (z - y)^2
    """

  private func student(_ model: String = neuron, size: Size = .wide) throws -> Student {
    var student = try Student(model: model, size: size)
    student.press("end")
    student.go(to: "w")
    return student
  }

  // MARK: Nudging

  @Test("a nudge shows the change of the loss beside what the gradient foretold")
  func nudge() throws {
    var student = try student()
    student.press("_ +")
    // w = 0.51: z = 1.02, loss = 1.98² = 3.9204, changed by −0.0796; −8·0.01 = −0.08.
    #expect(
      try student.note() == [
        "w: 0.5 → 0.51   _ takes other steps", "loss: 4 → 3.9204   changed by −0.0796",
        "gradient × change = −8·0.01 = −0.08",
        "foretold to 0.5 %: over so short a way the slope hardly changes",
      ])
    // The next key takes it away.
    student.press("tab")
    #expect(!student.screen.contains("changed by"))
  }

  @Test("a long one shows that a gradient foretells short ways only")
  func longNudge() throws {
    var student = try student()
    student.press("_ _ _ +")
    // w = 1.5: z = 3, loss = 0: changed by −4, foretold −8.
    let lines = try student.note()
    #expect(lines[1] == "loss: 4 → 0   changed by −4")
    #expect(lines[2] == "gradient × change = −8·1 = −8")
    #expect(lines[3].hasPrefix("off by 100 %"))
    student.press("_")
    #expect(student.footer.contains("now go 0.1 up and down"))
    // w = 1.4 from there, where the gradient is 0 and the loss 0.04.
    student.press("-")
    #expect(try student.note()[2] == "gradient × change = 0·(−0.1) = 0")
  }

  @Test("a nudge goes there and back to the very number, by its size", arguments: [0, 1, 2, 3])
  func sizes(times: Int) throws {
    var student = try student()
    let own = student.frame
    for _ in 0..<times { student.press("_") }
    student.press("+ + + - - -")
    #expect(try student.reading("w") == 0.5)
    student.press("6*u tab tab")
    #expect(student.frame.plainText == own.plainText)
  }

  @Test("before the loss is computed nothing of it is told")
  func covered() throws {
    var student = try student()
    student.press("home")
    student.go(to: "w")
    student.press("+")
    let lines = try student.note()
    #expect(lines[0] == "w: 0.5 → 0.6")
    #expect(lines[1].hasPrefix("loss is not computed yet"))
    #expect(!student.screen.contains("3.24"))
  }

  @Test("before the gradient is computed only the loss is told")
  func forward() throws {
    var student = try student()
    student.press("home")
    while try student.reading("loss") == nil { student.press("space") }
    student.go(to: "w")
    student.press("+")
    // w = 0.6: (1.2 − 3)² = 3.24.
    #expect(try student.note()[1] == "loss: 4 → 3.24   changed by −0.76")
    #expect(try student.note().count == 2)
  }

  @Test("without a loss it is the last number that tells")
  func withoutLoss() throws {
    var student = try student(
      """
      given x : [2] = [1, 2]
      weight w = 0.5
      y = tanh(w x)
      z = y + x
      """)
    student.press("+")
    // tanh(0.6) − tanh(0.5) = 0.07493…; tanh(1.2) − tanh(1) = 0.07206…: the first moved more.
    let lines = try student.note()
    #expect(lines.count == 2)
    #expect(lines[1].hasPrefix("z[1]: 1.4621 → 1.537 ") && lines[1].hasSuffix("changed by 0.0749"))
  }

  @Test("the printed numbers are as far apart as is said")
  func difference() {
    let pairs: [(Double, Double)] = [
      (0.3412, 0.3391), (1e6, 1e6 + 0.001), (2, 2 + 1e-9), (-3, 3), (0.1, 0.1 + 1e-7),
    ]
    for (before, after) in pairs {
      let difference = Difference(before: before, after: after)
      let numbers = difference.text.split(separator: " → ").map {
        Double($0.replacing("−", with: "-")) ?? .nan
      }
      #expect(numbers.count == 2)
      let apart = numbers[1] - numbers[0]
      #expect(abs(apart / (after - before) - 1) < 0.01, "\(difference.text)")
    }
  }

  // MARK: Verifying

  @Test("verifies a gradient by a central difference")
  func verify() throws {
    var student = try student()
    student.press("v")
    let lines = try student.note()
    #expect(lines[0].hasPrefix("∂loss/∂w = −8") && lines[0].contains("by the rules"))
    #expect(lines[1].hasPrefix("(loss(w + ε) − loss(w − ε)) / 2ε"))
    #expect(lines[2].hasSuffix("digits agree"))
    student.press("tab")
    #expect(!student.screen.contains("digits agree"))
  }

  @Test("of a value verifies its gradient, also of a computed and an overwritten one")
  func values() throws {
    var student = try student()
    for name in ["z", "grad(z)", "x", "y"] {
      student.go(to: name)
      student.press("v")
      #expect(try student.note().last?.hasSuffix("digits agree") == true, "\(name)")
    }
    student.go(to: "z")
    student.press("i 5 enter v")
    // ∂loss/∂z = 2·(5 − 3) = 4; nothing gets from w to the loss.
    #expect(try student.note()[0].hasPrefix("∂loss/∂z = 4"))
    #expect(try student.note().last?.hasSuffix("digits agree") == true)
    student.go(to: "w")
    student.press("v")
    #expect(try student.note().last?.hasPrefix("both are 0") == true)
  }

  @Test("says of a kink that a measured slope means nothing there")
  func kink() throws {
    var student = try student(
      """
      weight w = 0
      a = relu(w)
      loss = a
      """)
    student.press("v")
    #expect(student.screen.contains("a has a kink here"))
  }

  @Test("says what has no gradient to be measured")
  func refused() throws {
    var student = try Student(
      model: """
        vocab abc = letters "abc"
        given k : abc = "b"
        weight z : [3] = [0.5, 0, -1]
        p = softmax(z)
        loss = cross_entropy(p, k)
        """)
    student.press("end")
    for (name, reason) in [
      ("k", "a token, a position"), ("loss", "there is nothing to measure"),
      ("p[1]", "loss comes straight from z, past p"),
    ] {
      student.go(to: name)
      student.press("v")
      #expect(student.footer.contains(reason), "\(name): \(student.footer)")
    }
    student.press("home")
    student.go(to: "z[1]")
    student.press("v")
    #expect(student.footer.contains("∂loss/∂z[1] is not computed yet"))
    var forward = try Student(at: "fire")
    forward.press("end v")
    #expect(forward.footer.contains("without a loss there is no gradient"))
  }

  // MARK: Going to where a number was made

  @Test("goes to the step that made a number, and back")
  func jump() throws {
    var student = try student()
    let end = try student.stage().position
    student.go(to: "z")
    student.press("J")
    let there = try student.stage().position
    #expect(there < end)
    #expect(try student.reading("z") == 1)
    #expect(try student.stage().cursor == student.entry("z"))
    student.press("bs")
    #expect(try student.reading("z") == nil)
    student.press("space")
    student.go(to: "z")
    student.press("J")
    #expect(student.footer.contains("this is the step that makes z"))
  }

  @Test("comes back to the very frame")
  func back() throws {
    var student = try student()
    student.go(to: "z")
    let before = student.frame
    student.press("J")
    #expect(student.footer.contains("this step makes z"))
    #expect(student.frame != before)
    student.press("J")
    #expect(student.frame == before)
  }

  @Test("of a gradient goes to its last share")
  func gradients() throws {
    // w is used twice: ∂loss/∂w has two shares, and is whole after the second.
    var student = try student(
      """
      weight w = 3
      a = w^2
      loss = a w
      """)
    student.go(to: "grad(w)")
    student.press("J")
    // loss = w³: 3·9 = 27.
    #expect(try student.reading("grad(w)") == 27)
    student.press("bs")
    #expect(try student.reading("grad(w)") != 27)
    student.go(to: "w")
    student.press("J")
    #expect(student.footer.contains("no step makes w"))
  }

  @Test("of a learned weight goes to the update before")
  func learned() throws {
    var student = try student(
      """
      given x = 2
      weight w = 0
      loss = (w x - 1)^2
      update w = w - 0.1 grad(w)
      """)
    student.press("home")
    while try student.stage().position.presentation < 2 { student.press("space") }
    student.go(to: "w")
    student.press("J")
    #expect(try student.stage().position.presentation == 1)
    student.press("J")
    #expect(try student.stage().position.presentation == 2)
  }
}

extension Student {
  /// The lines that stand in the inspector until the next key.
  fileprivate func note() throws -> [String] {
    let note = try #require(state.note)
    return note.lines(state.glyphs).map(\.text)
  }
}
