import Diagnostics
import Screen
import TestSupport
import Testing

@testable import Player

/// A size of screen and its signs.
struct ScreenKind: CustomTestStringConvertible {
  let width: Int
  let height: Int
  var glyphs = GlyphSet.unicode

  var size: Size { Size(width: width, height: height) }
  var testDescription: String {
    "\(width)x\(height)-\(glyphs.isASCII ? "ascii" : "unicode")"
  }

  /// Where one scene fits at a time, and where two fit beside one another.
  static let pairs = [(80, 24), (140, 45)].flatMap { width, height in
    [GlyphSet.unicode, .ascii].map { ScreenKind(width: width, height: height, glyphs: $0) }
  }
  static let all = [(0, 0), (1, 1), (40, 12)].map { ScreenKind(width: $0.0, height: $0.1) } + pairs
}

@Suite("The whole screen")
struct LessonGoldenTests {
  /// Two steps of a recurrence.
  private static let model = """
    given x[1...T] = [1, -1]      # what is read
    weight w = 0.5                # from the state before
    weight u = 2                  # from the input
    h[0] = 0
    for t = 1...T:
        h[t] = tanh(w h[t-1] + u x[t])   # the memory
    loss = (h[T] - 1)^2           # as small as can be
    """

  private func student(_ more: String, _ screen: ScreenKind) throws -> Student {
    let text = """
      The state `h` is read twice: by the next step, and by the loss.

      <!-- pause -->

      Each use adds its share to the gradient.
      """
    let (lesson, files) = try SmallLesson.reading(
      text, scene: "model: m.eqn\nview: equations\nplay: all\nstop: equation\n\(more)",
      model: Self.model)
    var student = Student(reading: lesson, files: files, size: screen.size)
    student.state.glyphs = screen.glyphs
    return student
  }

  /// The screen after each of these keys, one after another.
  private func check(
    _ name: String, _ student: Student, _ keys: [String], _ screen: ScreenKind,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var student = student
    let frames = keys.map { keys in
      student.press(keys)
      return (keys.isEmpty ? "as it opens" : keys, student.frame)
    }
    Golden.check(
      "\(name)-\(screen.testDescription)", frames, sourceLocation: sourceLocation)
  }

  @Test("of a page is as it was approved", arguments: ScreenKind.all)
  func page(_ screen: ScreenKind) throws {
    check(
      "page", try student("", screen), ["", "space 2*space", "enter", "esc end", "o"],
      screen)
  }

  @Test("of numbers that wait for a guess is as it was approved", arguments: ScreenKind.all)
  func predict(_ screen: ScreenKind) throws {
    check(
      "predict", try student(#"predict: ["h[1]", "grad(u)"]"#, screen),
      ["", "space space", "0 . 5", "enter", "end", "- enter", "end"], screen)
  }

  @Test("of two scenes that are compared is as it was approved", arguments: ScreenKind.pairs)
  func compare(_ screen: ScreenKind) throws {
    check(
      "compare", try student("compare: { values: { w: 2 } }", screen),
      ["", "4*space", "|", "end", "| tab enter"], screen)
  }

  @Test("of a scene with a wrong rule is as it was approved", arguments: ScreenKind.pairs)
  func broken(_ screen: ScreenKind) throws {
    check(
      "break", try student(#"break: { rule: tanh, backward: "g" }"#, screen),
      ["", "4*space", "d", "|", "v", "end"], screen)
  }
}
