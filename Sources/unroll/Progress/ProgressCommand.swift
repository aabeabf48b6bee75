import ArgumentParser
import Foundation
import Progress
import Screen

struct ProgressCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "progress",
    abstract: "Pages read, questions answered, what is due, which mistakes; export, import, reset.",
    discussion: """
      Examples:
        unroll progress
        unroll progress --json
        unroll progress export mine.jsonl
        unroll progress import other-machine.jsonl
        unroll progress reset perceptron
      """,
    subcommands: [
      ShowProgressCommand.self, ExportCommand.self, ImportCommand.self, ResetCommand.self,
    ],
    defaultSubcommand: ShowProgressCommand.self)
}

struct ShowProgressCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Progress by chapter (the default).",
    discussion: """
      For each chapter: the pages read, the questions answered at least once, those that were right \
      when they were asked last, those that are due for review, and the questions answered in each \
      of the last twelve weeks, this one last.

      Example: unroll progress show --json
      """)

  @Flag(help: "One JSON object instead of text.") var json = false
  @Option(help: "The date, or the date and time in UTC: 2026-12-01, 2026-12-01T09:00:00Z.")
  var now: GivenDate?
  @OptionGroup var lessons: LessonsOption

  func run() throws {
    let course = CourseOutline(try Library(lessons.lessons).catalogue)
    let now = now?.date ?? Date()
    let summary = try OwnRecord.with(OwnRecord.open()) { store throws(ProgressError) in
      try ProgressSummary(store, course, at: now)
    }
    var output = Output()
    if json {
      try output.line(ProgressDocument(summary: summary).json.written)
    } else {
      let report = ProgressReport(summary: summary, glyphs: .ofEnvironment)
      for line in report.lines { try output.say(line) }
    }
    try output.flush()
  }
}
