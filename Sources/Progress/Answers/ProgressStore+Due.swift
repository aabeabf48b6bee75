import Foundation
import GRDB

extension ProgressStore {
  /// The questions to be asked again, the longest due first. One that was never answered is not
  /// among them.
  ///
  /// - Parameter questions: those the course has; others that were answered are gone.
  package func due(
    at now: Date, among questions: [QuestionVersion]
  ) throws(ProgressError) -> [DueQuestion] {
    try scheduled(at: now, among: questions).filter { $0.due <= now }
  }

  /// When the next question that is not due yet will be; none where nothing is waiting.
  package func nextDue(
    after now: Date, among questions: [QuestionVersion]
  ) throws(ProgressError) -> Date? {
    try scheduled(at: now, among: questions).first { $0.due > now }?.due
  }

  /// Everything that was answered and still exists, by when it is due.
  private func scheduled(
    at now: Date, among questions: [QuestionVersion]
  ) throws(ProgressError) -> [DueQuestion] {
    let known = Dictionary(questions.map { ($0.id, $0) }) { first, _ in first }
    let cards = try read { try StoredCard.fetchAll($0) }
    return cards.compactMap { card in
      known[card.id].map { DueQuestion(card, now: $0, at: now) }
    }.sorted { ($0.due, $0.question.id) < ($1.due, $1.question.id) }
  }
}

extension DueQuestion {
  /// - Parameter question: as it is worded now.
  fileprivate init(_ card: StoredCard, now question: QuestionVersion, at date: Date) {
    self.question = question
    isChanged = question.content != card.content
    retrievability = card.retrievability(at: date)
    let reviewed = Date(milliseconds: card.reviewed)
    // An answer from tomorrow was given while the clock was wrong: nobody knows how long ago.
    let isFromTheFuture = reviewed > date.addingTimeInterval(86_400)
    due = isChanged || isFromTheFuture ? min(reviewed, date) : Date(milliseconds: card.due)
  }
}
