import Diagnostics
import Testing

@Suite("A diagnostic")
struct DiagnosticTests {
  let text = SourceText(name: "a.eqn", text: "\u{FEFF}size n = 2\r\ny = w x\r\n")

  @Test("says where, what, and what to do, with a caret under the place")
  func rendering() {
    let range = SourceRange(Position(line: 2, column: 5), Position(line: 2, column: 6))
    let diagnostic = Diagnostic(
      file: text.name, range: range, message: "`w` is not known", advice: "declare it")
    #expect(
      diagnostic.rendered(in: text) == """
        a.eqn:2:5: `w` is not known; declare it
          y = w x
              ^
        """)
  }

  @Test("survives a place outside its file")
  func outside() {
    let range = SourceRange(at: Position(line: 9, column: 9))
    let diagnostic = Diagnostic(.warning, file: "a.eqn", range: range, message: "gone")
    #expect(diagnostic.rendered(in: text) == "a.eqn:9:9: warning: gone")
  }

  @Test("lists are sorted by place and keep their order at one place")
  func order() {
    func at(_ line: Int, _ message: String) -> Diagnostic {
      let range = SourceRange(at: Position(line: line, column: 1))
      return Diagnostic(file: "a", range: range, message: message)
    }
    let sorted = Diagnostics([at(2, "c"), at(1, "a"), at(1, "b")]).all.map(\.message)
    #expect(sorted == ["a", "b", "c"])
  }

  @Test("ranges give back their text")
  func slices() {
    let range = SourceRange(Position(line: 1, column: 6), Position(line: 2, column: 2))
    #expect(text[range] == "n = 2\ny")
  }
}
