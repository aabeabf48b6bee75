/// Reads the HTML that questions are written in: its words, its code, its line ends.
struct HTMLReader {
  private(set) var pieces: [Wording.Piece] = []
  /// The names of the tags that were left out, in the order they came.
  private(set) var dropped: [String] = []
  private var codeDepth = 0

  /// Tags that mean something else than words in another look.
  private static let code: Set = ["code", "tt", "kbd", "samp", "pre"]
  private static let breaks: Set = ["br", "p", "div", "li", "tr", "ul", "ol", "table"]
  /// Nothing else between angle brackets is a tag: `a<b and b>c` is a comparison.
  private static let others: Set = [
    "a", "abbr", "audio", "b", "big", "blockquote", "body", "center", "del", "em", "font", "h1",
    "h2", "h3", "h4", "h5", "h6", "hr", "html", "i", "iframe", "img", "ins", "math", "object", "s",
    "script", "small", "span", "strike", "strong", "style", "sub", "sup", "svg", "tbody", "td",
    "th", "thead", "u", "video",
  ]

  init(_ html: String) {
    var rest = html[...]
    // Scalars, not characters: a combining accent behind a mark does not take its meaning.
    while let mark = rest.unicodeScalars.firstIndex(where: { $0 == "<" || $0 == "&" }) {
      add(String(rest[..<mark]))
      rest = rest[mark...]
      rest = rest.unicodeScalars.first == "<" ? afterTag(rest) : afterEntity(rest)
    }
    add(String(rest))
  }

  private mutating func add(_ text: String) {
    guard !text.isEmpty else { return }
    if codeDepth == 0 { return pieces.append(.text(text)) }
    if case .code(let code)? = pieces.last, isInsideCode {
      pieces[pieces.count - 1] = .code(code + text)
    } else {
      pieces.append(.code(text))
      isInsideCode = true
    }
  }

  /// Whether the last piece is the code that is still open.
  private var isInsideCode = false

  // They are only read.
  /// A tag whose attributes have values: `<b and b>` is none.
  nonisolated(unsafe) private static let tag =
    /<(\/?)([A-Za-z][A-Za-z0-9]*)(\s+[A-Za-z-]+\s*=\s*("[^"<>]*"|'[^'<>]*'|[^\s"'<>]+))*\s*\/?>/
    .matchingSemantics(.unicodeScalar)
  nonisolated(unsafe) private static let name = /&([A-Za-z][A-Za-z0-9]*);/.matchingSemantics(
    .unicodeScalar)
  nonisolated(unsafe) private static let number = /&#(?:[xX]([0-9A-Fa-f]{1,6})|([0-9]{1,7}));/
    .matchingSemantics(.unicodeScalar)

  // MARK: Tags

  /// What is behind the tag at the start; behind the bracket alone where none is there.
  private mutating func afterTag(_ rest: Substring) -> Substring {
    if rest.hasPrefix("<!--"), let end = rest.firstRange(of: "-->") {
      dropped.append("!--")
      return rest[end.upperBound...]
    }
    guard let match = rest.prefixMatch(of: Self.tag) else {
      add("<")
      return Substring(rest.unicodeScalars.dropFirst())
    }
    let name = match.output.2.lowercased()
    guard take(name, closes: !match.output.1.isEmpty) else {
      add("<")
      return Substring(rest.unicodeScalars.dropFirst())
    }
    return rest[match.range.upperBound...]
  }

  /// - Returns: false where it is no tag that HTML has.
  private mutating func take(_ name: String, closes: Bool) -> Bool {
    if Self.code.contains(name) {
      codeDepth = max(0, codeDepth + (closes ? -1 : 1))
      isInsideCode = false
    } else if Self.breaks.contains(name) {
      breakLine(isForced: name == "br")
    } else if Self.others.contains(name) {
      if !closes { dropped.append(name) }
    } else {
      return false
    }
    return true
  }

  /// One line end between two paragraphs, however many tags say so.
  private mutating func breakLine(isForced: Bool) {
    if !isForced, pieces.isEmpty { return }
    if !isForced, case .text(let text)? = pieces.last, text.hasSuffix("\n") { return }
    pieces.append(.text("\n"))
    isInsideCode = false
  }

  // MARK: Entities

  private static let entities: [Substring: String] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}",
    "hellip": "…", "mdash": "—", "ndash": "–", "lsquo": "‘", "rsquo": "’", "ldquo": "“",
    "rdquo": "”", "laquo": "«", "raquo": "»", "times": "×", "divide": "÷", "minus": "−",
    "plusmn": "±", "le": "≤", "ge": "≥", "ne": "≠", "asymp": "≈", "infin": "∞", "part": "∂",
    "sum": "∑", "prod": "∏", "radic": "√", "rarr": "→", "larr": "←", "middot": "·", "deg": "°",
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "eta": "η",
    "theta": "θ", "lambda": "λ", "mu": "μ", "pi": "π", "sigma": "σ", "tau": "τ", "phi": "φ",
    "Delta": "Δ", "Sigma": "Σ", "frac12": "½", "frac14": "¼", "frac34": "¾", "sup2": "²",
    "sup3": "³",
  ]

  private mutating func afterEntity(_ rest: Substring) -> Substring {
    if let match = rest.prefixMatch(of: Self.name),
      let text = Self.entities[match.output.1]
    {
      add(text)
      return rest[match.range.upperBound...]
    }
    if let match = rest.prefixMatch(of: Self.number) {
      let code =
        match.output.1.flatMap { UInt32($0, radix: 16) } ?? match.output.2.flatMap { UInt32($0) }
      if let scalar = code.flatMap(Unicode.Scalar.init) {
        add(String(Character(scalar)))
        return rest[match.range.upperBound...]
      }
    }
    add("&")
    return Substring(rest.unicodeScalars.dropFirst())
  }
}
