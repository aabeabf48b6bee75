import Foundation
import Progress

/// What students' records come to, in the columns that learning systems read.
struct GradeTable {
  static let columns = [
    "student_id", "email", "lesson_id", "quiz_id", "score", "max", "percent", "attempts", "hints",
    "skips", "started", "finished",
  ]

  struct Student {
    let id: String
    let email: String
    let record: StudentRecord
  }

  /// What a row of a student is about.
  enum Unit: String, CaseIterable { case chapter, question }

  private struct Row {
    let student: Student
    let lesson: String
    let quiz: String
    let most: Int
    let results: [QuestionResult]
  }

  let course: CourseOutline
  let unit: Unit
  let counting: CountingAttempt
  let students: [Student]

  var csv: CSV {
    let heading = Self.columns.map(CSV.Cell.text)
    return CSV(rows: [heading] + students.flatMap(rows).map(cells))
  }

  /// Answers that count nowhere, for the course has not their question.
  var unknown: [QuestionID] {
    let known = Set(course.questions.map(\.id))
    return Set(students.flatMap { $0.record.results(counting) }.map(\.question))
      .subtracting(known).sorted()
  }

  private func rows(_ student: Student) -> [Row] {
    let results = Dictionary(
      student.record.results(counting).map { ($0.question, $0) }
    ) { first, _ in first }
    return course.chapters.flatMap { chapter in
      let answered = chapter.questions.compactMap { results[$0.id] }
      switch unit {
      case _ where answered.isEmpty: return [Row]()
      case .chapter:
        return [
          Row(
            student: student, lesson: chapter.name, quiz: "all", most: chapter.questions.count,
            results: answered)
        ]
      case .question:
        return answered.map { result in
          Row(
            student: student, lesson: chapter.name, quiz: result.question.id, most: 1,
            results: [result])
        }
      }
    }
  }

  private func cells(_ row: Row) -> [CSV.Cell] {
    let score = row.results.count(where: \.isRight)
    let percent = (Double(score) / Double(row.most) * 10_000).rounded() / 100
    func sum(_ count: (QuestionResult) -> Int) -> CSV.Cell {
      .number("\(row.results.reduce(0) { $0 + count($1) })")
    }
    return [
      .text(row.student.id), .text(row.student.email), .text(row.lesson), .text(row.quiz),
      .number("\(score)"), .number("\(row.most)"), .number("\(percent)"),
      sum(\.attempts), sum(\.hints), sum(\.skips),
      date(row.results.map(\.started).min()), date(row.results.map(\.finished).max()),
    ]
  }

  /// `2027-01-15T08:00:00Z`.
  private func date(_ date: Date?) -> CSV.Cell { .number(date?.formatted(.iso8601) ?? "") }
}
