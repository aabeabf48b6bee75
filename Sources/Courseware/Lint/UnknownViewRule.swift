import Diagnostics

/// Views there are none of.
package struct UnknownViewRule: LintRule {
  package let name = "unknown-view"

  /// The pictures the lesson format names.
  package static let views = [
    "equations", "graph", "network", "unrolled", "cell", "matrix", "heatmap", "bars", "tokens",
    "curve", "boundary", "surface", "plot", "ledger", "table",
  ]

  package let explanation = Explanation(
    what: "`view` names one or several of the views the program has.",
    why: "They are \(UnknownViewRule.views.joined(separator: ", ")).",
    wrong: """
      ```scene
      model: xor.eqn
      view: [equations, decision]
      ```
      """,
    right: """
      ```scene
      model: xor.eqn
      view: [equations, boundary]
      ```
      """)

  package func check(_ course: Course) -> [Diagnostic] {
    course.texts.flatMap { lesson in
      lesson.pages.flatMap(\.scenes).flatMap(\.views)
        .filter { !Self.views.contains($0.text) }
        .map {
          wrong(
            lesson, at: $0.range, "there is no view `\($0.text)`",
            advice: Self.views.advice(for: $0.text))
        }
    }
  }
}
