import Testing

@testable import Player

@Suite("The table of a scene")
struct SceneDataTests {
  @Test("whose examples are of several lengths is refused in plain words, with two of its lines")
  func lengths() throws {
    let (lesson, files) = try SmallLesson.reading(
      "Text.", scene: "model: m.eqn\nview: equations\ndata: t.tsv",
      model: "given x[1...T]\ny = sum(t = 1...T: x[t])",
      table: "x\n[1, 2]\n[3, 4]\n[5, 6, 7]\n")
    let problem = try #require(PlayedLesson(lesson, files: files).problems.first?.line)
    #expect(problem.contains("are of 2 different lengths, as in lines 2 and 4"))
    #expect(problem.contains("make a table of one length"))
    // The line of the scene that names the table.
    #expect(problem.hasPrefix("lesson.md:14:7: link: "), "\(problem)")
  }

  @Test("with a wrong cell is told where that is")
  func cell() throws {
    let (lesson, files) = try SmallLesson.reading(
      "Text.", scene: "model: m.eqn\nview: equations\ndata: t.tsv",
      model: "given x : [2]\ny = sum(x)", table: "x\n[1, 2]\n[5, 6, 7]\n")
    let problem = try #require(PlayedLesson(lesson, files: files).problems.first?.line)
    #expect(problem.hasPrefix("t.tsv:3:"), "\(problem)")
  }

  @Test("and its focus pin the ledger's quantity")
  func focus() throws {
    let (lesson, files) = try SmallLesson.reading(
      "Text.", scene: "model: m.eqn\nview: ledger\nplay: all\nfocus: \"u\"",
      model: "given x = 1\nweight w = 2\nweight u = 3\na = w x\nb = u x\nloss = a b + w")
    var student = Student(reading: lesson, files: files)
    while true {
      #expect(student.screen.contains("∂loss/∂u "))
      guard student.step() else { break }
    }
    student.go(to: "grad(w)")
    #expect(student.screen.contains("∂loss/∂u "))
  }
}
