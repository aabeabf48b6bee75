import Courseware
import Diagnostics
import Foundation

/// The chapter every test plays: `lessons/01-perceptron`, read from the repository as the program
/// reads it.
enum FirstChapter {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("lessons").path

  static let catalogue = Catalogue(directory: folder)

  /// The lesson and what is wrong in it.
  static let read: (lesson: Lesson?, diagnostics: [Diagnostic]) =
    catalogue.entries.first { $0.name == "perceptron" }.map { catalogue.lesson($0) } ?? (nil, [])

  static let pageIDs: [String] = read.lesson?.pages.map(\.id) ?? []

  /// The models and tables of the lesson's folder, by file name.
  static let files: [String: SourceText] = {
    guard let directory = read.lesson?.directory else { return [:] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
    let wanted = names.filter { $0.hasSuffix(".eqn") || $0.hasSuffix(".tsv") }
    return Dictionary(
      uniqueKeysWithValues: wanted.compactMap { name in
        let path = directory + "/" + name
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
        return (name, SourceText(name: path, text: text))
      })
  }()
}
