/// ASCII characters that can stand in the one cell of another character.
enum ASCIICell {
  static func of(_ character: Character) -> Character? {
    if character.isASCII { return character }
    if let arms = LineArms(character) { return arms.ascii }
    return table[character]
  }

  private static let table: [Character: Character] = {
    var table = signs
    let eighths = zip(
      GlyphSet.unicode.rowEighths + GlyphSet.unicode.columnEighths,
      GlyphSet.ascii.rowEighths + GlyphSet.ascii.columnEighths)
    for (character, plain) in eighths { table[character] = plain }
    for (digit, pair) in zip("0123456789", zip("₀₁₂₃₄₅₆₇₈₉", "⁰¹²³⁴⁵⁶⁷⁸⁹")) {
      table[pair.0] = digit
      table[pair.1] = digit
    }
    for (letter, lowered) in zip("aeoxhklmnpstijruv+-", "ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼᵣᵤᵥ₊₋") {
      table[lowered] = letter
    }
    return table
  }()

  private static let signs: [Character: Character] = [
    "\u{A0}": " ", "░": ".", "▒": ":", "▓": "%", "▀": "\"", "▐": "#", "■": "#", "□": "o",
    "●": "*", "○": "o", "◆": "#", "◇": "o", "•": "*", "★": "*", "☆": "*", "▲": "^", "▼": "v",
    "◀": "<", "▶": ">", "✓": "v", "✗": "x", "←": "<", "→": ">", "↑": "^", "↓": "v", "↳": ">",
    "≈": "~", "−": "-", "·": "*", "×": "x", "÷": "/", "∂": "d", "∘": "o", "⊙": "o", "⊗": "x",
    "⊕": "+", "∗": "*", "≤": "<", "≥": ">", "∣": "|", "∕": "/", "ℝ": "R", "ℓ": "l", "…": ".",
    "–": "-", "—": "-", "‐": "-", "‑": "-", "‒": "-", "‘": "'", "’": "'", "“": "\"", "”": "\"",
    "«": "\"", "»": "\"", "‹": "<", "›": ">", "⟨": "<", "⟩": ">", "¿": "?", "¡": "!",
    "\u{3000}": " ", "\u{202F}": " ", "\u{2009}": " ", "\u{200A}": " ", "\u{2007}": " ",
  ]
}

extension LineArms {
  fileprivate var ascii: Character {
    switch character {
    case "─": "-"
    case "│": "|"
    default: "+"
    }
  }
}

extension Frame {
  /// Replaces every character that is not ASCII by one that is, cell by cell. This is the last
  /// resort, for terminals that know no other: what `GlyphSet.text` spelled out before layout
  /// reads better. Wide characters become `?` and a space.
  package mutating func restrictToASCII() {
    for index in cells.indices where !cells[index].character.isPrintableASCII {
      cells[index].character =
        cells[index].isContinuation ? " " : ASCIICell.of(cells[index].character) ?? "?"
    }
  }
}

extension Character {
  fileprivate var isPrintableASCII: Bool {
    asciiValue.map { (0x20...0x7E).contains($0) } ?? false
  }
}
