import Diagnostics

/// The lessons of a directory, as a course map shows them.
package struct Catalogue: Sendable {
  package let directory: String
  package let entries: [Entry]
  /// What cannot be shown, and why. What is wrong inside a lesson is said by `lesson(_:)`.
  package let diagnostics: [Diagnostic]

  package struct Entry: Hashable, Sendable {
    /// `perceptron` for `01-perceptron`.
    package var name: String
    package var folder: String
    package var number: Int?
    package var directory: String
    package var title: String
    package var summary: String
    package var minutes: Int
    package var needs: [String]
    package var pages: [PageTitle]
  }

  package struct PageTitle: Hashable, Sendable {
    package var id: String
    package var title: String
  }

  /// Reads the front matter and the headings of every lesson. Never fails: what is wrong is in
  /// `diagnostics`.
  ///
  /// - Parameter directory: a directory of lessons, or the folder of a single one.
  package init(directory: String) {
    let folders = LessonFolders(directory)
    var entries: [Entry] = []
    var diagnostics = folders.diagnostics
    for path in folders.paths {
      let file = LessonFile(folder: path)
      let (source, unreadable) = file.read()
      let (lesson, wrong) = source.map { Lesson.outline($0, folder: path) } ?? (nil, unreadable)
      if let lesson { entries.append(Entry(lesson)) } else { diagnostics += wrong }
    }
    self.directory = folders.root
    self.entries = entries
    self.diagnostics = diagnostics
  }

  /// Reads a whole lesson, in `language` where it is translated, else in English.
  package func lesson(
    _ entry: Entry, language: String? = nil
  ) -> (lesson: Lesson?, diagnostics: [Diagnostic]) {
    let translated = LessonFile(folder: entry.directory, language: language)
    let file = translated.exists ? translated : LessonFile(folder: entry.directory)
    return file.parse()
  }

  /// The lesson a person calls `perceptron`, `01-perceptron`, `01` or `1`.
  package func entry(named name: String) throws(UnknownLesson) -> Entry {
    let wanted = name.lowercased()
    let exact = entries.first { [$0.folder, $0.name].map { $0.lowercased() }.contains(wanted) }
    let numbered = Int(name).flatMap { number in entries.first { $0.number == number } }
    if let entry = exact ?? numbered { return entry }
    let known = entries.map(\.name)
    throw UnknownLesson(name: name, nearest: known.nearest(to: name), known: known)
  }
}

/// There is no lesson of this name.
package struct UnknownLesson: Error, Hashable, Sendable {
  package var name: String
  package var nearest: String?
  package var known: [String]

  package var message: String {
    let advice =
      nearest.map { "did you mean `\($0)`?" }
      ?? (known.isEmpty ? "there are none here" : "there are \(known.joined(separator: ", "))")
    return "there is no lesson `\(name)`; \(advice)"
  }
}

extension Catalogue.Entry {
  init(_ lesson: Lesson) {
    self.init(
      name: lesson.name, folder: lesson.folder, number: LessonName(path: lesson.folder).number,
      directory: lesson.directory, title: lesson.title.isEmpty ? lesson.name : lesson.title,
      summary: lesson.summary, minutes: lesson.minutes, needs: lesson.needs.map(\.text),
      pages: lesson.pages.map { Catalogue.PageTitle(id: $0.id, title: $0.title) })
  }
}
