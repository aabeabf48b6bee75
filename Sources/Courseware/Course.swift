import Diagnostics

/// All lessons of a directory with everything a lint rule may look at, read once.
package struct Course: Sendable {
  /// The directory that holds the lessons' folders.
  package var directory: String
  package var lessons: [Lesson]
  package var translations: [Lesson]
  /// The names of all lessons of the directory, also those that are not among `lessons`.
  package var names: [String]
  /// The files of each lesson, by the lesson's directory.
  package var files: [String: [String]]
  package var recorded: RecordedIDs
  /// What reading found, each with its rule.
  package var found: [Diagnostic]

  /// Reads every lesson with its translations. What cannot be read is in `found`.
  ///
  /// - Parameter directory: a directory of lessons, or the folder of a single one.
  package init(directory: String) {
    let folders = LessonFolders(directory)
    self.init(directory: folders.root, lessons: [])
    found = folders.diagnostics
    let all = folders.root == directory ? folders.paths : LessonFolders(folders.root).paths
    names = all.map { LessonName(path: $0).name }
    for path in folders.paths { read(path) }
    let (recorded, unreadable) = RecordedIDs.read(in: folders.root)
    self.recorded = recorded
    found += unreadable
  }

  /// A course that was not read from a disk.
  package init(
    directory: String = "lessons", lessons: [Lesson] = [], translations: [Lesson] = [],
    files: [String: [String]] = [:], recorded: RecordedIDs = RecordedIDs(),
    found: [Diagnostic] = []
  ) {
    self.directory = directory
    self.lessons = lessons
    self.translations = translations
    self.names = lessons.map(\.name)
    self.files = files
    self.recorded = recorded
    self.found = found
  }

  private mutating func read(_ path: String) {
    let names = LessonFolders.files(in: path)
    files[path] = names
    lessons += parsed(LessonFile(folder: path))
    for language in LessonFile.languages(in: names) {
      translations += parsed(LessonFile(folder: path, language: language))
    }
  }

  private mutating func parsed(_ file: LessonFile) -> [Lesson] {
    let (lesson, wrong) = file.parse()
    found += wrong
    return [lesson].compactMap { $0 }
  }

  /// The originals and their translations.
  package var texts: [Lesson] { lessons + translations }

  /// What reading found under a rule's name.
  func found(by rule: RuleName) -> [Diagnostic] { found.filter { $0.rule == rule.rawValue } }

  /// Applies every rule. Sorted by file, then place.
  package func lint() -> [Diagnostic] {
    let all = LintCatalogue.rules.flatMap { $0.check(self) }
    return Dictionary(grouping: all, by: \.file).sorted { $0.key < $1.key }
      .flatMap { Diagnostics($0.value).all }
  }
}
