import ArgumentParser
import Courseware
import Foundation
import Progress

struct ResetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reset",
    abstract: "Forget the progress in one chapter, or in all.",
    discussion: """
      Positions, pages read and answers are forgotten, after a copy of everything was put beside the \
      progress file. `unroll progress import` of the copy brings it back.

      Examples:
        unroll progress reset perceptron
        unroll progress reset --all --yes
      """)

  @Argument(help: "The chapter's name or number.") var chapter: String?
  @Flag(help: "Every chapter.") var all = false
  @Flag(help: "Do not ask first.") var yes = false
  @OptionGroup var lessons: LessonsOption

  func validate() throws {
    guard (chapter == nil) == all else {
      throw ValidationError("name a chapter, such as perceptron, or say --all")
    }
  }

  func run() throws {
    let store = try OwnRecord.open()
    let lesson = try chapter.map { try name(of: $0, in: store) }
    guard try yes || isAgreed(lesson, store) else { return print("nothing was changed") }
    let copy = try OwnRecord.with(store) { store throws(ProgressError) in
      try store.reset(lesson, now: Date())
    }
    print("forgotten; a copy of everything is in \(copy)")
  }

  /// A chapter of the course, or one that it had once.
  private func name(of chapter: String, in store: ProgressStore) throws -> String {
    let kept = try OwnRecord.with(store) { store throws(ProgressError) in try store.lessons() }
    if kept.contains(chapter) { return chapter }
    do {
      return try Library(lessons.lessons).catalogue.entry(named: chapter).name
    } catch let error as UnknownLesson {
      throw fail(error.message)
    }
  }

  private func isAgreed(_ lesson: String?, _ store: ProgressStore) throws -> Bool {
    guard isatty(STDIN_FILENO) != 0 else {
      throw fail("reset asks first, and there is no terminal to ask on; say --yes")
    }
    let answers = try OwnRecord.with(store) { store throws(ProgressError) in
      try store.answers(of: lesson).count
    }
    let what = lesson.map { "the chapter `\($0)`" } ?? "all chapters"
    print(
      "Forget \(what) with \(counted(answers, "answer"))? A copy is kept. [y/N] ", terminator: "")
    fflush(nil)
    return ["y", "yes"].contains(readLine()?.lowercased())
  }
}
