import Courseware

/// A question's name in the course.
package struct QuestionName: Hashable, Sendable, Comparable {
  /// The lesson's name, without its number: `perceptron`.
  package var lesson: String
  /// The question's id, which never changes.
  package var id: String

  package init(lesson: String, id: String) {
    self.lesson = lesson
    self.id = id
  }

  package static func < (a: Self, b: Self) -> Bool { (a.lesson, a.id) < (b.lesson, b.id) }
}

extension Question {
  /// Changes with whatever would change what is asked or what is right; not with where it stands in
  /// the file, nor with a reworded hint or reason.
  package var content: String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in contentText.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return String(hash, radix: 16)
  }

  private var contentText: String {
    let answers = answers.map { "\($0.isRight) \($0.value.written)" }
    let varied = vary.map { "\($0.name.text): \($0.value.plain)" }
    return ([ask.text, kind.written] + answers + varied).joined(separator: "\n")
  }
}

extension Question.Kind {
  fileprivate var written: String {
    switch self {
    case .chooseOne: "one"
    case .chooseAll: "all"
    case .number(let query, .within(let most)): "number \(query.written) within \(most)"
    case .number(let query, .digits(let digits)): "number \(query.written) digits \(digits)"
    case .order(let steps): "order " + steps.map(\.text).joined(separator: "; ")
    case .pick(let query): "pick \(query.written)"
    case .sign(let query): "sign \(query.written)"
    }
  }
}

extension Answer.Value {
  fileprivate var written: String {
    switch self {
    case .text(let text): text.text
    case .query(let query): "= \(query.written)"
    }
  }
}

extension Query {
  fileprivate var written: String {
    let scene = scene.map { "\($0.text): " } ?? ""
    return scene + expression.text
  }
}
