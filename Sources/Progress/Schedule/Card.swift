import Foundation

/// What the schedule knows of one question.
package struct Card: Hashable, Sendable {
  package enum Phase: Hashable, Sendable {
    /// Short steps until the first interval of days; `step` is the one it is on.
    case learning(step: Int)
    /// Intervals of days.
    case review
    /// A short step after something was forgotten.
    case relearning
  }

  package private(set) var phase: Phase
  package private(set) var memory: Memory
  /// The last review.
  package private(set) var reviewed: Date
  package private(set) var due: Date

  /// The waits while learning: 1 and 10 minutes.
  private static let learningSteps: [TimeInterval] = [60, 600]
  private static let relearningStep: TimeInterval = 600
  private static let day: TimeInterval = 86_400

  /// A question answered for the first time.
  package init(first grade: Grade, at date: Date) {
    self.init(phase: .learning(step: 0), FSRS.first(grade), at: date)
    schedule(grade)
  }

  private init(phase: Phase, _ memory: Memory, at date: Date) {
    self.phase = phase
    self.memory = memory
    reviewed = date
    due = date
  }

  /// Another answer. Days are counted in seconds, so that no time zone or change of clocks matters.
  package mutating func review(_ grade: Grade, at date: Date) {
    memory = FSRS.next(memory, after: days(to: date), grade)
    reviewed = date
    schedule(grade)
  }

  /// The probability that it is still known.
  package func retrievability(at date: Date) -> Double {
    FSRS.retrievability(memory, after: days(to: date))
  }

  /// Whole days since the last review.
  private func days(to date: Date) -> Int {
    let days = (date.milliseconds - reviewed.milliseconds) / Int64(Self.day * 1000)
    return Int(max(days, 0))
  }

  // MARK: The next review

  private mutating func schedule(_ grade: Grade) {
    let wait: TimeInterval?
    (phase, wait) =
      switch phase {
      case .learning(let step): Self.learning(step, grade)
      case .review: grade == .again ? (.relearning, Self.relearningStep) : (.review, nil)
      case .relearning: Self.relearning(grade)
      }
    due = reviewed.addingTimeInterval(wait ?? Double(FSRS.interval(memory)) * Self.day)
  }

  /// - Returns: the phase, and the wait where it is not days.
  private static func learning(_ step: Int, _ grade: Grade) -> (Phase, TimeInterval?) {
    let isLast = step == learningSteps.count - 1
    return switch grade {
    case .again: (.learning(step: 0), learningSteps[0])
    // Between the first wait and the second.
    case .hard where step == 0: (.learning(step: 0), (learningSteps[0] + learningSteps[1]) / 2)
    case .hard: (.learning(step: step), learningSteps[step])
    case .good where !isLast: (.learning(step: step + 1), learningSteps[step + 1])
    case .good, .easy: (.review, nil)
    }
  }

  private static func relearning(_ grade: Grade) -> (Phase, TimeInterval?) {
    switch grade {
    case .again: (.relearning, relearningStep)
    case .hard: (.relearning, relearningStep * 1.5)
    case .good, .easy: (.review, nil)
    }
  }
}
