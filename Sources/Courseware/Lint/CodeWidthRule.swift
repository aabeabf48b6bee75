import Diagnostics

/// Lines of code that would not fit a small terminal.
package struct CodeWidthRule: LintRule {
  package let name = "code-width"
  /// What 80 columns leave between the borders and the margins.
  static let widest = 76

  package let explanation = Explanation(
    what: "A line of a code block has at most \(CodeWidthRule.widest) characters.",
    why: """
      Prose wraps, code does not: at 80 columns the end of a longer line cannot be seen. Many
      students work on a screen of that size.
      """,
    wrong: """
      ```python
      model = Sequential([Embedding(50, 8), LSTM(50, return_sequences=True), LSTM(50)])
      ```
      """,
    right: """
      ```python
      model = Sequential([
          Embedding(50, 8), LSTM(50, return_sequences=True), LSTM(50)])
      ```
      """)

  package func check(_ course: Course) -> [Diagnostic] {
    course.texts.flatMap { lesson in
      lesson.pages.flatMap(\.blocks).flatMap(\.all).flatMap { block -> [Diagnostic] in
        guard case .code(let code, _) = block.content else { return [] }
        return long(code, lesson)
      }
    }
  }

  private func long(_ code: Written, _ lesson: Lesson) -> [Diagnostic] {
    let lines = code.text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().filter { $0.element.count > Self.widest }.map { index, line in
      let place = Position(
        line: code.range.lower.line + index, column: code.range.lower.column + Self.widest)
      return wrong(
        lesson, at: SourceRange(at: place),
        "this line of code has \(line.count) characters and \(Self.widest) fit",
        advice: "break it in two")
    }
  }
}
