import Foundation
import Testing

/// A model of the course.
struct ChapterModel: CustomTestStringConvertible {
  let testDescription: String
  let text: String

  /// All models below `lessons`, in the order of their chapters.
  static func all() throws -> [ChapterModel] {
    let lessons = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../lessons").standardizedFileURL
    let files = FileManager.default.enumerator(at: lessons, includingPropertiesForKeys: nil)
    return try (files?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "eqn" }
      .sorted { $0.path < $1.path }.map {
        ChapterModel(
          testDescription: $0.lastPathComponent,
          text: try String(contentsOf: $0, encoding: .utf8))
      }
  }
}
