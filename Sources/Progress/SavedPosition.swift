import Foundation

/// Where a student stopped in a lesson.
package struct SavedPosition: Hashable, Sendable {
  /// The lesson's name, without its number: `perceptron`.
  package var lesson: String
  /// The page's id.
  package var page: String
  package var step: Int
  /// Whatever else the player needs to come back, as text only it reads.
  package var detail: String
  package var updated: Date

  package init(lesson: String, page: String, step: Int, detail: String = "", updated: Date) {
    self.lesson = lesson
    self.page = page
    self.step = step
    self.detail = detail
    self.updated = updated
  }
}
