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
    try Session.start(.course(try Library(lessons.lessons), at: nil), plain: plain)
  }
}

struct LessonCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lesson",
    abstract: "Open a chapter, where you left it or at a page; or a model's file.",
    discussion: """
      With --model a model's file is opened without a lesson: its comments are the text, and any \
      of its numbers can be asked and changed. Nothing of it is kept.

      Examples:
        unroll lesson perceptron
        unroll lesson perceptron#xor
        unroll lesson perceptron --plain
        unroll lesson --model neuron.eqn --values trained.json
        unroll lesson --model neuron.eqn --optimizer sgd --rate 0.5
      """)

  @OptionGroup var subject: Subject
  @Flag(help: "Plain lines of text instead of a full screen.") var plain = false

  func run() throws { try Session.start(subject.opening(), plain: plain) }
}
