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

  @Argument(help: LessonAddress.help) var lesson: LessonAddress?
  @Option(help: ArgumentHelp("A model's file in place of a chapter.", valueName: "model.eqn"))
  var model: String?
  @OptionGroup var values: ValuesOption
  @OptionGroup var update: UpdateOptions
  @Flag(help: "Plain lines of text instead of a full screen.") var plain = false
  @OptionGroup var lessons: LessonsOption

  func validate() throws {
    guard (lesson == nil) != (model == nil) else {
      throw ValidationError("name a chapter, such as perceptron, or a file with --model")
    }
    guard model != nil || values.values == nil else {
      throw ValidationError("--values goes with --model")
    }
    guard model != nil || update.optimizer == nil else {
      throw ValidationError("--optimizer goes with --model")
    }
  }

  func run() throws {
    if let model {
      let model = try update.applied(to: ModelFile.read(model, values: values.values))
      return try Session.start(.model(model), plain: plain)
    }
    try Session.start(.course(try Library(lessons.lessons), at: lesson), plain: plain)
  }
}
