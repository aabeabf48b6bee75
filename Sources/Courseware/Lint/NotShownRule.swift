import Diagnostics

/// What a terminal cannot show.
package struct NotShownRule: LintRule {
  package let name = "not-shown"

  package let explanation = Explanation(
    what: "A lesson has no HTML, images or tables.",
    why: """
      A terminal shows none of them, and a gap would not be noticed. `<!-- #id -->` behind a
      heading and `<!-- pause -->` on a line of its own are the only comments. A picture is a scene.
      """,
    wrong: "![The cell](cell.png)",
    right: """
      ```scene
      model: lstm.eqn
      view: cell
      ```
      """)

  package func check(_ course: Course) -> [Diagnostic] {
    course.texts.flatMap { lesson in
      lesson.unshown.map { unshown in
        wrong(lesson, at: unshown.range, message(unshown.kind), advice: advice(unshown.kind))
      }
    }
  }

  private func message(_ kind: Unshown.Kind) -> String {
    switch kind {
    case .html: "HTML is not shown"
    case .image: "an image is not shown"
    case .table: "a table is not CommonMark, and shown as running text"
    }
  }

  private func advice(_ kind: Unshown.Kind) -> String {
    switch kind {
    case .html: "write CommonMark; put code in backticks; give a pause a line of its own"
    case .image: "show it with a scene, or say it in words"
    case .table: "use a list, a code block or `view: table`"
    }
  }
}
