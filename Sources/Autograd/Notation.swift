/// How written mathematics is spelled: for a line of text, or for LaTeX.
///
/// Where parentheses go and what is left out is ``FormulaWriter``'s to say, for both alike.
enum Notation: Hashable, Sendable {
  case plain, latex

  var minus: String { self == .plain ? "−" : "-" }

  /// Parentheses.
  func group(_ inside: [Piece]) -> [Piece] {
    self == .plain
      ? [Piece("(")] + inside + [Piece(")")]
      : [Piece("\\left(")] + inside + [Piece("\\right)")]
  }

  func call(_ name: String, _ argument: [Piece]) -> [Piece] {
    guard self == .latex else { return [Piece("\(name)(")] + argument + [Piece(")")] }
    return switch name {
    case Function.sqrt.rawValue: [Piece("\\sqrt{")] + argument + [Piece("}")]
    case Function.abs.rawValue: [Piece("\\left|")] + argument + [Piece("\\right|")]
    default: [Piece(TeX.function(name))] + group(argument)
    }
  }

  func power(_ base: [Piece], _ exponent: [Piece]) -> [Piece] {
    self == .plain
      ? base + [Piece("^")] + exponent : base + [Piece("^{")] + exponent + [Piece("}")]
  }

  /// Between the operands; a fraction in LaTeX is written another way.
  func sign(_ op: Operator) -> Piece {
    switch op {
    case .plus: Piece(" + ")
    case .minus: Piece(" \(minus) ")
    case .times, .weighs: Piece(self == .plain ? "·" : " \\cdot ")
    case .over: Piece(" / ")
    case .larger, .smaller, .power: preconditionFailure("not written between its operands")
    }
  }

  static func fraction(_ top: [Piece], _ bottom: [Piece]) -> [Piece] {
    [Piece("\\frac{")] + top + [Piece("}{")] + bottom + [Piece("}")]
  }

  /// `Σk`, the letter and what bounds it below the sign in LaTeX.
  func sign(_ reduction: Reduction, over letter: String, upTo bound: String?) -> Piece {
    guard self == .latex else {
      let name = reduction == .sum ? "Σ" : reduction == .largest ? "max" : "argmax"
      return Piece("\(name)\(letter)\(bound.map { "≤\($0)" } ?? "") ")
    }
    let name =
      switch reduction {
      case .sum: "\\sum"
      case .largest: "\\max"
      case .firstLargest: "\\operatorname*{arg\\,max}"
      }
    return Piece("\(name)_{\(letter)\(bound.map { " \\le \($0)" } ?? "")} ")
  }

  /// `a if i = 1 and j = 2, else 0`
  func when(_ conditions: [(String, Comparison, String)], _ inside: [Piece]) -> [Piece] {
    let equal = "=", atMost = self == .plain ? "≤" : "\\le"
    let texts = conditions.map { "\($0) \($1 == .equal ? equal : atMost) \($2)" }
    guard self == .latex else {
      return inside + [Piece(" if \(texts.joined(separator: " and ")), else 0")]
    }
    let condition = texts.joined(separator: " \\text{ and } ")
    return [Piece("\\begin{cases} ")] + inside
      + [Piece(" & \\text{if } \(condition) \\\\ 0 & \\text{else} \\end{cases}")]
  }

  /// One of several, or several joined, at a position.
  func list(_ name: String?, _ inside: [Piece], at index: String) -> [Piece] {
    switch (self, name) {
    case (.plain, let name?): [Piece("\(name)(")] + inside + [Piece(")[\(index)]")]
    case (.plain, nil): [Piece("[")] + inside + [Piece("][\(index)]")]
    case (.latex, let name?): call(name, inside) + [Piece("_{\(index)}")]
    case (.latex, nil): [Piece("\\left[")] + inside + [Piece("\\right]_{\(index)}")]
    }
  }

  var ellipsis: String { self == .plain ? "…" : "\\dots" }

  // MARK: Numbers and names

  /// A number as it is shown.
  func number(_ text: String) -> String {
    guard self == .latex else { return text }
    switch text {
    case "NaN": return "\\mathrm{NaN}"
    case "∞": return "\\infty"
    case "−∞": return "-\\infty"
    default:
      let parts = text.replacing("−", with: "-").split(separator: "e")
      guard parts.count > 1 else { return String(parts[0]) }
      let power = "10^{\(parts[1])}"
      return parts[0] == "1" ? power : "\(parts[0]) \\cdot \(power)"
    }
  }

  /// Whether a number as it is written has a power of ten.
  func hasPower(_ text: String) -> Bool { self == .latex && text.contains("^") }

  /// The gradient of `root` with respect to `name`.
  func gradient(of root: String, by name: String) -> String {
    self == .plain ? "∂\(root)/∂\(name)" : "\\frac{\\partial \(root)}{\\partial \(name)}"
  }

  func flowing(_ gradient: String) -> String {
    self == .plain ? "flowing \(gradient)" : "\\left.\(gradient)\\right|_{\\text{flowing}}"
  }

  /// An element's row and column, as written, behind the name of a quantity.
  func element(_ name: String, _ indices: [String]) -> String {
    guard !indices.isEmpty else { return name }
    let list = indices.joined(separator: ",")
    return self == .plain ? "\(name)[\(list)]" : "\(name)_{\(list)}"
  }
}
