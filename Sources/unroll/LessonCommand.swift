import ArgumentParser
import Foundation
import Player
import Screen
import Terminal

struct CourseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "course",
    abstract: "Open the course where you left it (the default).",
    discussion: """
      Example: unroll course
      """)

  @Flag(help: "Plain lines of text instead of a full screen.") var plain = false
  @OptionGroup var lessons: LessonsOption

  func run() throws {
    try Session.start(try Library(lessons.lessons), at: nil, plain: plain)
  }
}

struct LessonCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lesson",
    abstract: "Open a chapter, where you left it or at a page.",
    discussion: """
      Examples:
        unroll lesson perceptron
        unroll lesson perceptron#xor
        unroll lesson perceptron --plain
      """)

  @Argument(help: LessonAddress.help) var lesson: LessonAddress
  @Flag(help: "Plain lines of text instead of a full screen.") var plain = false
  @OptionGroup var lessons: LessonsOption

  func run() throws {
    try Session.start(try Library(lessons.lessons), at: lesson, plain: plain)
  }
}
