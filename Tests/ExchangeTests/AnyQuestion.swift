import Exchange
import TestSupport

/// Questions of every kind, made of what breaks formats.
struct AnyQuestion {
  private var random: Seeded

  init(seed: UInt64) { random = Seeded(seed) }

  private static let words = [
    "a", "the gate", "0", "50%", "%50%", "%", "x = 1", "~", "a~b", "{", "}", "{}", "#", "####",
    ":", "::", "=", "->", "\\", "\\\\", "\\n", "\\=", "//", "$CATEGORY: a/b", "[html]", "[plain]",
    "[1, 1]", "<b>", "</code>", "<", ">", "&", "&amp;", "&lt;", "&&058;", "&#37;", "\"", "'", "\t",
    "\"quoted\"", "a\tb", "\n", "\n\n", "−0.5", "½", "σ(z)", "h\u{305}", "=\u{301}", "🙂", "`", "``",
    "*a*", "_a_", "- a", "1. a", "# a", "TRUE", "T", "```", "---", "<!-- a -->", "\u{A0}",
    "{{c1::a}}",
    "a  b", "yes", "~%-100%", "=%0%", "..", "1..2",
  ]

  mutating func wording(canBeEmpty: Bool = false) -> Wording {
    while true {
      let pieces = (0..<Int.random(in: 0...4, using: &random)).map { _ -> Wording.Piece in
        let text = (0..<Int.random(in: 1...3, using: &random)).map { _ in word }.joined(
          separator: Bool.random(using: &random) ? " " : "")
        return Int.random(in: 0..<4, using: &random) == 0 ? .code(text) : .text(text)
      }
      let wording = Wording(pieces)
      if canBeEmpty || !wording.plain.allSatisfy(\.isWhitespace) { return wording }
    }
  }

  private var word: String { mutating get { Self.words.randomElement(using: &random) ?? "" } }

  private mutating func distinct(_ count: Int) -> [Wording] {
    var texts: [Wording] = []
    while texts.count < count {
      let text = wording()
      if !texts.contains(where: { $0.plain == text.plain }) { texts.append(text) }
    }
    return texts
  }

  private mutating func choices(rights: Int) -> [ExportedQuestion.Choice] {
    let wrongs = Int.random(in: 1...3, using: &random)
    return distinct(rights + wrongs).enumerated().map { index, text in
      ExportedQuestion.Choice(
        text, isRight: index < rights, because: wording(canBeEmpty: true))
    }.shuffled(using: &random)
  }

  private static let tolerances = [0, 0.01, 0.5e-5, 1]
  private static let scales = [0, 1e-7, 0.001, 1, 1e6, 1e17]

  private mutating func number() -> ExportedQuestion.Number {
    let scale = Self.scales[Int.random(in: 0..<6, using: &random)]
    let right = Double.random(in: -1...1, using: &random) * scale
    let tolerance = Self.tolerances[Int.random(in: 0..<4, using: &random)]
    let apart: Double = (tolerance + 1) * max(1, abs(right))
    let mistakes = (0..<Int.random(in: 0...2, using: &random)).map { step in
      let value: Double = right + Double(step + 2) * apart
      return ExportedQuestion.Mistake(value, because: wording(canBeEmpty: true))
    }
    return ExportedQuestion.Number(right, tolerance: tolerance, mistakes: mistakes)
  }

  private mutating func kind() -> ExportedQuestion.Kind {
    switch Int.random(in: 0..<4, using: &random) {
    case 0: .one(choices(rights: 1))
    case 1: .all(choices(rights: Int.random(in: 2...7, using: &random)))
    case 2: .number(number())
    default: .order(distinct(Int.random(in: 2...5, using: &random)))
    }
  }

  mutating func question(_ id: Int) -> ExportedQuestion {
    ExportedQuestion(
      id: "question-\(id)", category: ["Unroll", "A/b", "Page \(id / 3)"], ask: wording(),
      kind: kind(), hints: (0..<Int.random(in: 0...2, using: &random)).map { _ in wording() },
      explanation: wording(canBeEmpty: true))
  }

  /// As many as asked for, the same for the same seed.
  static func all(_ count: Int, seed: UInt64) -> [ExportedQuestion] {
    var maker = AnyQuestion(seed: seed)
    return (1...count).map { maker.question($0) }
  }
}
