import ArgumentParser
import Courseware
import Foundation
import Player

struct QuizCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quiz",
    abstract: "Answer the questions of a chapter, or of all chapters, in a shuffled order.",
    discussion: """
      At the end stands what was right, and which pages to read again. The same seed gives the same \
      order and the same numbers. Without a terminal, or with --plain, a line of input is an answer.

      Examples:
        unroll quiz perceptron
        unroll quiz --count 10
        unroll quiz perceptron --seed 7 --plain
      """)

  @Argument(help: "The chapter's name or number; without it, all chapters.") var chapter: String?
  @Option(help: "At most so many questions.") var count: Int?
  @Option(help: "A whole number that gives the order and the numbers.") var seed: UInt64?
  @Flag(help: "Plain lines of text instead of a full screen.") var plain = false
  @OptionGroup var lessons: LessonsOption

  func validate() throws {
    guard count.map({ $0 > 0 }) ?? true else { throw ValidationError("--count is 1 or more") }
  }

  func run() throws {
    let library = try Library(lessons.lessons)
    let seed = seed ?? .random(in: 0...UInt64.max)
    let plan = try library.quiz(chapter, count: count, seed: seed)
    try Session.start(.quiz(library, plan), plain: plain)
  }
}

struct ReviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Answer again what is due, with fresh numbers, mixed over the chapters.",
    discussion: """
      A question that was answered comes again after minutes, days, then months: the better it is \
      known, the later. --now tries out another day.

      Examples:
        unroll review
        unroll review --now 2026-12-01
      """)

  @Option(help: "The date, or the date and time in UTC: 2026-12-01, 2026-12-01T09:00:00Z.")
  var now: GivenDate?
  @Option(help: "A whole number that gives the order and the numbers.") var seed: UInt64?
  @Flag(help: "Plain lines of text instead of a full screen.") var plain = false
  @OptionGroup var lessons: LessonsOption

  func run() throws {
    let library = try Library(lessons.lessons)
    let clock = Clock(startingAt: now?.date)
    let seed = seed ?? .random(in: 0...UInt64.max)
    try Session.start(.review(library, clock, seed: seed), plain: plain)
  }
}

extension Library {
  /// The questions of a chapter, or of all.
  ///
  /// - Throws: the exit status, after saying why, where there is no such chapter or no question.
  func quiz(_ chapter: String?, count: Int? = nil, seed: UInt64) throws -> QuizPlan {
    do {
      let name = try chapter.map { try catalogue.entry(named: $0).name }
      let chapters = chapters { name == nil || $0 == name }
      guard !chapters.isEmpty else { throw fail("\(name ?? "the course") has no questions") }
      return QuizPlan(.quiz, chapters, count: count, seed: seed)
    } catch let error as UnknownLesson {
      throw fail(error.message)
    }
  }
}
