/// Names, and lines as authors write them, in LaTeX.
///
/// A name's place in time, `h[3]`, is written above it: `h^{(3)}`; so an element of it has its own
/// place, `h^{(3)}_{1}`.
struct TeX {
  /// Whether a name with places, such as `h[3]`, is that of a quantity, and not of its element.
  let isQuantity: (String) -> Bool
  private var rest: Substring
  private var written: [String] = []
  /// Whether what was written last can be multiplied by what comes.
  private var endsOperand = false

  /// - Parameter text: `h[3]`, `(w · x)`, `h[3] = tanh(W h[2] + b)`.
  static func of(_ text: String, isQuantity: @escaping (String) -> Bool) -> String {
    var writer = TeX(isQuantity: isQuantity, rest: text[...])
    while !writer.rest.isEmpty { writer.written.append(writer.next()) }
    return writer.written.filter { !$0.isEmpty }.joined(separator: " ")
  }

  private init(isQuantity: @escaping (String) -> Bool, rest: Substring) {
    self.isQuantity = isQuantity
    self.rest = rest
  }

  private mutating func next() -> String {
    guard let first = rest.first else { return "" }
    if first.isWhitespace { return space() }
    let isOperand = first == "∂" || Self.isLetter(first) || first.isNumber
    defer { endsOperand = isOperand || first == ")" }
    if isOperand { return first == "∂" ? gradient() : operand() }
    rest.removeFirst()
    return first == "^" ? "^{\(exponent())}" : Self.signs[first] ?? String(first)
  }

  /// Between two factors a little room: they are written side by side.
  private mutating func space() -> String {
    rest = rest.drop(while: \.isWhitespace)
    guard endsOperand, let first = rest.first else { return "" }
    return Self.isLetter(first) || first.isNumber || first == "(" ? "\\," : ""
  }

  private mutating func exponent() -> String {
    guard rest.first == "(" else { return operand() }
    var depth = 0
    let inside = rest.prefix { character in
      depth += character == "(" ? 1 : character == ")" ? -1 : 0
      return depth > 0
    }.dropFirst()
    rest = rest.dropFirst(inside.count + 2)
    return TeX.of(String(inside), isQuantity: isQuantity)
  }

  /// `∂loss/∂w`, a fraction.
  private mutating func gradient() -> String {
    rest.removeFirst()
    let top = operand()
    guard rest.hasPrefix("/∂") else { return "\\partial \(top)" }
    rest.removeFirst(2)
    return "\\frac{\\partial \(top)}{\\partial \(operand())}"
  }

  /// A number, or a name with its places.
  private mutating func operand() -> String {
    if rest.first == "−" || rest.first == "-" {
      rest.removeFirst()
      return "-" + operand()
    }
    let isNumber = rest.first?.isNumber ?? false
    let word = String(
      rest.prefix { $0.isNumber || (isNumber ? $0 == "." : Self.isLetter($0) || $0 == "_") })
    rest.removeFirst(word.count)
    guard !isNumber else { return word }
    if rest.first == "(", word.count > 1 || word == "σ" { return Self.function(word) }
    return places(behind: word)
  }

  /// `[3]` behind a name.
  private mutating func places(behind word: String) -> String {
    let name = Self.name(word)
    guard rest.first == "[", let end = rest.firstIndex(of: "]") else { return name }
    let inside = rest[rest.index(after: rest.startIndex)..<end]
    rest = rest[rest.index(after: end)...]
    let places = TeX.of(String(inside), isQuantity: isQuantity)
    return isQuantity("\(word)[\(inside)]") ? "\(name)^{(\(places))}" : "\(name)_{\(places)}"
  }

  private static func isLetter(_ character: Character) -> Bool {
    character.isLetter && character != "ᵀ"
  }

  /// Lines one below the other, their signs too.
  static func aligned(_ lines: [(left: String, right: String)]) -> String {
    let rows = lines.map { "  \($0.left.isEmpty ? "" : "\($0.left) ")&\($0.right)" }
    return "\\begin{aligned}\n\(rows.joined(separator: " \\\\\n"))\n\\end{aligned}"
  }

  // MARK: Words

  /// One letter as it is, a word upright.
  private static func name(_ word: String) -> String {
    if let letter = greek[word] { return letter }
    return word.count > 1 ? "\\mathrm{\(word.replacing("_", with: "\\_"))}" : word
  }

  static func function(_ name: String) -> String {
    if let letter = greek[name] { return letter }
    return known.contains(name)
      ? "\\\(name)" : "\\operatorname{\(name.replacing("_", with: "\\_"))}"
  }

  /// The functions LaTeX has a command for.
  private static let known: Set = ["exp", "log", "tanh", "max", "min"]

  private static let greek: [String: String] = [
    "α": "\\alpha", "β": "\\beta", "γ": "\\gamma", "δ": "\\delta", "ε": "\\epsilon",
    "ζ": "\\zeta", "η": "\\eta", "θ": "\\theta", "κ": "\\kappa", "λ": "\\lambda", "μ": "\\mu",
    "ν": "\\nu", "ξ": "\\xi", "π": "\\pi", "ρ": "\\rho", "σ": "\\sigma", "τ": "\\tau",
    "φ": "\\phi", "χ": "\\chi", "ψ": "\\psi", "ω": "\\omega", "Γ": "\\Gamma", "Δ": "\\Delta",
    "Θ": "\\Theta", "Λ": "\\Lambda", "Σ": "\\Sigma", "Φ": "\\Phi", "Ψ": "\\Psi", "Ω": "\\Omega",
  ]

  private static let signs: [Character: String] = [
    "−": "-", "·": "\\cdot", "∘": "\\odot", "⊙": "\\odot", "×": "\\times", "←": "\\leftarrow",
    "→": "\\to", "≈": "\\approx", "≤": "\\le", "≥": "\\ge", "…": "\\dots", "∞": "\\infty",
    "√": "\\surd", "ᵀ": "{}^{\\top}", "²": "{}^{2}", "³": "{}^{3}", "#": "\\#", "_": "\\_",
    "%": "\\%", "&": "\\&", "{": "\\{", "}": "\\}", "$": "\\$", "\\": "\\backslash",
  ]
}
