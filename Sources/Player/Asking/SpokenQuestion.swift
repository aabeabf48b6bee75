import Courseware
import Screen

/// The question before a student in plain lines, for pipes and screen readers.
package struct SpokenQuestion {
  private let question: QuestionState
  private let glyphs: GlyphSet

  /// - Returns: nil where no question is open.
  package init?(_ state: State) {
    guard let question = state.lesson?.question else { return nil }
    self.question = question
    glyphs = state.glyphs
  }

  package var isSettled: Bool { question.isSettled }

  /// What is asked, what there is to choose from, and how to answer.
  package var asked: String {
    let ask = "Question: \(question.asked.ask.plain)"
    return glyphs.text(([ask] + choices + ["(\(way))"]).joined(separator: "\n"))
  }

  private var choices: [String] {
    question.asked.options.enumerated().map { index, option in
      "  \(AnswerLabel.text(index, question.kind)). \(option.text.plain)"
    }
  }

  private var way: String {
    let how =
      switch question.kind {
      case .chooseOne: "one number"
      case .chooseAll: "all that are right, such as 1 3"
      case .order: "the letters in order, such as b a c"
      case .number: "a number, such as 0.5 or 1/2"
      case .sign: "up, down or unchanged"
      case .pick: "the name of a number, such as w[1]"
      }
    let hint = question.hintsLeft > 0 ? "; h: a hint" : ""
    return "\(how)\(hint); s: the answer; empty: go on; q: leave"
  }

  /// What is said to the last answer, and how the right number comes out.
  package var said: String {
    let lines = Feedback(question, InlineText(glyphs: glyphs), glyphs).lines.map(\.text)
    let truth = question.isSettled ? question.asked.rightText : ""
    let working = question.isSettled ? question.asked.working?.derivations.map(\.line) ?? [] : []
    return
      (lines + (truth.isEmpty ? [] : [glyphs.text("it is \(truth)")])
      + working.map { glyphs.text("  \($0)") }).joined(separator: "\n")
  }

  /// The hint opened last.
  package var hint: String {
    guard question.hints > 0 else { return "" }
    let hint = question.asked.hints[question.hints - 1]
    return glyphs.text("hint \(question.hints): \(hint.plain)")
  }

  /// The actions that give a line as the answer.
  package func answering(_ line: String) -> [Action] {
    let clearing = [Action](repeating: .key(.backspace), count: draftLength)
    switch question.kind {
    case .number: return [.key(.control("u")), .pasted(line), .key(.enter)]
    case .pick: return [.key(.character("g")), .pasted(line), .key(.enter), .key(.enter)]
    case .sign, .chooseOne, .chooseAll, .order:
      let draft = AnswerDraft(line: line, question.kind, count: question.optionCount)
      let chosen = draft.pointer.map { [$0] } ?? draft.marked
      return clearing + chosen.map { .key(.character(Character("\($0 + 1)"))) } + [.key(.enter)]
    }
  }

  /// How many keys take back all that is marked or pointed at.
  private var draftLength: Int {
    var draft = question.draft, count = 0
    while draft.takeBack() { count += 1 }
    return count
  }
}

extension QuizState {
  /// The result in plain lines.
  package func told(_ glyphs: GlyphSet) -> String {
    let nothing = nothing
    guard nothing.isEmpty else { return glyphs.text(nothing) }
    let lines = items.map { item in
      let lesson = chapters[item.chapter].lesson
      let mistakes = item.mistakes.map { $0.replacing("-", with: " ") }.joined(separator: ", ")
      let page = "unroll lesson \(lesson.name)#\(lesson.pages[item.page].id)"
      return "  \(item.result.word): \(ask(item))"
        + (mistakes.isEmpty ? "" : "\n    mistakes: \(mistakes); read again: \(page)")
    }
    return glyphs.text(([summary] + lines).joined(separator: "\n"))
  }

  /// What to say where there is no question; else empty.
  var nothing: String {
    guard count == 0 else { return "" }
    return switch purpose {
    case .quiz: "There are no questions here."
    case .review(nil): "Nothing is due: nothing was answered yet. unroll quiz asks."
    case .review(let next?): "Nothing is due. The next review: \(next)."
    }
  }
}
