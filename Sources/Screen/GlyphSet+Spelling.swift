extension GlyphSet {
  /// The text in this glyph set: itself in Unicode; in ASCII with every sign spelled out, so that
  /// prose and formulas stay readable: `σ(x₁) → ∂L` is `sigmoid(x1) -> dL`.
  ///
  /// Call it before layout, for lengths change. Words made of signs keep apart from the letters
  /// and digits beside them: `2ηx` is `2 eta x`.
  package func text(_ string: String) -> String {
    guard isASCII, !string.utf8.allSatisfy({ $0 < 0x80 }) else { return string }
    var result = ""
    var previous: Character?
    let characters = Array(string)
    for (index, character) in characters.enumerated() {
      let next = index + 1 < characters.count ? characters[index + 1] : nil
      let spelled = Spelling.of(character, after: previous, before: next)
      let isWord = Spelling.isWord(character)
      if isWord, previous?.isPartOfName == true { result += " " }
      result += spelled
      if isWord, next?.isPartOfName == true { result += " " }
      previous = character
    }
    return result
  }
}

/// How characters are written in ASCII.
private enum Spelling {
  static func of(_ character: Character, after: Character?, before: Character?) -> String {
    if character.isASCII { return String(character) }
    if character == "·" { return after == " " && before == " " ? "." : "*" }
    if let raised = superscripts[character] {
      let continues = after.map { superscripts[$0] != nil } ?? false
      return (continues ? "" : "^") + raised
    }
    if let spelled = signs[character] ?? greek[character] { return spelled }
    return ASCIICell.of(character).map { String($0) } ?? ASCIILetters.of(character) ?? "?"
  }

  /// Whether the character is a sign that becomes a word, as `η` and `√` do and `ß` does not.
  static func isWord(_ character: Character) -> Bool {
    guard let spelled = signs[character] ?? greek[character] else { return false }
    return spelled.count > 1 && spelled.allSatisfy(\.isLetter)
  }

  private static let superscripts: [Character: String] = [
    "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8",
    "⁹": "9", "⁺": "+", "⁻": "-", "ⁿ": "n", "ⁱ": "i",
  ]

  private static let greek: [Character: String] = [
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ϵ": "epsilon",
    "ζ": "zeta", "η": "eta", "θ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu",
    "µ": "mu", "ν": "nu", "ξ": "xi", "ο": "omicron", "π": "pi", "ρ": "rho", "σ": "sigmoid",
    "ς": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi", "ϕ": "phi", "χ": "chi", "ψ": "psi",
    "ω": "omega", "Γ": "Gamma", "Δ": "Delta", "∆": "Delta", "Θ": "Theta", "Λ": "Lambda",
    "Ξ": "Xi", "Π": "prod", "∏": "prod", "Σ": "sum", "∑": "sum", "Φ": "Phi", "Ψ": "Psi",
    "Ω": "Omega",
  ]

  private static let signs: [Character: String] = [
    // Mathematics
    "∂": "d", "∇": "grad", "≈": "~=", "≠": "!=", "≤": "<=", "≥": ">=", "≡": "==", "±": "+-",
    "∞": "inf", "√": "sqrt", "∈": "in", "∥": "||", "‖": "||", "ᵀ": "'", "⊤": "'", "′": "'",
    "″": "''", "½": "1/2", "¼": "1/4", "¾": "3/4", "°": "deg",
    // Arrows and keys
    "→": "->", "←": "<-", "↔": "<->", "⇒": "=>", "⇐": "<=", "⇔": "<=>", "↦": "|->", "↳": "`->",
    "⏎": "Enter", "↵": "Enter", "⌫": "Bksp", "⇥": "Tab", "⇧": "Shift", "␣": "Space",
    // Punctuation
    "…": "...", "—": "--", "‘": "'", "’": "'", "‚": "'", "“": "\"", "”": "\"", "„": "\"",
    "«": "\"", "»": "\"", "◇": "<>", "€": "EUR", "©": "(c)", "™": "(tm)",
  ]
}

/// Latin letters with marks, and those of other Latin alphabets, in ASCII.
private enum ASCIILetters {
  static func of(_ character: Character) -> String? {
    if let plain = unmarked[character] ?? foreign[character] { return plain }
    guard let base = character.unicodeScalars.first, base.isASCII else { return nil }
    return String(Character(base))
  }

  /// Letters with one mark. Swift compares characters by what they mean, so the composed `é`
  /// finds the decomposed one built here, and no table of letters is needed.
  private static let unmarked: [Character: String] = {
    let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".unicodeScalars
    let marks = "\u{300}\u{301}\u{302}\u{303}\u{304}\u{306}\u{307}\u{308}\u{309}\u{30A}\u{30B}"
    let moreMarks = "\u{30C}\u{30F}\u{311}\u{31B}\u{323}\u{326}\u{327}\u{328}"
    var result: [Character: String] = [:]
    for letter in letters {
      for mark in (marks + moreMarks).unicodeScalars {
        let marked = Character(String(String.UnicodeScalarView([letter, mark])))
        result[marked] = String(Character(letter))
      }
    }
    return result
  }()

  private static let foreign: [Character: String] = [
    "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O",
    "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i",
  ]
}

extension Character {
  fileprivate var isPartOfName: Bool { isASCII && (isLetter || isNumber) }
}
