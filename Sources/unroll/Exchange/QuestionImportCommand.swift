import ArgumentParser
import Courseware
import Diagnostics
import Exchange
import Foundation
import Player

struct QuestionImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Make a chapter of the questions in a GIFT file, Moodle's text format.",
    discussion: """
      Each category becomes a page, each question a quiz block on it. With --into a folder that has a \
      lesson.md, the pages are put behind its own.

      What a lesson cannot say is told with its line: a question of a kind that Unroll does not have \
      is left out (status 1), of others what is lost is named.

      Examples:
        unroll import week-3.gift --into lessons/20-week-3
        unroll lesson week-3
      """)

  @Argument(help: "The file to read.") var file: String
  @Option(
    help: ArgumentHelp(
      "The chapter's folder; without it, one beside the file, named as the file is.",
      valueName: "folder"))
  var into: String?

  func run() throws {
    let source = try text(of: file)
    let reading = GIFT.read(source)
    let lesson = try LessonToFill(into ?? Self.folder(for: file), isNamed: into != nil)
    let pages = ImportedPages(reading.questions, from: file, to: lesson.present)
    let problems = Diagnostics(reading.diagnostics + pages.diagnostics)
    if !problems.all.isEmpty { standardError(problems.rendered(in: source)) }
    guard pages.count > 0 else { throw fail("\(file): there is no question to import") }
    try lesson.add(pages, titled: Self.title(of: file), from: file)
    print("\(counted(pages.count, "question")) in \(lesson.path)")
    if reading.diagnostics.contains(where: { $0.severity == .error }) {
      throw Status.failed.exitCode
    }
  }

  private func text(of file: String) throws -> SourceText {
    let (text, problems) = TextFile.read(file, name: file, mayBePipe: true)
    guard let text, problems.isEmpty else {
      throw fail(problems.map(\.line).joined(separator: "\n"))
    }
    return text
  }

  private static func title(of file: String) -> String {
    URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
  }

  private static func folder(for file: String) -> String {
    URL(fileURLWithPath: file).deletingPathExtension().relativePath
  }
}

/// The lesson that questions are put into: one that is there, or a new one.
private struct LessonToFill {
  let path: String
  private let folder: String
  private let text: SourceText?
  /// What is there already.
  let present: Lesson?

  /// - Parameter isNamed: whether a person named the folder, and so means a lesson that is there.
  init(_ folder: String, isNamed: Bool) throws {
    self.folder = folder
    let path = folder + "/lesson.md"
    self.path = path
    guard let content = FileManager.default.contents(atPath: path) else {
      (text, present) = (nil, nil)
      return
    }
    guard isNamed else { throw fail("\(path) is there already; --into \(folder) adds to it") }
    let text = SourceText(name: path, text: String(decoding: content, as: UTF8.self))
    let (lesson, wrong) = Lesson.parse(text, folder: folder)
    guard let lesson, !wrong.contains(where: { $0.severity == .error }) else {
      throw fail(Diagnostics(wrong).rendered(in: text))
    }
    (self.text, present) = (text, lesson)
  }

  func add(_ pages: ImportedPages, titled title: String, from file: String) throws {
    let new = whole(pages, titled: title, from: file)
    do throws(WholeFile.Problem) {
      try? FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
      try WholeFile(path).write(new)
    } catch {
      throw fail("\(path): \(error.message)")
    }
    check(SourceText(name: path, text: new))
  }

  private func whole(_ pages: ImportedPages, titled title: String, from file: String) -> String {
    guard let text = text?.text else {
      return pages.lesson(title: title, summary: "Questions from \(title).")
    }
    return text + (text.hasSuffix("\n") ? "\n" : "\n\n") + pages.text
  }

  /// Says what of the new pages cannot be asked as it is.
  private func check(_ new: SourceText) {
    let (lesson, wrong) = Lesson.parse(new, folder: folder)
    let played = lesson.map { PlayedLesson($0, files: Library.files(of: $0)).problems } ?? []
    let old = (text?.lines.count ?? 0)
    for problem in wrong + played where problem.range.lower.line > old {
      standardError(problem.line)
    }
  }
}
