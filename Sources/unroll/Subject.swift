import ArgumentParser
import Player

/// What is opened: a chapter, or a model's file with what is put in place of its own.
struct Subject: ParsableArguments {
  @Argument(help: LessonAddress.help) var lesson: LessonAddress?
  @Option(help: ArgumentHelp("A model's file in place of a chapter.", valueName: "model.eqn"))
  var model: String?
  @OptionGroup var values: ValuesOption
  @OptionGroup var update: UpdateOptions
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

  /// - Throws: the exit status, after saying why, where there is no such thing.
  func opening() throws -> Opening {
    if let model {
      return .model(try update.applied(to: ModelFile.read(model, values: values.values)))
    }
    return .course(try Library(lessons.lessons), at: lesson)
  }
}
