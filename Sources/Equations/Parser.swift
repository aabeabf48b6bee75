import Diagnostics

/// Reads statements from tokens. What it cannot read it reports, once a statement, and goes on
/// with the next, so that all errors of a file are found in one run.
struct Parser {
  let file: String
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var statements: [Statement] = []
  /// The statement being read, and how far.
  var tokens: [Token] = []
  var offset = 0
  /// How deep the expression being read is nested.
  var depth = 0
  /// Whether what is read stands behind `~`, where `uniform` and `normal` are functions.
  private(set) var readsDraw = false

  private var failed: Set<String> = []
  /// The functions the file defines.
  private(set) var definedFunctions: Set<String> = []

  /// Deeper nesting than anyone writes is refused: reading it would exhaust the stack.
  static let deepest = 200
  /// So is a longer chain of operators without a name between them.
  static let highest = 300

  /// - Returns: the statements, what is wrong, and the names whose definitions could not be read.
  static func statements(
    of source: SourceText
  ) -> (statements: [Statement], diagnostics: [Diagnostic], failed: Set<String>) {
    let (lines, problems) = Lexer.lines(of: source)
    var parser = Parser(file: source.name)
    parser.definedFunctions = Set(lines.compactMap(\.definedFunction))
    for line in lines { parser.read(line) }
    return (parser.statements, problems + parser.diagnostics, parser.failed)
  }

  /// One expression on its own, such as a value or a query.
  ///
  /// - Parameter functions: the functions it may call besides the language's own.
  static func expression(
    of source: SourceText, functions: Set<String> = []
  ) -> Result<Expression, Diagnostics> {
    let (lines, problems) = Lexer.lines(of: source)
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

  // MARK: Statements

  private mutating func read(_ line: LogicalLine) {
    tokens = line.tokens
    offset = 0
    depth = 0
    readsDraw = false
    do throws(Diagnostic) {
      if let indent = line.indentation.first {
        let place = SourceRange(at: line.range.lower)
        throw error(
          place, "this line is indented, but no block is open",
          indent == "\t" ? "remove the tab" : "remove the spaces before it")
      }
      for kind in try statement() {
        statements.append(Statement(kind: kind, range: line.range, caption: line.comment))
      }
    } catch {
      diagnostics.append(error)
      if let name = line.definedName { failed.insert(name) }
    }
  }

  private mutating func statement() throws(Diagnostic) -> [Statement.Kind] {
    guard let first = peek?.name else {
      throw error(here, "a line begins with a name or a word such as `given`", "name the result")
    }
    switch first {
    case "size": return try finished(sizes())
    case "given", "weight": return try finished(declarations(first == "given" ? .given : .weight))
    case "seed":
      advance()
      return try finished([.seed(expression())])
    case "update":
      advance()
      let name = try name("a weight to update")
      try expect(.equals, "`=` and what the weight becomes")
      return try finished([.update(name, expression())])
    case "for", "vocab":
      throw error(here, "`\(first)` is not understood by this version yet", "write it out")
    default: return try finished([equation()])
    }
  }

  private mutating func finished(_ kinds: [Statement.Kind]) throws(Diagnostic) -> [Statement.Kind] {
    try expectEnd()
    return kinds
  }

  private mutating func sizes() throws(Diagnostic) -> [Statement.Kind] {
    var sizes: [Statement.Kind] = []
    repeat {
      advance()
      let name = try name("the name of a size")
      try expect(.equals, "`=` and a whole number")
      sizes.append(.size(name, try expression()))
    } while peek?.is(.comma) == true
    return sizes
  }

  private mutating func equation() throws(Diagnostic) -> Statement.Kind {
    let name = try name("a name")
    if let parameters = try parameters() {
      return .function(name, parameters: parameters, try right())
    }
    var indices: [Expression] = []
    if peek?.is(.openBracket) == true { indices = try list() }
    return .equation(name, indices: indices, try right())
  }

  private mutating func right() throws(Diagnostic) -> Expression {
    try expect(.equals, "`=` and an expression")
    return try expression()
  }

  /// `(x, y)` behind the name of a function that is being defined.
  private mutating func parameters() throws(Diagnostic) -> [Name]? {
    guard peek?.is(.openParenthesis) == true else { return nil }
    var names: [Name] = []
    repeat {
      advance()
      names.append(try name("the name of an argument"))
    } while peek?.is(.comma) == true
    try expect(.closeParenthesis, "`)` behind the arguments")
    return names
  }

  private mutating func declarations(
    _ role: QuantityDeclaration.Role
  ) throws(Diagnostic) -> [Statement.Kind] {
    var names: [Name] = []
    repeat {
      advance()
      names.append(try name("a name"))
      if peek?.is(.openBracket) == true {
        throw error(here, "indexed names are not understood by this version yet", "write x1, x2")
      }
    } while peek?.is(.comma) == true
    let shape = try shape()
    var start = QuantityDeclaration.Start.none
    if take(.equals) {
      start = .value(try expression())
    } else if take(.tilde) {
      readsDraw = true
      start = .drawn(try expression())
    }
    return names.map {
      .quantity(QuantityDeclaration(role: role, name: $0, shape: shape, start: start))
    }
  }

  private mutating func shape() throws(Diagnostic) -> [Expression] {
    guard take(.colon) else { return [] }
    guard peek?.is(.openBracket) == true else {
      throw error(here, "a shape is written in brackets", "write [n] or [n, m]")
    }
    return try list()
  }

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

  private mutating func expectEnd() throws(Diagnostic) {
    guard peek == nil else {
      throw error(here, "expected the end of the line\(butFound)", "one statement a line, or `;`")
    }
  }

  private mutating func name(_ what: String) throws(Diagnostic) -> Name {
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
    case .symbol(let symbol): ", but found `\(symbol.rawValue)`"
    case nil: ", but the line ends"
    }
  }

  func error(_ range: SourceRange, _ message: String, _ advice: String? = nil) -> Diagnostic {
    Diagnostic(file: file, range: range, message: message, advice: advice)
  }
}

extension LogicalLine {
  /// The name a statement would define.
  fileprivate var definedName: String? {
    guard let first = tokens.first?.name else { return nil }
    let isDeclaration = ["given", "weight", "size"].contains(first)
    return isDeclaration ? tokens.dropFirst().first?.name : first
  }

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
