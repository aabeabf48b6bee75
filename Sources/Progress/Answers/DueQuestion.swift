import Foundation

/// A question that was answered before and is to be asked again.
package struct DueQuestion: Hashable, Sendable {
  package var question: QuestionVersion
  package var due: Date
  /// The probability that it is still known.
  package var retrievability: Double
  /// Whether its text is another than when it was answered.
  package var isChanged: Bool
}
