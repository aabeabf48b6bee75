import Courseware

extension LinkedPage {
  /// A question of the page, its numbers drawn from a seed; nil where it cannot be linked.
  ///
  /// - Parameter draft: what was begun with these numbers.
  func ask(_ question: Question, seed: UInt64, draft: String = "") -> QuestionState? {
    let linked = questions.compactMap(\.self).first { $0.question.id.text == question.id.text }
    return linked.map { QuestionState($0.asked(seed: seed), draft: draft) }
  }
}

extension AskedQuestion {
  /// What is right, as it is told; empty where that is a choice or an order.
  package var rightText: String {
    switch right {
    case .number(let value, let tolerance): tolerance.text(value)
    case .cell(let entry): name(of: entry)
    case .sign(let sign): sign.rawValue
    case .choice, .choices, .order: ""
    }
  }
}
