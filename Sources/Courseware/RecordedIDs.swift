import Diagnostics
import Foundation

/// The ids students' progress is kept by, as `lessons/ids.txt` holds them, a line each:
/// `perceptron page weighted-sum`, `perceptron question which-weights`.
package struct RecordedIDs: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable { case page, question }

  package struct ID: Hashable, Sendable {
    package var lesson: String
    package var kind: Kind
    package var id: String

    package var line: String { "\(lesson) \(kind.rawValue) \(id)" }
  }

  package var ids: [Located<ID>] = []
  /// The name of the file they were read from.
  package var file = "ids.txt"

  package init() {}

  /// Reads the text of the file. Lines that begin with `#` are comments.
  package init(_ source: SourceText) {
    file = source.name
    for (index, line) in source.lines.enumerated() where !line.hasPrefix("#") {
      let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
      guard words.count == 3, let kind = Kind(rawValue: words[1]) else { continue }
      let range = SourceRange(
        Position(line: index + 1, column: 1), Position(line: index + 1, column: line.count + 1))
      ids.append(Located(ID(lesson: words[0], kind: kind, id: words[2]), range))
    }
  }

  static func read(in directory: String) -> (RecordedIDs, [Diagnostic]) {
    let path = directory + "/ids.txt"
    guard FileManager.default.fileExists(atPath: path) else { return (RecordedIDs(), []) }
    let (source, diagnostics) = TextFile.read(path, name: path)
    return (source.map(RecordedIDs.init) ?? RecordedIDs(), diagnostics)
  }
}

extension Lesson {
  /// The ids of its pages and questions.
  var ids: [RecordedIDs.ID] {
    pages.flatMap { page in
      [RecordedIDs.ID(lesson: name, kind: .page, id: page.id)]
        + page.questions.map { .init(lesson: name, kind: .question, id: $0.id.text) }
    }.filter { !$0.id.isEmpty }
  }
}

extension Course {
  /// What `ids.txt` should say: the ids of the lessons that were read, and what it said of others.
  package var recording: String {
    let read = Set(lessons.map(\.name))
    let kept = recorded.ids.map(\.value).filter { !read.contains($0.lesson) }
    let lines = Set((kept + lessons.flatMap(\.ids)).map(\.line)).sorted()
    let head = "# Ids that students' progress is kept by. Written by `unroll lint --record`."
    return ([head] + lines).joined(separator: "\n") + "\n"
  }

  /// Writes `ids.txt`, whole or not at all.
  package func recordIDs() throws {
    try recording.write(toFile: directory + "/ids.txt", atomically: true, encoding: .utf8)
  }
}
