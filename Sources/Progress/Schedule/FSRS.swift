import Foundation

/// The model of memory FSRS-6 (Free Spaced Repetition Scheduler), with its default weights.
///
/// It does what py-fsrs 6.3.1 of open-spaced-repetition does (MIT licence), without its fuzz.
package enum FSRS {
  /// The recall at which a review is due.
  package static let desiredRetention = 0.9
  /// The longest interval, in days.
  package static let longestInterval = 36_500

  private static let w = [
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835,
    0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
  ]

  /// Makes the recall after S days 0.9.
  private static let factor = pow(0.9, -1 / w[20]) - 1

  /// The probability of recall `days` after a review.
  package static func retrievability(_ memory: Memory, after days: Int) -> Double {
    pow(1 + factor * Double(max(days, 0)) / memory.stability, -w[20])
  }

  /// The days until recall has fallen to `retention`.
  package static func interval(
    _ memory: Memory, retention: Double = desiredRetention
  ) -> Int {
    let days = memory.stability / factor * (pow(retention, -1 / w[20]) - 1)
    return Int(min(max(days.rounded(.toNearestOrEven), 1), Double(longestInterval)))
  }

  /// What is remembered after the first answer.
  package static func first(_ grade: Grade) -> Memory {
    Memory(stability: w[grade.rawValue - 1], difficulty: clamped(firstDifficulty(grade)))
  }

  /// What is remembered after another answer, `days` whole days behind the one before. On the same
  /// day, or where the clock went back, nothing was forgotten in between.
  package static func next(_ memory: Memory, after days: Int, _ grade: Grade) -> Memory {
    let stability =
      days < 1
      ? sameDay(memory, grade)
      : grade == .again ? forgotten(memory, days) : recalled(memory, days, grade)
    return Memory(stability: max(stability, 0.001), difficulty: difficulty(memory, grade))
  }

  // MARK: Stability

  private static func sameDay(_ memory: Memory, _ grade: Grade) -> Double {
    let g = Double(grade.rawValue), s = memory.stability
    let k = exp(w[17] * (g - 3 + w[18])) * pow(s, -w[19])
    return s * (grade.rawValue >= Grade.good.rawValue ? max(k, 1) : k)
  }

  private static func recalled(_ memory: Memory, _ days: Int, _ grade: Grade) -> Double {
    let s = memory.stability, r = retrievability(memory, after: days)
    let penalty = grade == .hard ? w[15] : 1
    let bonus = grade == .easy ? w[16] : 1
    let ease = exp(w[8]) * (11 - memory.difficulty)
    let growth = ease * pow(s, -w[9]) * (exp(w[10] * (1 - r)) - 1)
    return s * (1 + growth * penalty * bonus)
  }

  private static func forgotten(_ memory: Memory, _ days: Int) -> Double {
    let s = memory.stability, r = retrievability(memory, after: days)
    let long = w[11] * pow(memory.difficulty, -w[12]) * (pow(s + 1, w[13]) - 1)
    return min(long * exp(w[14] * (1 - r)), s / exp(w[17] * w[18]))
  }

  // MARK: Difficulty

  private static func firstDifficulty(_ grade: Grade) -> Double {
    w[4] - exp(w[5] * Double(grade.rawValue - 1)) + 1
  }

  private static func difficulty(_ memory: Memory, _ grade: Grade) -> Double {
    let d = memory.difficulty
    let moved = d + (10 - d) / 9 * -w[6] * Double(grade.rawValue - 3)
    return clamped(w[7] * firstDifficulty(.easy) + (1 - w[7]) * moved)
  }

  private static func clamped(_ difficulty: Double) -> Double { min(max(difficulty, 1), 10) }
}
