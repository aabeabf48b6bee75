import Diagnostics

/// Lessons that need one there is none of, or each other.
package struct NeedsRule: LintRule {
  package let name = "needs"

  package let explanation = Explanation(
    what: "`needs` names lessons of this course, and no lesson needs itself in the end.",
    why: """
      The course map draws them as paths. A path that leads nowhere or back to its beginning could
      never be walked. Lessons are named without their number, so that chapters can be moved.
      """,
    wrong: "needs: [02-activaton]",
    right: "needs: [activation]")

  package func check(_ course: Course) -> [Diagnostic] {
    course.lessons.flatMap { unknown($0, course) + cycle($0, course) }
  }

  private func unknown(_ lesson: Lesson, _ course: Course) -> [Diagnostic] {
    lesson.needs.filter { !course.names.contains($0.text) }.map { need in
      let name = LessonName(path: need.text).name
      return wrong(
        lesson, at: need.range, "there is no lesson `\(need.text)`",
        advice: course.names.advice(for: name))
    }
  }

  /// Said at the need with which a way back to the lesson begins.
  private func cycle(_ lesson: Lesson, _ course: Course) -> [Diagnostic] {
    let needs = Dictionary(
      course.lessons.map { ($0.name, $0.needs.map(\.text)) },
      uniquingKeysWith: { first, _ in first })
    return lesson.needs.filter { reaches(lesson.name, from: $0.text, needs) }.map { need in
      wrong(
        lesson, at: need.range, "`\(need.text)` needs `\(lesson.name)` in its turn",
        advice: "take one of the two out")
    }
  }

  private func reaches(_ goal: String, from start: String, _ needs: [String: [String]]) -> Bool {
    var (seen, open): (Set<String>, [String]) = ([], [start])
    while let name = open.popLast() {
      if name == goal { return true }
      if seen.insert(name).inserted { open += needs[name] ?? [] }
    }
    return false
  }
}
