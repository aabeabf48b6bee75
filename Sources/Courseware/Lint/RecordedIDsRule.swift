import Diagnostics

/// Ids that were there once and are gone.
package struct RecordedIDsRule: LintRule {
  package let name = "recorded-ids"

  package let explanation = Explanation(
    what: "Every id that `lessons/ids.txt` has is still in its lesson.",
    why: """
      Students have answers and places kept under it, which nothing would find again. After taking
      a page or question out on purpose, run `unroll lint --record`.
      """,
    wrong: """
      perceptron page weighted-sum        (in ids.txt)
      ## The sum <!-- #sum -->            (in lesson.md)
      """,
    right: """
      perceptron page weighted-sum        (in ids.txt)
      ## The sum <!-- #weighted-sum -->   (in lesson.md)
      """)

  package func check(_ course: Course) -> [Diagnostic] {
    let ids = Set(course.lessons.flatMap(\.ids))
    // A lesson that could not be read has lost nothing yet; another rule says so.
    let unread = Set(course.names).subtracting(course.lessons.map(\.name))
    return course.recorded.ids
      .filter { !ids.contains($0.value) && !unread.contains($0.value.lesson) }
      .map { lost($0, course.recorded.file) }
  }

  private func lost(_ id: Located<RecordedIDs.ID>, _ file: String) -> Diagnostic {
    let (lesson, kind) = (id.value.lesson, id.value.kind.rawValue)
    return Diagnostic(
      file: file, range: id.range, rule: name,
      message:
        "the \(kind) `\(id.value.id)` is gone from `\(lesson)`, and students' progress with it",
      advice: "put it back, or run `unroll lint --record` if that is meant")
  }
}
