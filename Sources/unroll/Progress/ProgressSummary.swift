import Foundation
import Progress

/// How far a student is with the whole course.
struct ProgressSummary {
  let now: Date
  let chapters: [(chapter: CourseOutline.Chapter, progress: ChapterProgress)]
  /// Chapters with answers that the course no longer has.
  let gone: [(lesson: String, answers: Int)]
  /// When the next question is due that is not due yet.
  let next: Date?

  init(_ store: ProgressStore, _ course: CourseOutline, at now: Date) throws(ProgressError) {
    self.now = now
    var chapters: [(CourseOutline.Chapter, ChapterProgress)] = []
    for chapter in course.chapters {
      let progress = try store.progress(
        in: chapter.name, pages: chapter.pages, questions: chapter.questions, at: now)
      chapters.append((chapter, progress))
    }
    self.chapters = chapters
    let known = Set(course.chapters.map(\.name))
    let kept = Dictionary(grouping: try store.answers(), by: \.question.id.lesson)
    gone = kept.filter { !known.contains($0.key) }.map { ($0.key, $0.value.count) }
      .sorted { $0.lesson < $1.lesson }
    next = try store.nextDue(after: now, among: course.questions)
  }

  var due: Int { sum(\.due) }
  var reviewed: Int { sum(\.reviewed) }
  var remembered: Int { sum(\.remembered) }
  /// Questions of chapters there still are.
  var goneQuestions: Int { sum(\.gone) }

  private func sum(_ count: KeyPath<ChapterProgress, Int>) -> Int {
    chapters.reduce(0) { $0 + $1.progress[keyPath: count] }
  }
}
