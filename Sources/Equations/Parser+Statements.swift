import Diagnostics

/// Statements, and the blocks that loops make of them.
extension Parser {
  /// Every statement of the file.
  mutating func statements() -> [Statement] { block(indentedBy: "") }

  private var upcoming: LogicalLine? {
    lines.indices.contains(nextLine) ? lines[nextLine] : nil
  }

  /// The statements from here on with this indentation, or deeper by mistake.
  private mutating func block(indentedBy indentation: Substring) -> [Statement] {
    var statements: [Statement] = []
    while let line = upcoming, !line.isOutside(indentation) {
      let isMisplaced = line.indentation != indentation
      if isMisplaced { reportIndentation(of: line, expected: indentation) }
      nextLine += 1
      let found = self.statements(of: line)
      // What it means where it stands is anyone's guess.
      if isMisplaced {
        failed.formUnion(found.flatMap(\.definedNames))
      } else {
        statements += found
      }
    }
    return statements
  }

  /// The lines that stand like one that does not line up are not reported again.
  private mutating func reportIndentation(of line: LogicalLine, expected: Substring) {
    let previous = nextLine > 0 ? lines[nextLine - 1] : nil
    if previous?.indentation == line.indentation { return }
    let place = SourceRange(at: line.range.lower)
    let isMixed = !line.indentation.hasPrefix(expected)
    let usesTab = line.indentation.contains("\t")
    diagnostics.append(
      isMixed
        ? error(place, "spaces and tabs are mixed in this block", "indent all its lines alike")
        : expected.isEmpty && openLoops == 0
          ? error(
            place, "this line is indented, but no block is open",
            usesTab ? "remove the tab" : "remove the spaces before it")
          : error(
            place, "this line is indented deeper than the block it is in",
            "indent all lines of a block alike"))
  }

  private mutating func statements(of line: LogicalLine) -> [Statement] {
    begin(line)
    if peek?.name == "for" { return [loop(line)].compactMap(\.self) }
    if line.isBroken {
      noteFailure(of: line)
      return []
    }
    do throws(Diagnostic) {
      let kinds = try statement()
      return kinds.map { Statement(kind: $0, range: line.range, caption: line.comment) }
    } catch {
      diagnostics.append(error)
      noteFailure(of: line)
      return []
    }
  }

  private mutating func noteFailure(of line: LogicalLine) {
    if let name = line.definedName { failed.insert(name) }
    if line.isDeclaration { mentioned.formUnion(line.tokens.dropFirst().compactMap(\.name)) }
  }

  private mutating func begin(_ line: LogicalLine) {
    tokens = line.tokens
    offset = 0
    depth = 0
    readsDraw = false
  }

  private mutating func statement() throws(Diagnostic) -> [Statement.Kind] {
    guard let first = peek?.name else {
      throw error(here, "a line begins with a name or a word such as `given`", "name the result")
    }
    switch first {
    case "size": return try finished(sizes())
    case "vocab": return try finished([vocabulary()])
    case "given", "weight": return try finished(declarations(first == "given" ? .given : .weight))
    case "seed":
      advance()
      return try finished([.seed(expression())])
    case "update":
      advance()
      let name = try name("a weight to update")
      try expect(.equals, "`=` and what the weight becomes")
      return try finished([.update(name, expression())])
    default:
      try checkForeign(first)
      return try finished([equation()])
    }
  }

  /// A line as other languages have them.
  private func checkForeign(_ word: String) throws(Diagnostic) {
    let words: Set<String> = [
      "def", "if", "else", "while", "return", "import", "from", "let", "print",
    ]
    let next = tokens.indices.contains(offset + 1) ? tokens[offset + 1] : nil
    guard words.contains(word), next?.is(.equals) != true, next?.is(.openBracket) != true else {
      return
    }
    throw error(
      here, "the language has no `\(word)`",
      "it has equations, loops `for t = 1...T:` and functions f(x) = …")
  }

  private mutating func finished(_ kinds: [Statement.Kind]) throws(Diagnostic) -> [Statement.Kind] {
    try expectEnd()
    return kinds
  }

  // MARK: Loops

  /// `for t = 1...T:` with its body. Where it cannot be read, what the body defines is not known.
  private mutating func loop(_ line: LogicalLine) -> Statement? {
    var header: (variable: Name, range: Expression)?
    do throws(Diagnostic) {
      if !line.isBroken { header = try loopHeader() }
    } catch {
      diagnostics.append(error)
    }
    let range = SourceRange(line.range.lower, tokens[max(0, offset - 1)].range.upper)
    let body = loopBody(of: line, isReadable: header != nil)
    guard let header else {
      failed.formUnion(body.flatMap(\.definedNames))
      return nil
    }
    if body.isEmpty, diagnostics.isEmpty {
      diagnostics.append(error(range, "this loop has no equations", "indent them below it"))
    }
    return Statement(
      kind: .loop(header.variable, header.range, body), range: range, caption: line.comment)
  }

  private mutating func loopHeader() throws(Diagnostic) -> (Name, Expression) {
    advance()
    let variable = try name("the name of the index")
    try expect(.equals, "`=` and a range such as 1...T")
    let range = try range()
    try expect(.colon, "`:` behind the range")
    return (variable, range)
  }

  /// What stands behind the colon, or is indented below it.
  private mutating func loopBody(of line: LogicalLine, isReadable: Bool) -> [Statement] {
    guard openLoops < Parser.deepestLoops else {
      diagnostics.append(
        error(
          line.range, "loops are nested more than \(Parser.deepestLoops) deep", "use fewer indices")
      )
      return []
    }
    openLoops += 1
    defer { openLoops -= 1 }
    var body: [Statement] = []
    if isReadable, peek != nil {
      var rest = line
      rest.tokens = Array(tokens[offset...])
      body += statements(of: rest)
    }
    while let next = upcoming, next.followsSeparator {
      nextLine += 1
      body += statements(of: next)
    }
    if let next = upcoming, next.indentation != line.indentation,
      !next.isOutside(line.indentation)
    {
      if !next.indentation.hasPrefix(line.indentation) {
        reportIndentation(of: next, expected: line.indentation)
      }
      body += block(indentedBy: next.indentation)
    }
    return body
  }

  // MARK: Declarations

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

  private mutating func vocabulary() throws(Diagnostic) -> Statement.Kind {
    advance()
    let name = try name("the name of a vocabulary")
    try expect(.equals, "`=` and its tokens, such as letters \"helo\"")
    guard let kind = peek?.name.flatMap(Vocabulary.Kind.init(rawValue:)) else {
      throw error(here, "expected `letters` or `words`\(butFound)", "write letters \"helo\"")
    }
    advance()
    guard let token = peek, case .string(let text) = token.kind else {
      throw error(here, "expected a text in quotes\(butFound)", "write letters \"helo\"")
    }
    advance()
    return .vocabulary(name, kind, text: text, token.range)
  }

  private mutating func declarations(
    _ role: QuantityDeclaration.Role
  ) throws(Diagnostic) -> [Statement.Kind] {
    var names: [(name: Name, spans: [Expression])] = []
    repeat {
      advance()
      names.append((try name("a name"), try spans()))
    } while peek?.is(.comma) == true
    let content = try content()
    var start = QuantityDeclaration.Start.none
    if take(.equals) {
      start = .value(try expression())
    } else if take(.tilde) {
      readsDraw = true
      start = .drawn(try expression())
    }
    return names.map {
      .quantity(
        QuantityDeclaration(
          role: role, name: $0.name, spans: $0.spans, content: content, start: start))
    }
  }

  /// `[1...T]` behind a name that is being declared.
  private mutating func spans() throws(Diagnostic) -> [Expression] {
    guard peek?.is(.openBracket) == true else { return [] }
    let indices = try list()
    for index in indices {
      guard case .range = index.kind else {
        throw error(index.range, "an index runs over a range", "write 1...T")
      }
    }
    return indices
  }

  private mutating func content() throws(Diagnostic) -> QuantityDeclaration.Content {
    guard take(.colon) else { return .numbers([]) }
    if peek?.is(.openBracket) == true { return .numbers(try list()) }
    guard let token = peek, let name = token.name else {
      throw error(here, "a shape is written in brackets", "write [n] or [n, m]")
    }
    advance()
    guard name == "token", take(.openParenthesis) else {
      return .token(Expression(kind: .name(name), range: token.range))
    }
    let count = try expression()
    try expect(.closeParenthesis, "`)`")
    return .token(count)
  }

  // MARK: Equations

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
    if peek?.is(.colon) == true {
      throw error(here, "a shape belongs to a declaration", "begin the line with weight or given")
    }
    try expect(.equals, "`=` and an expression")
    if peek?.is(.equals) == true {
      throw error(here, "one `=` is enough", "an equation is name = expression")
    }
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
}

extension LogicalLine {
  /// The name a statement would define.
  fileprivate var definedName: String? {
    guard let first = tokens.first?.name else { return nil }
    return isDeclaration ? tokens.dropFirst().first?.name : first
  }

  fileprivate var isDeclaration: Bool {
    tokens.first?.name.map { ["given", "weight", "size", "vocab"].contains($0) } ?? false
  }

  /// Whether it is indented less than the lines of a block; one that is indented otherwise, with
  /// tabs among spaces, is taken for one of the block.
  fileprivate func isOutside(_ indentation: Substring) -> Bool {
    self.indentation.count < indentation.count && indentation.hasPrefix(self.indentation)
  }
}

extension Statement {
  /// What it defines, and what is defined inside it.
  var definedNames: [String] {
    switch kind {
    case .size(let name, _), .equation(let name, _, _), .function(let name, _, _),
      .vocabulary(let name, _, _, _):
      [name.text]
    case .quantity(let declaration): [declaration.name.text]
    case .seed, .update: []
    case .loop(_, _, let body): body.flatMap(\.definedNames)
    }
  }
}
