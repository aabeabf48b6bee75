import Screen
import Testing

@testable import Player

@Suite("Changing a number")
struct EditingTests {
  /// x = (1, 0, 1), w = (3, 2, −1), threshold 2: s = 2, o = 0.
  private func neuron(size: Size = .usual) throws -> Student {
    var student = try Student(at: "function", size: size)
    student.press("end")
    student.go(to: "x[2]")
    return student
  }

  @Test("changes what is computed from it, keeps the old numbers, and leaves the rest")
  func downstream() throws {
    var student = try neuron()
    student.press("e")
    #expect(student.footer.contains("x[2] ="))
    student.press("1 enter")
    // 3·1 + 2·1 + (−1)·1 = 4, above 2.
    #expect(try student.reading("s") == 4)
    #expect(try student.reading("o") == 1)
    #expect(try student.ghost("x[2]") == 0)
    #expect(try student.ghost("s") == 2)
    #expect(try student.ghost("o") == 0)
    for name in ["x[1]", "x[3]", "w[2]", "threshold"] {
      #expect(try student.ghost(name) == nil)
    }
  }

  @Test("shows the old numbers in parentheses with the new ones", arguments: [Size.usual, .wide])
  func ghosts(size: Size) throws {
    var student = try neuron(size: size)
    #expect(student.frame.ghosts.isEmpty)
    student.press("e 1 enter")
    // x[2] and o were 0, s was 2.
    #expect(student.frame.ghosts.sorted() == ["(0)", "(0)", "(2)"])
    student.press("u")
    #expect(student.frame.ghosts.isEmpty)
  }

  @Test("is undone, done again and reset exactly")
  func undo() throws {
    var student = try neuron()
    let own = student.frame
    student.press("e 1 enter")
    let once = student.frame
    student.press("e 3 enter")
    let twice = student.frame
    #expect(Set([own, once, twice]).count == 3)
    student.press("u")
    #expect(student.frame == once)
    student.press("u")
    #expect(student.frame == own)
    student.press("u")
    #expect(student.footer.contains("nothing to undo"))
    student.press("^r")
    #expect(student.frame == once)
    student.press("^r")
    #expect(student.frame == twice)
    student.press("^r")
    #expect(student.footer.contains("nothing to do again"))
    student.press("x")
    #expect(student.frame == own)
    student.press("x")
    #expect(student.footer.contains("the page's own numbers"))
    // Going back to the lesson's own numbers is a change like any other.
    student.press("u")
    #expect(student.frame == twice)
  }

  @Test("takes a number in every way people write it, and no other text")
  func writing() {
    let numbers = [
      "0.5": 0.5, ".5": 0.5, "1/2": 0.5, "0,5": 0.5, "5e-1": 0.5, "−0.5": -0.5, "-0.5": -0.5,
      " 2 ": 2, "−1/4": -0.25, "20": 20, "-0": 0,
    ]
    for (text, number) in numbers {
      #expect(State.number(text) == number, "\(text)")
    }
    for text in ["", " ", "abc", "w", "1/0", "0/0", "[1]", "1 2 3 x", "--", "1e999", "="] {
      #expect(State.number(text) == nil, "\(text)")
    }
  }

  @Test("takes what is typed or pasted", arguments: ["0,5", "1/2", ".5", "0.50"])
  func typing(text: String) throws {
    var student = try neuron()
    student.press("e")
    student.type(text)
    student.press("enter")
    #expect(try student.reading("x[2]") == 0.5)
    student.press("e")
    _ = student.state.update(.pasted("−0.5\n"))
    student.press("enter")
    #expect(try student.reading("x[2]") == -0.5)
  }

  @Test("keeps the prompt and says why where the text is no number")
  func wrongText() throws {
    var student = try neuron()
    student.press("e a b enter")
    #expect(student.state.prompt?.text == "ab")
    #expect(student.footer.contains("x[2] = ab"))
    #expect(student.footer.contains("a number is needed here"))
    #expect(try student.reading("x[2]") == 0)
    // What was wrong can be mended in place.
    student.press("2*bs 1 enter")
    #expect(student.state.prompt == nil)
    #expect(try student.reading("x[2]") == 1)
  }

  @Test("takes letters, digits and the space as text, and no command")
  func promptIsText() throws {
    var student = try neuron()
    let before = student.pageID
    student.press("e q N P x u space 1 ? ,")
    #expect(student.state.prompt?.text == "qNPxu 1?,")
    #expect(student.pageID == before)
    #expect(!student.state.isHelpOpen)
    student.press("^u")
    #expect(student.state.prompt?.text == "")
  }

  @Test("is left by Escape with everything as it was")
  func escape() throws {
    var student = try neuron()
    let before = student.frame
    student.press("e 9 esc")
    #expect(student.frame == before)
    #expect(student.state.prompt == nil)
    #expect(try student.stage().edits.isEmpty)
  }

  @Test("nudges by a tenth, there and back to the very number")
  func nudging() throws {
    var student = try neuron()
    student.go(to: "w[1]")
    student.press("3*+")
    #expect(try student.reading("w[1]") == 3.3)
    student.press("3*-")
    #expect(try student.reading("w[1]") == 3)
    student.go(to: "s")
    student.press("+")
    #expect(student.footer.contains("put the cursor on an input or a weight first"))
    #expect(try student.reading("s") == 2)
  }

  @Test("in training holds from there on and leaves what was before")
  func training() throws {
    // After the first update of AND the neuron is (1, 1 | 1). With b = −1 it is right at all four
    // points, so there is no other update.
    var student = try Student(at: "and-learned")
    student.press("4*space , , , space home")
    while try student.stage().position.presentation < 4 { student.press("space") }
    #expect(try student.neuron() == Neuron(1, 1, 1))
    student.edit("b", to: "-1")
    #expect(try student.neuron() == Neuron(1, 1, -1))
    #expect(try student.ghost("b") == 1)
    student.press("end")
    #expect(try student.neuron() == Neuron(1, 1, -1))
    #expect(try student.stage().updateCount == 1)
    student.press("home")
    #expect(try student.neuron() == Neuron(0, 0, 0))
    #expect(try student.ghost("b") == nil)
    student.press("u end")
    #expect(try student.neuron() == Neuron(2, 1, -2))
  }

  @Test("shows the number that was typed, also once the update of the example is done")
  func afterUpdate() throws {
    // Behind (1, 1) b is 1. Whoever types −9 has made a neuron that does not fire there.
    var student = try Student(at: "and-learned")
    student.press("4*space")
    #expect(try student.reading("b") == 1)
    student.edit("b", to: "-9")
    #expect(try student.reading("b") == -9)
  }
}

extension Frame {
  /// The numbers shown as they were before an edit, row by row.
  fileprivate var ghosts: [String] {
    (0..<size.height).flatMap { y in
      let row = (0..<size.width).map { self[$0, y] }
      return row.split { $0.style != .ghost }.map { String($0.map(\.character)) }
    }
  }
}
