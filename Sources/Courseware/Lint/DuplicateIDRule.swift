import Diagnostics

/// Ids and names that two things share.
package struct DuplicateIDRule: LintRule {
  package let name = "duplicate-id"

  package let explanation = Explanation(
    what: "No two pages and no two questions of a lesson share an id, and no two lessons a name.",
    why: """
      Progress is kept by lesson and id. With one id for two questions, an answer to the first
      would count for the second.
      """,
    wrong: """
      ## The forget gate <!-- #gate -->

      ## The input gate <!-- #gate -->
      """,
    right: """
      ## The forget gate <!-- #forget-gate -->

      ## The input gate <!-- #input-gate -->
      """)

  package func check(_ course: Course) -> [Diagnostic] {
    course.texts.flatMap(ids) + lessonNames(course)
  }

  private func ids(_ lesson: Lesson) -> [Diagnostic] {
    let pages = lesson.pages.filter { !$0.id.isEmpty }.map { ($0.id, $0.heading) }
    let questions = lesson.pages.flatMap(\.questions).map { ($0.id.text, $0.id.range) }
    return repeated(pages, "page", lesson) + repeated(questions, "question", lesson)
  }

  private func repeated(
    _ ids: [(String, SourceRange)], _ kind: String, _ lesson: Lesson
  ) -> [Diagnostic] {
    var first: [String: Int] = [:]
    return ids.compactMap { id, range in
      guard let line = first[id] else {
        first[id] = range.lower.line
        return nil
      }
      return wrong(
        lesson, at: range, "the \(kind) in line \(line) has the id `\(id)` too",
        advice: "give the new one another")
    }
  }

  private func lessonNames(_ course: Course) -> [Diagnostic] {
    var first: [String: String] = [:]
    return course.lessons.compactMap { lesson in
      guard let folder = first[lesson.name] else {
        first[lesson.name] = lesson.folder
        return nil
      }
      return wrong(
        lesson, at: SourceRange(at: .start),
        "the folder `\(folder)` has the name `\(lesson.name)` too", advice: "rename the new one")
    }
  }
}
