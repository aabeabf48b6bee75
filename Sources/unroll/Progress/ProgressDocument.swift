import Foundation
import Progress

/// The progress as data.
struct ProgressDocument {
  let summary: ProgressSummary

  var json: JSON {
    .object([
      ("format", .number(1)), ("now", .text(summary.now.formatted(.iso8601))),
      ("due", .number(Double(summary.due))),
      ("next_due", summary.next.map { .text($0.formatted(.iso8601)) } ?? .null),
      ("chapters", .list(summary.chapters.map(document))),
      (
        "gone",
        .list(
          summary.gone.map { lesson, answers in
            .object([("chapter", .text(lesson)), ("answers", .number(Double(answers)))])
          })
      ),
    ])
  }

  private func document(_ chapter: CourseOutline.Chapter, _ progress: ChapterProgress) -> JSON {
    let counts: [(String, Int)] = [
      ("pages", chapter.pages.count), ("read", progress.read),
      ("questions", chapter.questions.count), ("answered", progress.answered),
      ("right", progress.right), ("due", progress.due), ("gone", progress.gone),
      ("reviewed", progress.reviewed), ("remembered", progress.remembered),
    ]
    let days = progress.days.map { day in
      let date = Date(timeIntervalSince1970: Double(day.number) * 86_400)
      return JSON.object([
        ("date", .text(date.formatted(.iso8601.year().month().day()))),
        ("asked", .number(Double(day.asked))), ("right", .number(Double(day.right))),
      ])
    }
    let mistakes = progress.mistakes.map { mistake in
      JSON.object([("mistake", .text(mistake.name)), ("count", .number(Double(mistake.count)))])
    }
    return .object(
      [("chapter", .text(chapter.name)), ("title", .text(chapter.title))]
        + counts.map { ($0.0, .number(Double($0.1))) }
        + [("mistakes", .list(mistakes)), ("days", .list(days))])
  }
}
