import Courseware
import Diagnostics
import Testing

@testable import Player

/// Questions of one page, written in a test.
enum SmallQuiz {
  /// The fields of a question behind its id, on line 12 of the lesson; the scene's model has `x`, a
  /// vector, `w`, another, `b`, and z = w · x + b.
  static let model = """
    given x : [2] = [3, 4]
    weight w : [2] = [2, -1]
    weight b = 0.5
    z = w · x + b
    o = step(z)
    loss = z^2
    """

  static func lesson(
    _ fields: String, scene: String = "model: m.eqn\nview: equations", model: String = model,
    text: String = "Text."
  ) throws -> (Lesson, [String: SourceText]) {
    try SmallLesson.reading(
      "\(text)\n```quiz\nid: q\n\(fields)\n```", scene: scene, model: model)
  }

  static func linked(
    _ fields: String, scene: String = "model: m.eqn\nview: equations", model: String = model
  ) throws -> LinkedQuestion {
    let (lesson, files) = try lesson(fields, scene: scene, model: model)
    let page = Chapter(lesson, files: files).page(0)
    #expect(page.questionProblems.map(\.line) == [])
    return try #require(page.questions.first ?? nil)
  }

  static func asked(
    _ fields: String, seed: UInt64 = 1, scene: String = "model: m.eqn\nview: equations",
    model: String = model
  ) throws -> AskedQuestion {
    try linked(fields, scene: scene, model: model).asked(seed: seed)
  }

  /// What lint says of a lesson with this question.
  static func problems(
    _ fields: String, scene: String = "model: m.eqn\nview: equations", model: String = model
  ) throws -> [String] {
    let (lesson, files) = try lesson(fields, scene: scene, model: model)
    return PlayedLesson(lesson, files: files).problems.map(\.line)
  }
}

extension AskedQuestion {
  /// Where an option stands that begins with these words.
  func place(_ text: String) throws -> Int {
    try #require(options.firstIndex { $0.text.plain.hasPrefix(text) })
  }
}
