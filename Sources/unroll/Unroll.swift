import ArgumentParser
import Foundation

/// The command line. Everything it does is elsewhere; here it is only given its words.
@main
struct Unroll: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unroll",
    abstract: "Step through neural networks, one number at a time.",
    discussion: """
      Without a command, opens the course where you left it.

      Examples:
        unroll
        unroll lesson perceptron
        unroll calc 'f = (x + y) z' x=-2 y=5 z=-4
      """,
    version: "0.1.0",
    subcommands: [
      CourseCommand.self, LessonCommand.self, QuizCommand.self, ReviewCommand.self,
      ShowCommand.self, PlayCommand.self,
      TraceCommand.self, CheckCommand.self, TrainCommand.self, CalcCommand.self, LintCommand.self,
      ProgressCommand.self, GradesCommand.self, ChapterExportCommand.self,
      QuestionImportCommand.self,
    ],
    defaultSubcommand: CourseCommand.self)

  /// Wrong words end with status 2, as wrong files do; help with 0.
  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      let isUsage = exitCode(for: error) == .validationFailure
      guard isUsage else { exit(withError: error) }
      standardError(fullMessage(for: error))
      Foundation.exit(Status.wrongInput.rawValue)
    }
  }
}

/// How the program ends.
enum Status: Int32 {
  case done = 0
  /// A check found something wrong.
  case failed = 1
  /// A file or the command line is wrong.
  case wrongInput = 2

  var exitCode: ExitCode { ExitCode(rawValue) }
}

/// Says something to whoever started the program, apart from its output.
func standardError(_ text: String) {
  FileHandle.standardError.write(Data((text + "\n").utf8))
}

/// Ends a command with a message.
func fail(_ text: String, _ status: Status = .wrongInput) -> ExitCode {
  standardError(text)
  return status.exitCode
}
