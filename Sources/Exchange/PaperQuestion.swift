/// A question as it stands on paper or on a card: what is offered has letters, and the answer names
/// them.
struct PaperQuestion {
  let ask: Wording
  /// What is to be done.
  let task: String
  /// What is chosen from or put in order: a, b, c.
  private(set) var offered: [Wording] = []
  let answer: String
  /// What there is to say to single answers.
  private(set) var reasons: [(answer: String, because: Wording)] = []
  let hints: [Wording]
  let explanation: Wording

  init(_ question: ExportedQuestion) {
    ask = question.ask
    hints = question.hints
    explanation = question.explanation
    switch question.kind {
    case .one(let choices):
      task = "Choose one."
      (offered, answer, reasons) = Self.chosen(choices)
    case .all(let choices):
      task = "Choose all that are right."
      (offered, answer, reasons) = Self.chosen(choices)
    case .number(let number):
      task =
        number.tolerance == 0
        ? "Write a number." : "Write a number; it may be off by \(number.tolerance.plain)."
      answer = number.right.written
      reasons = number.mistakes.map { ($0.value.written, $0.because) }
    case .order(let steps):
      task = "Put in order."
      let mixed = Self.mixed(steps)
      offered = mixed
      answer = steps.map { Self.letter(mixed.firstIndex(of: $0) ?? 0) }.joined(separator: ", ")
    }
    reasons = reasons.filter { !$0.because.isEmpty }
  }

  private static func chosen(
    _ choices: [ExportedQuestion.Choice]
  ) -> ([Wording], String, [(answer: String, because: Wording)]) {
    let rights = choices.indices.filter { choices[$0].isRight }
    return (
      choices.map(\.text), rights.map(letter).joined(separator: ", "),
      choices.enumerated().map { (letter($0), $1.because) }
    )
  }

  /// By the alphabet, which says nothing; never in the right order.
  private static func mixed(_ steps: [Wording]) -> [Wording] {
    let sorted = steps.sorted { $0.plain < $1.plain }
    return sorted == steps ? Array(sorted.dropFirst() + sorted.prefix(1)) : sorted
  }

  /// a to z, then a1 to z1.
  static func letter(_ index: Int) -> String {
    let letter = String(Character(Unicode.Scalar(UInt8(ascii: "a") + UInt8(index % 26))))
    return index < 26 ? letter : letter + String(index / 26)
  }
}

extension Double {
  /// For people: a minus sign, not a hyphen.
  fileprivate var written: String { plain.replacing("-", with: "−") }
}
