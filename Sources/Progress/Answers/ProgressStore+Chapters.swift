import Foundation
import GRDB

extension ProgressStore {
  /// How far the student is with a chapter.
  ///
  /// - Parameters:
  ///   - pages: the ids of the pages it has.
  ///   - questions: those it has.
  package func progress(
    in lesson: String, pages: [String], questions: [QuestionVersion], at now: Date
  ) throws(ProgressError) -> ChapterProgress {
    var progress = ChapterProgress()
    progress.read = try visitedPages(of: lesson).intersection(pages).count
    progress.due = try due(at: now, among: questions.filter { $0.id.lesson == lesson }).count
    let answers = Dictionary(grouping: try answers(of: lesson), by: \.question.id)
    progress.count(answers.mapValues(Asking.all), among: Set(questions.map(\.id)))
    return progress
  }

  /// Every lesson that something is kept of, also those that the course no longer has.
  package func lessons() throws(ProgressError) -> Set<String> {
    try read { database in
      try String.fetchSet(
        database,
        sql: """
          SELECT lesson FROM answer UNION SELECT lesson FROM visit
          UNION SELECT lesson FROM position
          """)
    }
  }
}
