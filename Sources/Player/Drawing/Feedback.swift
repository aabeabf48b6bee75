import Courseware
import Screen

/// What is said to an answer.
struct Feedback {
  private let question: QuestionState
  private let inlines: InlineText
  private let glyphs: GlyphSet

  init(_ question: QuestionState, _ inlines: InlineText, _ glyphs: GlyphSet) {
    self.question = question
    self.inlines = inlines
    self.glyphs = glyphs
  }

  /// None before the first answer.
  var lines: [StyledText] {
    if question.isSkipped { return [heading("skipped", .muted)] + answer }
    guard let last = question.last else { return [] }
    let verdict = last.verdict
    let isRight = verdict.kind == .right
    let said = question.kind.asksForNumber ? "\(last.text) is " : ""
    let word = isRight ? "\(glyphs.check) \(said)right" : "\(glyphs.cross) \(said)wrong"
    let rest = isRight ? "" : question.isSettled ? "" : "; one try is left"
    let remark = verdict.remark.isEmpty ? "" : ": \(verdict.remark)"
    let head = heading("\(word)\(remark)\(rest)", isRight ? .right : .wrong)
    let because = because(verdict)
    return [head] + because + (question.isSettled && !isRight ? answer : [])
  }

  /// Everything that may come to be said, for its room.
  var possible: [[StyledText]] {
    let asked = question.asked
    let options = asked.options.map { option -> [StyledText] in
      // Of several that belong, the one that is missing is named.
      let name = question.kind == .chooseAll ? option.text.plain : ""
      return [longestHeading + StyledText(glyphs.text(name)), inlines.text(option.because)] + answer
    }
    let mistakes = asked.mistakes.map { [longestHeading, inlines.text($0.because)] + answer }
    return options + mistakes + [[longestHeading] + answer]
  }

  private var longestHeading: StyledText {
    StyledText(
      question.kind == .chooseAll
        ? "x wrong: this one does not belong: ; one try is left   kept"
        : "x wrong; one try is left   kept")
  }

  private func heading(_ text: String, _ style: Style) -> StyledText {
    let kept: StyledText =
      switch question.keeping {
      case .nothing, .waiting: ""
      case .kept: StyledText("   kept", .muted)
      case .failed: StyledText("   not kept", .wrong)
      }
    let easy = question.isEasy ? StyledText("   easy", .muted) : ""
    return StyledText(glyphs.text(text), style) + kept + easy
  }

  private func because(_ verdict: Verdict) -> [StyledText] {
    verdict.because.isEmpty ? [] : [inlines.text(verdict.because)]
  }

  /// What is right, and why.
  private var answer: [StyledText] {
    let asked = question.asked
    let label = StyledText("the answer: ", .muted)
    switch asked.right {
    case .choice(let index):
      let option = asked.options[index]
      return [label + inlines.text(option.text)]
        + (option.because.isEmpty ? [] : [inlines.text(option.because)])
    case .choices: return [StyledText("\(glyphs.check) marks what belongs", .muted)]
    case .order: return [StyledText("the numbers are the right places", .muted)]
    case .sign: return [label + StyledText(glyphs.text(asked.rightText))]
    // It stands beside what was said.
    case .number, .cell: return []
    }
  }
}
