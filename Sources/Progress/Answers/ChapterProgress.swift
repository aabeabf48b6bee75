import Foundation

/// How far a student is with one chapter.
package struct ChapterProgress: Hashable, Sendable {
  /// How often an answer came from a known mistake.
  package struct Mistake: Hashable, Sendable {
    package var name: String
    package var count: Int
  }

  /// The askings that ended on one day.
  package struct Day: Hashable, Sendable {
    /// Days since 1970-01-01, UTC.
    package var number: Int
    package var right: Int
    package var asked: Int
  }

  /// Pages seen, of those there are.
  package var read = 0
  /// Questions answered, of those there are.
  package var answered = 0
  /// Those of them that were right when they were asked last.
  package var right = 0
  package var due = 0
  /// Questions answered that the course no longer has. Their answers are kept.
  package var gone = 0
  /// The most frequent first.
  package var mistakes: [Mistake] = []
  /// Days with answers, the earliest first; questions that are gone count too.
  package var days: [Day] = []
  /// Questions asked again a day or more after the time before, and those of them that were right.
  package var reviewed = 0
  package var remembered = 0
}

extension ChapterProgress {
  /// - Parameter askings: of one lesson, by question, each in their order.
  mutating func count(_ askings: [QuestionID: [Asking]], among known: Set<QuestionID>) {
    for (question, askings) in askings {
      guard known.contains(question) else {
        gone += 1
        continue
      }
      answered += 1
      if askings.last?.last.outcome == .right { right += 1 }
    }
    let all = askings.values.flatMap(\.self)
    mistakes = Self.mistakes(all)
    days = Self.days(all)
    for askings in askings.values { countReviews(askings) }
  }

  private mutating func countReviews(_ askings: [Asking]) {
    for (earlier, later) in zip(askings, askings.dropFirst()) {
      guard later.last.answered.timeIntervalSince(earlier.last.answered) >= 86_400 else { continue }
      reviewed += 1
      if later.last.outcome == .right { remembered += 1 }
    }
  }

  private static func mistakes(_ askings: [Asking]) -> [Mistake] {
    let names = askings.flatMap(\.tries).compactMap(\.mistake)
    let counts = Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +)
    return counts.map { Mistake(name: $0.key, count: $0.value) }
      .sorted { ($1.count, $0.name) < ($0.count, $1.name) }
  }

  private static func days(_ askings: [Asking]) -> [Day] {
    var days: [Int: Day] = [:]
    for asking in askings {
      let number = asking.last.answered.dayNumber
      days[number, default: Day(number: number, right: 0, asked: 0)].asked += 1
      if asking.last.outcome == .right { days[number]?.right += 1 }
    }
    return days.values.sorted { $0.number < $1.number }
  }
}
