import ArgumentParser
import Foundation
import Progress

struct GradesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grades",
    abstract: "A table of grades from the records that students exported.",
    discussion: """
      One row a student and chapter: \(GradeTable.columns.joined(separator: ", ")). The score is the \
      number of questions right, of all the chapter has; a question is right where an attempt at it \
      ended right (best, the usual) or the last did (last). Attempts, hints and skips are counted \
      over all questions; times are UTC. A chapter of which nothing was answered has no row.

      With --by question a row is one question. A record's file is named after its student, \
      `12345.jsonl`, or after the e-mail address, `anna@example.org.jsonl`; of a single file both can \
      be said.

      A text that a spreadsheet would run as a formula gets an apostrophe in front.

      Examples:
        unroll grades records/*.jsonl > grades.csv
        unroll grades mine.jsonl --student-id 12345 --email anna@example.org --attempt last
      """)

  @Argument(help: "Files that `unroll progress export` wrote.") var records: [String] = []
  @Option(help: "csv, comma-separated values.") var format = Format.csv
  @Option(help: "What a row is about: chapter or question.") var by = GradeTable.Unit.chapter
  @Option(help: "Which attempt counts: best or last.") var attempt = CountingAttempt.best
  @Option(help: "The student of the one file.") var studentID: String?
  @Option(help: "The student's e-mail address.") var email: String?
  @OptionGroup var lessons: LessonsOption

  enum Format: String, ExpressibleByArgument, CaseIterable { case csv }

  func validate() throws {
    guard !records.isEmpty else {
      throw ValidationError("name the records, files that `unroll progress export` wrote")
    }
    guard records.count == 1 || (studentID == nil && email == nil) else {
      throw ValidationError("--student-id and --email go with one record; name the files instead")
    }
  }

  func run() throws {
    let course = CourseOutline(try Library(lessons.lessons).catalogue)
    let table = GradeTable(
      course: course, unit: by, counting: attempt, students: try records.map(student))
    var output = Output()
    try output.write(table.csv.text)
    try output.flush()
    for question in table.unknown {
      standardError("not counted: \(question.lesson) has no question `\(question.id)` now")
    }
  }

  private func student(_ file: String) throws -> GradeTable.Student {
    let name = URL(fileURLWithPath: file).lastPathComponent
    let suffix = name.contains("@") ? ".jsonl" : "." + URL(fileURLWithPath: name).pathExtension
    let stem = name.hasSuffix(suffix) ? String(name.dropLast(suffix.count)) : name
    return GradeTable.Student(
      id: studentID ?? stem, email: email ?? (stem.contains("@") ? stem : ""),
      record: try RecordFile(file).record)
  }
}

extension GradeTable.Unit: ExpressibleByArgument {}
extension CountingAttempt: ExpressibleByArgument {}
