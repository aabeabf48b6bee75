import Autograd
import Diagnostics
import Screen
import Testing

@testable import Equations
@testable import Player

@Suite("Changing an equation")
struct EquationEditingTests {
  private static let model = """
    given x = 2
    weight w = 0.5   # learned
    for t = 1...2:
        h[t] = tanh(w x)   # the same twice
    z = h[1] + h[2]
    loss = (w x - 3)^2   # no answer is perfect
    """

  private func student(at name: String = "loss", size: Size = .wide) throws -> Student {
    var student = try Student(model: Self.model, size: size)
    student.press("end")
    student.go(to: name)
    return student
  }

  @Test("runs the model with the line as it was typed, and keeps the rest")
  func change() throws {
    var student = try student()
    #expect(try student.reading("loss") == 4)
    student.press("E")
    #expect(student.state.prompt?.text == "loss = (w x - 3)^2")
    student.press("4*bs")
    student.type("1)^2 + 1")
    student.press("enter")
    // (1 − 1)² + 1
    #expect(student.state.prompt == nil)
    #expect(try student.reading("loss") == 1)
    #expect(student.screen.contains("no answer is perfect"))
    #expect(try student.stage().cursor == student.entry("loss"))
  }

  @Test("is undone, done again and reset with the changes of numbers around it, exactly")
  func undo() throws {
    var student = try student()
    let own = student.screen
    student.edit("w", to: "1")
    student.go(to: "loss")
    let edited = student.screen
    student.press("E 4*bs")
    student.type("1)^2")
    student.press("enter")
    // w = 1 holds on: (2 − 1)² = 1.
    #expect(try student.reading("loss") == 1)
    student.edit("x", to: "3")
    #expect(try student.reading("loss") == 4)
    student.press("u")
    #expect(try student.reading("loss") == 1)
    student.press("u")
    student.go(to: "loss")
    #expect(student.screen == edited)
    student.press("^r")
    #expect(try student.reading("loss") == 1)
    student.press("u u")
    student.go(to: "loss")
    #expect(student.screen == own)
    student.press("u")
    #expect(student.footer.contains("there is nothing to undo"))
    student.press("^r ^r x")
    student.go(to: "loss")
    #expect(student.screen == own)
    student.press("u")
    #expect(try student.reading("loss") == 1)
  }

  @Test("stays where it stands in a model that has become longer")
  func place() throws {
    var student = try student(at: "h[2]")
    student.press("home")
    while try student.reading("h[2]") == nil { student.press("space") }
    student.go(to: "h[2]")
    student.press("E")
    #expect(student.state.prompt?.text == "h[t] = tanh(w x)")
    student.press("bs")
    student.type(" + 1 + w)")
    student.press("enter")
    #expect(try student.stage().position.ticks < (try student.stage().scene.ticks.upperBound))
    #expect(try student.reading("h[1]") != nil)
    #expect(try student.reading("loss") == nil)
  }

  @Test("that cannot be run says where and why, and is mended in place")
  func wrong() throws {
    var student = try student()
    let before = try student.stage().scene.model.source
    student.press("E 4*bs")
    student.type("q)^2")
    student.press("enter")
    #expect(student.state.prompt?.text == "loss = (w x - q)^2")
    let note = try #require(student.state.note)
    #expect(note.lines[0].text.hasPrefix("loss = (w x - q)^2"))
    // The q is the fifteenth character.
    #expect(note.lines[1].text == String(repeating: "\u{A0}", count: 14) + "^")
    #expect(note.lines[2].text.hasPrefix("column 15: "))
    #expect(try student.stage().scene.model.source == before)
    student.press("4*bs")
    student.type("x)^2")
    student.press("enter")
    // (1 − 2)²
    #expect(try student.reading("loss") == 1)
  }

  @Test("is typed with a caret that goes anywhere in the line", arguments: [Size.usual, .wide])
  func caret(size: Size) throws {
    var student = try student(size: size)
    student.press("E 3*left bs 1 enter")
    #expect(try student.reading("loss") == 0)
    student.press("E home")
    #expect(student.frame.cursor?.x == 1)
    student.press("end")
    student.type(String(repeating: " + 1", count: 30))
    #expect((student.frame.cursor?.x ?? .max) < size.width)
    #expect(student.footer.contains("+ 1 + 1"))
    student.press("enter")
    #expect(try student.reading("loss") == 30)
  }

  @Test("of a declaration changes what is given or learned")
  func declaration() throws {
    var student = try student(at: "w")
    student.press("E")
    #expect(student.state.prompt?.text == "weight w = 0.5")
    student.press("3*bs 1 enter")
    #expect(try student.reading("loss") == 1)
  }

  @Test("holds on a lesson's page until it is left, and the page's own return")
  func lesson() throws {
    var student = try Student(at: "fire")
    student.press("end")
    let own = student.screen
    student.go(to: "o")
    student.press("E")
    let line = try #require(student.state.prompt?.text)
    #expect(line.hasPrefix("o ="))
    student.press("^u")
    student.type("o = s - 100")
    student.press("enter")
    #expect(student.state.prompt == nil)
    let s = try #require(try student.reading("s"))
    #expect(try student.reading("o") == s - 100)
    student.press("x esc end")
    #expect(student.screen == own)
  }

  @Test("of a lesson's page keeps the changes before it")
  func second() throws {
    let (lesson, files) = try SmallLesson.reading(
      "Text.", scene: "model: m.eqn\nview: equations", model: "given x = 3\ny = x + 1\nz = 2 y")
    var student = Student(reading: lesson, files: files)
    student.press("end")
    for (name, line) in [("y", "y = x + 5"), ("z", "z = 3 y")] {
      student.go(to: name)
      student.press("E ^u")
      student.type(line)
      student.press("enter end")
    }
    // (3 + 5)·3, and with the second taken back (3 + 5)·2.
    #expect(try student.reading("z") == 24)
    student.press("u end")
    #expect(try student.reading("z") == 16)
  }

  @Test("that takes several lines of the file is typed in one")
  func lines() throws {
    var student = try Student(
      model: """
        weight W : [2, 2] = [[1, 2],   # to the first
                    [3, 4]]   # to the second
        given x : [2] = [1, 1]
        y = W x
        z = (y[1]
          + y[2])   # both
        """, size: .wide)
    student.press("end")
    student.go(to: "W[1,1]")
    student.press("E")
    #expect(student.state.prompt?.text == "weight W : [2, 2] = [[1, 2], [3, 4]]")
    student.press("5*left bs")
    student.type("5")
    student.press("enter end")
    // 1 + 2 + 5 + 4
    #expect(try student.reading("z") == 12)
    student.go(to: "z")
    student.press("E")
    #expect(student.state.prompt?.text == "z = (y[1] + y[2])")
    student.press("bs")
    student.type(") 2")
    student.press("enter end")
    #expect(try student.reading("z") == 24)
    #expect(student.screen.contains("z = (y[1] + y[2]) 2"))
    student.press("u u end")
    #expect(try student.reading("z") == 10)
  }
}
