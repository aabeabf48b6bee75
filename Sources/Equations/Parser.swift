import Diagnostics

/// Reads statements from tokens. What it cannot read it reports, once a statement, and goes on
/// with the next, so that all errors of a file are found in one run.
struct Parser {
  let file: String
  var diagnostics: [Diagnostic] = []
  /// The file's statements as tokens, and how many of them have been read.
  var lines: [LogicalLine] = []
  var nextLine = 0
  /// The statement being read, and how far.
  var tokens: [Token] = []
  var offset = 0
  /// How deep the expression being read is nested.
  var depth = 0
  /// Whether what is read stands behind `~`, where `uniform` and `normal` are functions.
  var readsDraw = false
  /// How many loops are open.
  var openLoops = 0

  /// The names whose definitions could not be read.
  var failed: Set<String> = []
  var mentioned: Set<String> = []
  /// The functions the file defines.
  private(set) var definedFunctions: Set<String> = []

  /// Deeper nesting than anyone writes is refused: reading it would exhaust the stack.
  static let deepest = 200
  /// So is a longer chain of operators without a name between them.
  static let highest = 300
  /// And loops in loops.
  static let deepestLoops = 20

  /// What a file says.
  struct File {
    let statements: [Statement]
    let written: WrittenText
    let diagnostics: [Diagnostic]
    /// The names whose definitions could not be read.
    let failed: Set<String>
    /// The names in declarations that could not be read.
    let mentioned: Set<String>
  }

  static func file(_ source: SourceText) -> File {
    let (lines, problems) = Lexer.lines(of: source)
    var parser = Parser(file: source.name)
    parser.definedFunctions = Set(lines.compactMap(\.definedFunction))
    parser.lines = lines
    let statements = parser.statements()
    return File(
      statements: statements, written: WrittenText(source, lines),
      diagnostics: problems + parser.diagnostics, failed: parser.failed,
      mentioned: parser.mentioned)
  }

  /// One expression on its own, such as a value or a query.
  ///
  /// - Parameter functions: the functions it may call besides the language's own.
  static func expression(
    of source: SourceText, functions: Set<String> = []
  ) -> Result<Expression, Diagnostics> {
    expression(Lexer.lines(of: source), of: source, functions: functions)
  }

  static func expression(
    _ lexed: (lines: [LogicalLine], diagnostics: [Diagnostic]), of source: SourceText,
    functions: Set<String>
  ) -> Result<Expression, Diagnostics> {
    let (lines, problems) = lexed
    var parser = Parser(file: source.name)
    parser.definedFunctions = functions
    parser.tokens = lines.flatMap(\.tokens)
    do throws(Diagnostic) {
      let expression = try parser.expression()
      try parser.expectEnd()
      return problems.isEmpty ? .success(expression) : .failure(Diagnostics(problems))
    } catch {
      return .failure(Diagnostics(problems + [error]))
    }
  }

  init(file: String) { self.file = file }

  // MARK: Tokens

  var peek: Token? { tokens.indices.contains(offset) ? tokens[offset] : nil }

  mutating func advance() { offset += 1 }

  mutating func take(_ symbol: Token.Symbol) -> Bool {
    guard peek?.is(symbol) == true else { return false }
    advance()
    return true
  }

  mutating func expect(_ symbol: Token.Symbol, _ what: String) throws(Diagnostic) {
    guard take(symbol) else { throw error(here, "expected \(what)\(butFound)") }
  }

  mutating func expectEnd() throws(Diagnostic) {
    guard peek == nil else {
      throw error(here, "expected the end of the line\(butFound)", "one statement a line, or `;`")
    }
  }

  mutating func name(_ what: String) throws(Diagnostic) -> Name {
    guard let token = peek, let text = token.name else {
      throw error(here, "expected \(what)\(butFound)")
    }
    advance()
    return Name(text: text, range: token.range)
  }

  /// The next token, or the place behind the last.
  var here: SourceRange {
    peek?.range ?? SourceRange(at: tokens.last?.range.upper ?? .start)
  }

  var butFound: String {
    switch peek?.kind {
    case .number(let x): ", but found \(x.formatted)"
    case .name(let name): ", but found `\(name)`"
    case .string: ", but found a text"
    case .symbol(.transpose): ", but found a transposition, `'` or `ᵀ`"
    case .symbol(let symbol): ", but found `\(symbol.rawValue)`"
    case nil: ", but the line ends"
    }
  }

  func error(_ range: SourceRange, _ message: String, _ advice: String? = nil) -> Diagnostic {
    Diagnostic(file: file, range: range, message: message, advice: advice)
  }
}

extension LogicalLine {
  /// The name in `name(x, y) = …`.
  fileprivate var definedFunction: String? {
    guard let name = tokens.first?.name, tokens.dropFirst().first?.is(.openParenthesis) == true,
      let close = tokens.firstIndex(where: { $0.is(.closeParenthesis) }),
      tokens.indices.contains(close + 1), tokens[close + 1].is(.equals)
    else { return nil }
    return name
  }
}

extension Double {
  fileprivate var formatted: String {
    self == rounded() && magnitude < 1e15 ? "\(Int(self))" : "\(self)"
  }
}
