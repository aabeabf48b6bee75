import Diagnostics

/// Models and tables that are not in the lesson's folder.
package struct MissingFileRule: LintRule {
  package let name = "missing-file"

  package let explanation = Explanation(
    what: "The models and data a scene names are files in the lesson's own folder.",
    why: """
      A chapter is a folder that can be copied, sent and opened on its own; what lies outside it
      stays behind.
      """,
    wrong: """
      ```scene
      model: ../11-lstm/lstm.eqn
      ```
      """,
    right: """
      ```scene
      model: lstm.eqn
      ```
      """)

  package func check(_ course: Course) -> [Diagnostic] {
    course.texts.flatMap { lesson in
      lesson.pages.flatMap(\.scenes).flatMap(files).compactMap { file in
        missing(file, lesson, course.files[lesson.directory] ?? [])
      }
    }
  }

  private func files(_ scene: Scene) -> [Written] {
    let twin = scene.compare
    return [scene.model, scene.data, twin?.model, twin?.data].compactMap { $0 }
  }

  private func missing(_ file: Written, _ lesson: Lesson, _ files: [String]) -> Diagnostic? {
    if files.contains(file.text) { return nil }
    let near = files.filter { !$0.hasSuffix(".md") }
    let isOutside = file.text.contains("/")
    return wrong(
      lesson, at: file.range,
      isOutside ? "`\(file.text)` lies in another folder" : "there is no file `\(file.text)`",
      advice: isOutside || near.isEmpty
        ? "put it in the folder of this lesson" : near.advice(for: file.text))
  }
}
