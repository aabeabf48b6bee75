import Diagnostics

/// The smallest piece of a model that means something.
struct Token: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case number(Double)
    case name(String)
    case string(String)
    case symbol(Symbol)
  }

  /// The signs of the language; those that have two spellings have one case.
  enum Symbol: String, Hashable, Sendable {
    case equals = "=", plus = "+", minus = "-", times = "∘", over = "/", dot = "·", at = "@"
    case power = "^", transpose = "ᵀ", comma = ",", colon = ":", tilde = "~", range = "..."
    case openParenthesis = "(", closeParenthesis = ")", openBracket = "[", closeBracket = "]"
    case separator = ";"

    init?(_ character: Character) {
      switch character {
      case "−": self = .minus
      case "*", "⊙": self = .times
      case "⋅": self = .dot
      case "'": self = .transpose
      case "…": self = .range
      default: self.init(rawValue: String(character))
      }
    }
  }

  var kind: Kind
  var range: SourceRange
  /// Whether white space stands before it: `a -b` is a subtraction, `f (x)` still a call.
  var followsSpace: Bool

  func `is`(_ symbol: Symbol) -> Bool { kind == .symbol(symbol) }
  var name: String? { if case .name(let name) = kind { name } else { nil } }
}

/// The tokens of one statement, which may span several lines of the file inside brackets.
struct LogicalLine: Hashable, Sendable {
  var indentation: Substring
  var tokens: [Token]
  /// What stands behind `#` at its end.
  var comment: String
  /// Whether it stands behind `;` on the line of the one before.
  var followsSeparator: Bool
  /// Whether some of it could not be read.
  var isBroken = false

  /// Whether it ends, so far, with `sum(`: then a name and `=` do not begin another statement.
  var opensSum: Bool {
    tokens.count > 1 && tokens[tokens.count - 1].is(.openParenthesis)
      && tokens[tokens.count - 2].name == "sum"
  }

  var range: SourceRange {
    guard let first = tokens.first, let last = tokens.last else { return SourceRange(at: .start) }
    return first.range.joined(with: last.range)
  }
}
