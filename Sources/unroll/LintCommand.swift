import ArgumentParser
import Courseware
import Diagnostics
import Foundation
import Player

struct LintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Check lessons: their form, their models, and every number they claim.",
    discussion: """
      Every page is opened and played to its end. Exit status 1 where anything is wrong.

      Examples:
        unroll lint
        unroll lint lessons/01-perceptron
        unroll lint --explain claim-holds
      """)

  @Argument(help: "A folder of lessons, or of one.") var folder: String?
  @Option(help: "Say what a rule is about.") var explain: String?
  @Flag(help: "Keep the ids of pages and questions in lessons/ids.txt.") var record = false
  @OptionGroup var lessons: LessonsOption

  func run() throws {
    if let explain { return try say(explain) }
    let directory = try folder ?? Library(lessons.lessons).catalogue.directory
    let course = Course(directory: directory)
    if record { try record(course) }
    let found =
      course.lint()
      + course.lessons.flatMap { lesson in
        PlayedLesson(lesson, files: Library.files(of: lesson)).problems
      }
    for problem in found { print(problem.line) }
    let errors = found.filter { $0.severity == .error }.count
    if errors > 0 { throw fail("\(errors) to mend", .failed) }
    standardError(
      "\(course.lessons.count) chapter\(course.lessons.count == 1 ? "" : "s"): nothing to mend")
  }

  private func record(_ course: Course) throws {
    do {
      try course.recordIDs()
    } catch {
      throw fail("\(course.directory)/ids.txt cannot be written: \(error.localizedDescription)")
    }
  }

  private func say(_ name: String) throws {
    if let rule = LintCatalogue.rule(named: name) {
      print(rule.explanation.text)
    } else if let rule = PlayedRule(rawValue: name) {
      print(rule.explanation)
    } else {
      let known = LintCatalogue.rules.map(\.name) + PlayedRule.allCases.map(\.rawValue)
      throw fail("there is no rule `\(name)`; there are \(known.sorted().joined(separator: ", "))")
    }
  }
}
