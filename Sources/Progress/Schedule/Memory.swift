/// How well something is remembered, by the model that schedules reviews.
package struct Memory: Hashable, Sendable {
  /// Days until the probability of recall has fallen to 0.9.
  package var stability: Double
  /// 1…10: how slowly stability grows.
  package var difficulty: Double

  package init(stability: Double, difficulty: Double) {
    self.stability = stability
    self.difficulty = difficulty
  }
}
