import Courseware
import Diagnostics
import Equations

/// A lesson made ready to run: each page with its scene's model built.
package struct Chapter: Sendable {
  package let lesson: Lesson
  package let pages: [LinkedPage]
  /// What could not be linked. Such a page shows its text alone.
  package let diagnostics: [Diagnostic]

  /// - Parameter files: the texts of the lesson's models and tables, by file name.
  package init(_ lesson: Lesson, files: [String: SourceText]) {
    var linker = SceneLinker(lesson: lesson, files: files)
    pages = lesson.pages.map { page in
      LinkedPage(page: page, scenes: page.scenes.map { linker.run(of: $0) })
    }
    self.lesson = lesson
    diagnostics = linker.diagnostics
  }
}

/// A page with what runs beside its text.
package struct LinkedPage: Sendable {
  package let page: Page
  /// One for each of the page's scenes; nil where it could not be linked.
  package let scenes: [SceneRun?]

  /// The scene that is stepped.
  package var scene: SceneRun? { scenes.first ?? nil }

  /// The scene a claim asks: the one it names, else the page's first.
  package func scene(for query: Courseware.Query) -> SceneRun? {
    guard let scene = page.scene(for: query), let index = page.scenes.firstIndex(of: scene) else {
      return nil
    }
    return scenes[index]
  }
}
