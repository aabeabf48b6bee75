import Diagnostics
import Foundation

/// The text of a lesson in one language: `lesson.md`, `lesson.ru.md`.
struct LessonFile {
  let folder: String
  let name: String

  init(folder: String, language: String? = nil) {
    self.folder = folder
    // A language comes from the environment or a flag; it must not lead out of the folder.
    let language = language.flatMap { $0.contains("/") || $0.isEmpty ? nil : $0 }
    self.name = language.map { "lesson.\($0).md" } ?? "lesson.md"
  }

  var path: String { folder + "/" + name }
  var exists: Bool { FileManager.default.fileExists(atPath: path) }

  func read() -> (text: SourceText?, diagnostics: [Diagnostic]) {
    TextFile.read(path, name: path)
  }

  func parse() -> (lesson: Lesson?, diagnostics: [Diagnostic]) {
    let (source, unreadable) = read()
    guard let source else { return (nil, unreadable) }
    let (lesson, wrong) = Lesson.parse(source, folder: folder)
    return (lesson, unreadable + wrong)
  }

  /// The languages a folder's lesson is translated to.
  static func languages(in files: [String]) -> [String] {
    files.compactMap { file in
      file.wholeMatch(of: /lesson\.([^.]+)\.md/).map { String($0.output.1) }
    }
  }
}
