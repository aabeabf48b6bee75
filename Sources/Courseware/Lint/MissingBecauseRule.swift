import Diagnostics

/// Wrong answers that are not explained.
package struct MissingBecauseRule: LintRule {
  package let name = "missing-because"

  package let explanation = Explanation(
    what: "Every wrong answer says why it is wrong.",
    why: """
      The moment after a mistake is when a student reads most closely. "Wrong" alone teaches
      nothing.
      """,
    wrong: """
      ```quiz
      id: forget-keeps
      ask: The forget gate is 1. What happens to the cell?
      answers:
        - right: it is kept
        - wrong: it is emptied
      ```
      """,
    right: """
      ```quiz
      id: forget-keeps
      ask: The forget gate is 1. What happens to the cell?
      answers:
        - right: it is kept
        - wrong: it is emptied
          because: f = 1 means keep, not forget.
      ```
      """)

  package func check(_ course: Course) -> [Diagnostic] {
    course.texts.flatMap { lesson in
      lesson.pages.flatMap(\.questions).flatMap(\.answers)
        .filter { !$0.isRight && $0.because == nil }
        .map {
          wrong(
            lesson, at: $0.range, "this wrong answer is not explained",
            advice: "add `because: …`")
        }
    }
  }
}
