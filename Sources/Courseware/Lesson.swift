import Diagnostics

/// One chapter, as its author wrote it.
package struct Lesson: Hashable, Sendable {
  /// The folder's name without its number: `perceptron`.
  package var name: String
  /// The folder's name: `01-perceptron`.
  package var folder: String
  /// The path of the folder, in which the lesson's models and data lie.
  package var directory: String
  /// `ru` for `lesson.ru.md`; none for the English original.
  package var language: String?
  package var source: SourceText
  package var frontMatter: FrontMatter
  package var pages: [Page]
  /// What the text has and a terminal cannot show.
  package var unshown: [Unshown]

  package var title: String { frontMatter.title }
  package var summary: String { frontMatter.summary }
  package var needs: [Written] { frontMatter.needs }
  package var minutes: Int { frontMatter.minutes }
  package var objectives: [Written] { frontMatter.objectives }

  package func page(_ id: String) -> Page? { pages.first { $0.id == id } }
}

/// Something in a lesson's text that a terminal cannot show.
package struct Unshown: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable { case html = "HTML", image, table }

  package var kind: Kind
  package var range: SourceRange
}
