/// A question as a `quiz` block of a lesson.
struct QuizBlock {
  private(set) var lines: [String] = []
  /// What of it a lesson cannot say, in words for whoever imports it.
  private(set) var lost: [String] = []

  var text: String { "```quiz\n" + lines.map { $0 + "\n" }.joined() + "```\n" }

  init(_ question: ExportedQuestion) {
    lines.append("id: " + question.id.yaml)
    lines.append("ask: " + written(question.ask))
    switch question.kind {
    case .one(let choices), .all(let choices):
      add(choices.map { ($0.isRight, written($0.text), $0.because) })
    case .number(let number):
      lines.append("number: " + number.right.plain.yaml)
      lines.append("within: " + number.tolerance.plain)
      add(number.mistakes.map { (false, $0.value.plain.yaml, $0.because) })
    case .order(let steps): addList("order", steps)
    }
    addList("hints", question.hints)
    if !question.explanation.isEmpty {
      lost.append("what is said after the answer (####) is left out")
    }
  }

  private mutating func add(_ answers: [(isRight: Bool, text: String, because: Wording)]) {
    if !answers.isEmpty { lines.append("answers:") }
    for answer in answers {
      lines.append("  - \(answer.isRight ? "right" : "wrong"): \(answer.text)")
      if !answer.because.isEmpty {
        lines.append("    because: " + written(answer.because))
      } else if !answer.isRight {
        lost.append("the wrong answer \(answer.text) is not explained")
      }
    }
  }

  private mutating func addList(_ name: String, _ texts: [Wording]) {
    if !texts.isEmpty { lines.append(name + ":") }
    for text in texts { lines.append("  - " + written(text)) }
  }

  /// A text in which ticks mark code and nothing else is a mark.
  private mutating func written(_ wording: Wording) -> String {
    let hasTicks = wording.plain.contains("`")
    if hasTicks { lost.append("ticks (`) are written as apostrophes: here they mark code") }
    return wording.pieces.map { piece in
      switch piece {
      case .text(let text): text.replacing("`", with: "'")
      // Code that begins with = would be a question to the model.
      case .code(let code):
        "`" + (code.hasPrefix("=") ? " " : "") + code.replacing("`", with: "'") + "`"
      }
    }.joined().yaml
  }
}

extension String {
  /// In double quotes, which keep it as it is.
  var yaml: String {
    var quoted = "\""
    for scalar in unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
