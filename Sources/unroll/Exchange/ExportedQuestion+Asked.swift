import Courseware
import Exchange
import Foundation
import Player

extension ExportedQuestion {
  /// A question as it is asked once, its numbers put in.
  ///
  /// Pointing at the stage and saying which way a number goes become choices.
  ///
  /// - Returns: nil where there is nothing to choose from.
  init?(_ asked: AskedQuestion, id: String, category: [String]) {
    guard let kind = Kind(asked) else { return nil }
    self.init(
      id: id, category: category, ask: Wording(asked.ask), kind: kind,
      hints: asked.hints.map { Wording($0) }, explanation: Wording(explaining: asked))
  }
}

extension ExportedQuestion.Kind {
  fileprivate init?(_ asked: AskedQuestion) {
    switch asked.right {
    case .choice: self = .one(asked.options.map(ExportedQuestion.Choice.init))
    case .choices: self = .all(asked.options.map(ExportedQuestion.Choice.init))
    case .order:
      self = .order(asked.options.sorted { $0.place < $1.place }.map { Wording($0.text) })
    case .number(let right, let tolerance):
      self = .number(ExportedQuestion.Number(right, tolerance, asked.mistakes))
    case .cell(let entry): self.init(picking: asked.name(of: entry), asked)
    case .sign(let sign): self = .one(Sign.allCases.map { Self.choice($0, sign, asked) })
    }
  }

  /// The number that is meant among those that are taken for it.
  private init?(picking right: String, _ asked: AskedQuestion) {
    let wrong = asked.mistakes.compactMap { mistake -> ExportedQuestion.Choice? in
      guard case .cell(let entry) = mistake.answer else { return nil }
      return ExportedQuestion.Choice(
        Wording([.code(asked.name(of: entry))]), isRight: false, because: Wording(mistake.because))
    }
    guard !wrong.isEmpty else { return nil }
    let all = wrong + [ExportedQuestion.Choice(Wording([.code(right)]), isRight: true)]
    // By name, which says nothing.
    self = .one(all.sorted { $0.text.plain < $1.text.plain })
  }

  private static func choice(
    _ sign: Sign, _ right: Sign, _ asked: AskedQuestion
  ) -> ExportedQuestion.Choice {
    let because = asked.mistakes.first { $0.answer == .sign(sign) }?.because ?? []
    return ExportedQuestion.Choice(
      Wording(sign.rawValue), isRight: sign == right, because: Wording(because))
  }
}

extension ExportedQuestion.Choice {
  fileprivate init(_ option: AskedQuestion.Option) {
    self.init(
      Wording(option.text), isRight: option.isRight, because: Wording(option.because))
  }
}

extension ExportedQuestion.Number {
  /// No learning system knows `digits: 2`: the number told is the rounded one, and may be missed by
  /// half of the last digit and by what rounding took away.
  fileprivate init(
    _ right: Double, _ tolerance: Question.Tolerance, _ mistakes: [AskedQuestion.Mistake]
  ) {
    let known = mistakes.compactMap { mistake -> ExportedQuestion.Mistake? in
      guard case .number(let value) = mistake.answer else { return nil }
      return ExportedQuestion.Mistake(value.told, because: Wording(mistake.because))
    }
    switch tolerance {
    case .within(let allowed):
      self.init(right.told, tolerance: allowed, mistakes: known)
    case .digits(let count):
      let scale = pow(10, Double(count))
      let told = ((right * scale).rounded() / scale).told
      self.init(told, tolerance: (0.5 / scale + abs(right - told)).told, mistakes: known)
    }
  }
}

extension Wording {
  /// How the right number comes out, a line for each step.
  fileprivate init(explaining asked: AskedQuestion) {
    switch asked.right {
    case .number, .sign: break
    case .choice, .choices, .order, .cell:
      self.init("")
      return
    }
    let lines = (asked.working?.derivations ?? []).flatMap { derivation in
      derivation.plainText.split(separator: "\n").map { line in
        String(line.drop(while: \.isWhitespace))
      }
    }
    self.init(lines.flatMap { [Piece.text("\n"), .code($0)] })
  }
}

extension Double {
  /// Without the dust of binary fractions: 0.3, not 0.30000000000000004.
  fileprivate var told: Double { Double(String(format: "%.12g", self)) ?? self }
}
