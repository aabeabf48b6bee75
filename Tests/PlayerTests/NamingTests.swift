import Autograd
import Screen
import Testing
import Views

@testable import Equations
@testable import Player

@Suite("Names and copies")
struct NamingTests {
  private static let model = """
    given x[1...2] : [2] = [[1, 0], [0, 1]]
    weight W : [2, 2] = [[0.5, -1], [0.25, 2]]
    weight bias : [2] = [0, 0.5]
    for t = 1...2:
        h[t] = tanh(W x[t] + bias)
    loss = sum(h[2] ∘ h[2])
    """

  private func student() throws -> Student {
    var student = try Student(model: Self.model, size: .wide)
    student.press("end")
    return student
  }

  @Test(
    "lead to a number, however it is called",
    arguments: [
      ("h[2][1]", "h[2][1]"), ("grad(bias[2])", "grad(bias[2])"),
      ("∂loss/∂bias[2]", "grad(bias[2])"), ("W[1, 2]", "W[1,2]"), ("h", "h[1][1]"),
    ])
  func ways(typed: String, meant: String) throws {
    var student = try student()
    student.go(to: typed)
    #expect(student.state.prompt == nil)
    #expect(try student.stage().cursor == student.entry(meant))
  }

  @Test("lead to every number that a view shows, as the inspector calls it")
  func everyPlace() throws {
    var student = try student()
    for _ in try student.stage().scene.views {
      for place in LessonPicture(student.state)?.places ?? [] {
        let name = try student.stage().name(of: place.entry)
        student.go(to: name)
        #expect(student.state.prompt == nil, "\(name)")
        #expect(try student.stage().cursor == place.entry, "\(name)")
        student.press("esc")
      }
      student.press("\\")
    }
  }

  @Test("are completed by the tab key as far as there is one way to go on")
  func completion() throws {
    var student = try student()
    student.press("g b tab")
    #expect(student.state.prompt?.text == "bias")
    student.press("enter")
    #expect(try student.stage().cursor == student.entry("bias[1]"))
    student.press("g h tab")
    #expect(student.state.prompt?.text == "h[")
    #expect(student.footer.contains("h[1]") && student.footer.contains("h[2]"))
    student.press("^u")
    student.type("grad(b")
    student.press("tab")
    #expect(student.state.prompt?.text == "grad(bias)")
    student.press("^u q tab")
    #expect(student.footer.contains("nothing here begins with `q`"))
    student.press("esc")
  }

  @Test("that are mistyped are answered with what is near")
  func wrong() throws {
    var student = try student()
    student.go(to: "biad")
    #expect(student.footer.contains("did you mean `bias`?"))
    student.press("esc")
  }

  @Test("a derivation is copied as text and as LaTeX")
  func copy() throws {
    var student = try student()
    student.go(to: "h[2][1]")
    student.press("y")
    let text = try #require(student.copied)
    // h[2] = tanh(W·(0, 1) + bias) = tanh(−1 + 0) = −0.7616
    #expect(text.contains("tanh") && text.contains("−0.7616"))
    #expect(student.footer.contains("copied as text: h[2][1]"))
    student.press("Y")
    let latex = try #require(student.copied)
    #expect(latex.contains("\\tanh") && latex.contains("0.7616"))
    #expect(student.footer.contains("copied as LaTeX: h[2][1]"))
    student.press("i 0 enter y")
    let changed = try #require(student.copied)
    #expect(changed.contains("overwritten: h[2][1] is 0 in place of −0.7616"))
  }

  @Test("nothing is copied that is not computed yet, and no sign that commands a terminal")
  func safe() throws {
    var student = try student()
    student.press("home")
    student.go(to: "loss")
    student.press("y")
    #expect(student.effects.isEmpty)
    #expect(student.footer.contains("loss is not computed yet"))
    student.press("end")
    for place in LessonPicture(student.state)?.places ?? [] {
      student.go(to: try student.stage().name(of: place.entry))
      student.press("y")
      for case .copy(let text) in student.effects {
        let scalars = text.unicodeScalars
        #expect(scalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && $0.value != 0x7F })
      }
    }
  }
}

extension Student {
  /// What the last key put on the clipboard.
  fileprivate var copied: String? {
    if case .copy(let text)? = effects.first { text } else { nil }
  }
}
