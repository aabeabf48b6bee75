import Screen
import Testing

@testable import Player

extension Student {
  var question: QuestionState? { state.lesson?.question }

  /// What the last key asked to be kept.
  var kept: [GivenAnswer] {
    effects.compactMap { if case .keepAnswer(let answer) = $0 { answer } else { nil } }
  }

  /// In front of a question, straight from the map.
  init(
    asking question: ChapterQuestion, size: Size = .usual, glyphs: GlyphSet = .unicode
  ) throws {
    self.init(size: size, glyphs: glyphs)
    let lesson = try #require(FirstChapter.read.lesson)
    let place = SavedPlace(lesson: lesson.name, page: question.page)
    _ = state.update(.lessonRead(lesson, files: FirstChapter.files, at: place))
    try open(question.id)
  }

  /// Opens a question of the page by the keys a student has.
  mutating func open(_ id: String) throws {
    press("btab")
    for _ in 0..<3 where state.lesson?.openQuestion != id { press(.pageDown) }
    try #require(state.lesson?.openQuestion == id)
  }

  /// Answers by keys: a line such as `2`, `1 3` or `0.5`, as it is typed without a screen.
  mutating func answer(_ line: String) throws {
    let spoken = try #require(SpokenQuestion(state))
    var last: [Effect] = []
    for action in spoken.answering(line) { last = state.update(action) }
    note(last)
  }

  /// The line that is right.
  func rightLine() throws -> String {
    let asked = try #require(question?.asked)
    switch asked.right {
    case .choice(let index): return "\(index + 1)"
    case .choices(let indices): return indices.sorted().map { "\($0 + 1)" }.joined(separator: " ")
    case .order(let order): return order.map { "\($0 + 1)" }.joined(separator: " ")
    case .number, .cell, .sign: return asked.rightText
    }
  }

  /// A line that is wrong.
  func wrongLine() throws -> String {
    let asked = try #require(question?.asked)
    switch asked.right {
    case .choice(let index): return index == 0 ? "2" : "1"
    case .choices(let indices):
      return try "\(#require(asked.options.indices.first { !indices.contains($0) }) + 1)"
    case .order(let order): return order.reversed().map { "\($0 + 1)" }.joined(separator: " ")
    case .number(let value, _): return "\(value + 1000)"
    case .cell(let right):
      let wrong = try #require(asked.mistakes.first { $0.answer != .cell(right) })
      guard case .cell(let entry) = wrong.answer else { return "" }
      return try stage().name(of: entry)
    case .sign(let right): return right == .up ? "down" : "up"
    }
  }
}

/// A question of the first chapter, and where it stands.
struct ChapterQuestion: CustomTestStringConvertible {
  let page: String
  let id: String

  var testDescription: String { "\(page): \(id)" }

  static let all: [ChapterQuestion] = (FirstChapter.read.lesson?.pages ?? []).flatMap { page in
    page.questions.map { ChapterQuestion(page: page.id, id: $0.id.text) }
  }
}
