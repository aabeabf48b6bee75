import ArgumentParser
import Courseware
import Diagnostics
import Dispatch
import Foundation
import Player
import Progress
import Synchronization

/// The lessons on the disk.
struct Library: Sendable {
  let catalogue: Catalogue
  /// Lessons read before they were asked for, each to be used once: the next time it may have
  /// changed.
  private let ahead = Ahead()

  private final class Ahead: Sendable {
    let lessons = Mutex<[String: Lesson]>([:])
    let questions = Mutex<[(name: QuestionName, version: QuestionVersion)]?>(nil)
  }

  /// - Throws: the exit status, after saying why, where there are no lessons.
  init(_ flag: String?) throws {
    do {
      let directory = try Catalogue.locate(
        flag: flag, environment: ProcessInfo.processInfo.environment,
        workingDirectory: FileManager.default.currentDirectoryPath,
        executablePath: Bundle.main.executablePath)
      catalogue = Catalogue(directory: directory)
    } catch {
      throw fail(error.message)
    }
  }

  /// A lesson and the texts of its models and tables, as the player asks for them.
  func read(_ name: String, at place: SavedPlace?) -> Action {
    do {
      let entry = try catalogue.entry(named: name)
      let early = ahead.lessons.withLock { $0.removeValue(forKey: entry.name) }
      let (lesson, problems) = early.map { ($0, []) } ?? catalogue.lesson(entry)
      guard let lesson else {
        return .lessonFailed(problems.first?.line ?? "\(name) cannot be read")
      }
      return .lessonRead(lesson, files: Self.files(of: lesson), at: place)
    } catch {
      return .lessonFailed(error.message)
    }
  }

  /// Every question of the course, as it is worded when this is asked first.
  var questions: [(name: QuestionName, version: QuestionVersion)] {
    ahead.questions.withLock { known in
      let questions = known ?? readQuestions()
      known = questions
      return questions
    }
  }

  private func readQuestions() -> [(name: QuestionName, version: QuestionVersion)] {
    catalogue.entries.flatMap { entry in
      (catalogue.lesson(entry).lesson?.pages ?? []).flatMap(\.questions).map { question in
        let name = QuestionName(lesson: entry.name, id: question.id.text)
        return (name, QuestionVersion(name, question.content))
      }
    }
  }

  /// The chapters of these names that have questions, with their models.
  func chapters(_ isWanted: (String) -> Bool) -> [Chapter] {
    catalogue.entries.filter { isWanted($0.name) }.compactMap { entry in
      let lesson = catalogue.lesson(entry).lesson
      guard let lesson, lesson.pages.contains(where: { !$0.questions.isEmpty }) else { return nil }
      return Chapter(lesson, files: Self.files(of: lesson))
    }
  }

  /// A lesson that is to be written, not played.
  ///
  /// - Throws: the exit status, after saying why, where there is no such lesson.
  func lesson(named name: String) throws -> Lesson {
    let found: (lesson: Lesson?, diagnostics: [Diagnostic])
    do {
      found = catalogue.lesson(try catalogue.entry(named: name))
    } catch {
      throw fail(error.message)
    }
    guard let lesson = found.lesson else {
      throw fail(found.diagnostics.first?.line ?? "\(name) cannot be read")
    }
    return lesson
  }

  /// Reads a lesson while nobody waits for it, so that the key that opens it answers at once.
  func readAhead(_ name: String) {
    DispatchQueue.global().async {
      guard let entry = try? catalogue.entry(named: name) else { return }
      let lesson = catalogue.lesson(entry).lesson
      ahead.lessons.withLock { $0[entry.name] = lesson }
    }
  }

  /// The models and tables in a lesson's folder, by file name.
  static func files(of lesson: Lesson) -> [String: SourceText] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: lesson.directory)) ?? []
    let wanted = names.filter { [".eqn", ".tsv", ".csv"].contains($0.suffix(4)) }
    return Dictionary(
      uniqueKeysWithValues: wanted.compactMap { name in
        let path = lesson.directory + "/" + name
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        return (name, SourceText(name: path, text: String(decoding: data, as: UTF8.self)))
      })
  }
}

/// `perceptron` or `perceptron#xor`.
struct LessonAddress: ExpressibleByArgument {
  let lesson: String
  let page: String?

  init?(argument: String) {
    let parts = argument.split(separator: "#", maxSplits: 1).map(String.init)
    guard let lesson = parts.first else { return nil }
    self.lesson = lesson
    page = parts.count > 1 ? parts[1] : nil
  }

  static let help: ArgumentHelp =
    "The chapter's name or number, and the id of a page behind #: perceptron#xor."
}

struct LessonsOption: ParsableArguments {
  @Option(help: "The folder of the lessons.") var lessons: String?
}
