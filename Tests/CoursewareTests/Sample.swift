import Courseware
import Diagnostics
import Foundation

/// A small lesson that is right, and helpers to read it and its variations.
enum Sample {
  static let frontMatter = """
    ---
    format: 1
    title: The LSTM cell
    summary: Four gates decide what to keep, what to write and what to show.
    needs: [rnn, vanishing]          # chapters that come first; no cycles
    minutes: 25
    objectives:
      - Say what each gate does, and what f = 1 means.
    ---

    """

  static let page = """
    ## The forget gate <!-- #forget-gate -->

    Each unit has a gate of its own. Here the second unit keeps `= f[2][2] ≈ 0.73` of its cell.

    ```scene
    model: lstm.eqn
    values: { bf: [4, 4] }
    view: cell                # see below; a list shows several side by side
    play: forward             # forward | backward | training | all
    stop: equation            # how far one key goes
    at: "f[2]"                # where the page opens
    focus: "f[2][2]"
    edit: [bf, x]             # what the student is invited to change
    ```

    ```quiz
    id: forget-keeps
    ask: The forget gate is 1 and the input gate 0. What is c[t]?
    answers:
      - right: "c[t-1]"
      - wrong: 0
        because: f = 1 means keep, not forget.
        mistake: forget-gate-inverted
    hints:
      - Write the equation for c[t] and put 1 and 0 in.
    ```

    ```notes
    Ask the room first. Most will say 0: the name of the gate misleads.
    ```

    """

  static let lesson = frontMatter + "\n" + page

  /// A page with nothing but this text on it, read from `lessons/11-lstm/lesson.md`.
  static func page(_ text: String) -> (page: Page?, diagnostics: [Diagnostic]) {
    let (lesson, diagnostics) = parse(frontMatter + "\n## Page <!-- #page -->\n\n" + text)
    return (lesson?.pages.first, diagnostics)
  }

  static func parse(_ text: String) -> (lesson: Lesson?, diagnostics: [Diagnostic]) {
    let source = SourceText(name: "lessons/11-lstm/lesson.md", text: text)
    return Lesson.parse(source, folder: "lessons/11-lstm")
  }

  static func scene(_ fields: String) -> (scene: Scene?, diagnostics: [Diagnostic]) {
    let (page, diagnostics) = page("```scene\n\(fields)\n```\n")
    return (page?.scenes.first, diagnostics)
  }

  static func question(_ fields: String) -> (question: Question?, diagnostics: [Diagnostic]) {
    let (page, diagnostics) = page("```quiz\n\(fields)\n```\n")
    return (page?.questions.first, diagnostics)
  }

  /// The line of the file on which the text given to `page(_:)` begins.
  static let firstLine = 13
}

extension SourceRange {
  init(_ line: Int, _ from: Int, _ to: Int) {
    self.init(Position(line: line, column: from), Position(line: line, column: to))
  }
}

/// A folder that is there as long as `body` runs.
func withTemporaryFolder<Value>(_ body: (String) throws -> Value) throws -> Value {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder.path)
}

/// Writes a file and the folders it lies in.
func write(_ text: String, to path: String) throws {
  let url = URL(fileURLWithPath: path)
  try FileManager.default.createDirectory(
    at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
  try Data(text.utf8).write(to: url)
}
