import Foundation
import GRDB

/// A row of the table `card`: worked out from the answers to a question whenever they change.
struct StoredCard: Codable, FetchableRecord, PersistableRecord {
  static let databaseTableName = "card"

  var lesson: String
  var question: String
  /// That of the last answer.
  var content: String
  var state: String
  var stability: Double
  var difficulty: Double
  var reviewed: Int64
  var due: Int64

  init?(_ askings: [Asking]) {
    guard let card = Card(askings), let last = askings.last?.last else { return nil }
    lesson = last.question.id.lesson
    question = last.question.id.id
    content = last.question.content
    state = card.phase.name
    stability = card.memory.stability
    difficulty = card.memory.difficulty
    reviewed = card.reviewed.milliseconds
    due = card.due.milliseconds
  }

  var id: QuestionID { QuestionID(lesson: lesson, id: question) }

  /// Whole days are enough here.
  func retrievability(at date: Date) -> Double {
    let days = (date.milliseconds - reviewed) / 86_400_000
    return FSRS.retrievability(
      Memory(stability: stability, difficulty: difficulty), after: Int(days))
  }
}

extension Card.Phase {
  /// The word for it in the file.
  fileprivate var name: String {
    switch self {
    case .learning: "learning"
    case .review: "review"
    case .relearning: "relearning"
    }
  }
}
