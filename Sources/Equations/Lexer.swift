import Diagnostics

/// Cuts a model's text into statements of tokens. Never fails: what it cannot read it reports and
/// passes over.
struct Lexer {
  private let source: SourceText
  private var lines: [LogicalLine] = []
  private var diagnostics: [Diagnostic] = []
  private var current = LogicalLine(
    indentation: "", tokens: [], comment: "", followsSeparator: false)
  private var openBrackets = 0

  static func lines(of source: SourceText) -> (lines: [LogicalLine], diagnostics: [Diagnostic]) {
    var lexer = Lexer(source: source)
    for (number, text) in source.lines.enumerated() { lexer.read(text, line: number + 1) }
    lexer.finishStatement()
    return (lexer.lines, lexer.diagnostics)
  }

  private init(source: SourceText) { self.source = source }

  private mutating func read(_ text: Substring, line: Int) {
    var cursor = Cursor(text: Array(text), line: line)
    closeStatement(before: text)
    let isContinued = openBrackets > 0 && !current.tokens.isEmpty
    if !isContinued { current.indentation = text.prefix { $0 == " " || $0 == "\t" } }
    while let character = cursor.peek {
      if character == "#" {
        current.comment = String(cursor.rest.dropFirst()).trimmed
        break
      }
      readToken(&cursor)
    }
    if openBrackets == 0 { finishStatement() }
  }

  /// A line no deeper than the open statement that begins with `name =`, `name[…] =` or a word such
  /// as `given` begins a statement, whatever is still open, so that one forgotten bracket does not
  /// swallow the rest of the file.
  private mutating func closeStatement(before text: Substring) {
    let start = text.drop { $0 == " " || $0 == "\t" }
    guard openBrackets > 0, start.first?.isNameStart == true, !current.opensSum,
      text.count - start.count <= current.indentation.count
    else { return }
    var rest = start.drop { $0.isNamePart }
    if rest.first == "[", let close = rest.firstIndex(of: "]") { rest = rest[close...].dropFirst() }
    let isDeclaration = Self.openings.contains(String(start.prefix { $0.isNamePart }))
    if rest.first(where: { $0 != " " }) == "=" || isDeclaration { finishStatement() }
  }

  /// The words that begin a statement wherever they stand at the start of a line.
  private static let openings: Set<String> = [
    "given", "weight", "size", "update", "seed", "vocab", "for",
  ]

  private mutating func readToken(_ cursor: inout Cursor) {
    let followsSpace = cursor.skipSpaces()
    guard let character = cursor.peek, character != "#" else { return }
    let start = cursor.position
    guard let kind = kind(at: &cursor, character) else {
      while character == ".", cursor.peek == "." { cursor.advance() }
      let range = SourceRange(start, cursor.position)
      report(range, "“\(character)” has no meaning here", advice(on: character))
      return
    }
    let range = SourceRange(start, cursor.position)
    if kind == .symbol(.separator), openBrackets == 0 {
      return finishStatement(isFollowed: true)
    }
    count(kind)
    current.tokens.append(Token(kind: kind, range: range, followsSpace: followsSpace))
  }

  private mutating func kind(at cursor: inout Cursor, _ character: Character) -> Token.Kind? {
    if character.isASCIIDigit || (character == "." && cursor.peek(1)?.isASCIIDigit == true) {
      return number(&cursor)
    }
    if character.isNameStart { return name(&cursor) }
    if character == "\"" { return string(&cursor) }
    if character == ".", cursor.peek(1) == ".", cursor.peek(2) == "." {
      cursor.advance(3)
      return .symbol(.range)
    }
    let start = cursor.position
    cursor.advance()
    if character == "*", cursor.peek == "*" {
      cursor.advance()
      report(
        SourceRange(start, cursor.position), "“**” has no meaning here", "write a power as x^2")
      return .symbol(.power)
    }
    return Token.Symbol(character).map { .symbol($0) }
  }

  private mutating func number(_ cursor: inout Cursor) -> Token.Kind {
    let start = cursor.position, number = cursor.number()
    guard number.isFinite else {
      report(
        SourceRange(start, cursor.position), "this is beyond what a number can be",
        "write a smaller one")
      return .number(0)
    }
    return .number(number)
  }

  private mutating func name(_ cursor: inout Cursor) -> Token.Kind {
    let start = cursor.position, name = cursor.take { $0.isNamePart }
    guard name.utf8.count <= Self.longestName else {
      report(
        SourceRange(start, cursor.position), "this name is longer than anyone reads",
        "shorten it to \(Self.longestName) letters")
      return .name(String(name.prefix(Self.longestName)))
    }
    return .name(name)
  }

  private static let longestName = 200

  private mutating func string(_ cursor: inout Cursor) -> Token.Kind {
    let start = cursor.position
    cursor.advance()
    let text = cursor.take { $0 != "\"" }
    if cursor.peek == nil {
      report(SourceRange(start, cursor.position), "a text that does not end", "close it with \"")
    }
    cursor.advance()
    return .string(text)
  }

  /// A statement goes on while a bracket is open. One that is never closed ends with the file.
  private mutating func count(_ kind: Token.Kind) {
    switch kind {
    case .symbol(.openParenthesis), .symbol(.openBracket): openBrackets += 1
    case .symbol(.closeParenthesis), .symbol(.closeBracket):
      openBrackets = max(0, openBrackets - 1)
    default: break
    }
  }

  /// - Parameter isFollowed: whether the next statement stands on the same line.
  private mutating func finishStatement(isFollowed: Bool = false) {
    if !current.tokens.isEmpty { lines.append(current) }
    current = LogicalLine(
      indentation: current.indentation, tokens: [], comment: "", followsSeparator: isFollowed)
    openBrackets = 0
  }

  /// What to write in place of a sign of other languages and of typesetting.
  private func advice(on character: Character) -> String {
    switch character {
    case ".": "a range has three dots: 1...T"
    case "×": "write a ∘ b or a * b"
    case "÷": "write a / b"
    case "√": "write sqrt(x)"
    case "–", "—": "write a minus, -"
    case "“", "”", "‘", "’", "«", "»": "write straight quotes, \""
    case "{", "}": "write [ and ]"
    case "₀"..."₉": "write x_1, or x[1] where it is an index"
    case "¼", "½", "¾": "write 0.5"
    default: character.isNumber ? "write a power as x^2" : "remove it or write a word for it"
    }
  }

  private mutating func report(_ range: SourceRange, _ message: String, _ advice: String) {
    current.isBroken = true
    diagnostics.append(
      Diagnostic(file: source.name, range: range, message: message, advice: advice))
  }
}

/// A place in one line of text.
private struct Cursor {
  let text: [Character]
  let line: Int
  private(set) var offset = 0

  init(text: [Character], line: Int) {
    self.text = text
    self.line = line
  }

  var position: Position { Position(line: line, column: offset + 1) }
  var peek: Character? { peek(0) }
  var rest: ArraySlice<Character> { text[min(offset, text.count)...] }

  func peek(_ ahead: Int) -> Character? {
    text.indices.contains(offset + ahead) ? text[offset + ahead] : nil
  }

  mutating func advance(_ count: Int = 1) { offset = min(text.count, offset + count) }

  mutating func skipSpaces() -> Bool {
    let start = offset
    while peek?.isWhitespace == true { advance() }
    return offset > start
  }

  mutating func take(while isTaken: (Character) -> Bool) -> String {
    let start = offset
    while let character = peek, isTaken(character) { advance() }
    return String(text[start..<offset])
  }

  /// `1`, `.5`, `2.25`, `1e-5`; the dots of a range `1...4` are not part of the number.
  mutating func number() -> Double {
    var digits = take { $0.isASCIIDigit }
    if peek == ".", peek(1) != "." {
      advance()
      digits += "." + take { $0.isASCIIDigit } + "0"
    }
    if peek == "e" || peek == "E" {
      let isSigned = peek(1) == "-" || peek(1) == "+" || peek(1) == "−"
      if peek(isSigned ? 2 : 1)?.isASCIIDigit == true {
        digits += isSigned && peek(1) != "+" ? "e-" : "e"
        advance(isSigned ? 2 : 1)
        digits += take { $0.isASCIIDigit }
      }
    }
    return Double("0" + digits) ?? .infinity
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
  fileprivate var isNameStart: Bool { (isLetter || self == "_") && self != "ᵀ" }
  /// Superscripts are no digits here: `x²` is not a name, the square is `x^2`.
  fileprivate var isNamePart: Bool {
    isNameStart || unicodeScalars.allSatisfy { $0.properties.numericType == .decimal }
  }
}

extension String {
  var trimmed: String {
    let start = drop { $0.isWhitespace }
    return String(
      start.prefix(
        (start.lastIndex { !$0.isWhitespace }).map {
          start.distance(from: start.startIndex, to: $0) + 1
        } ?? 0))
  }
}
