import Diagnostics

/// Expressions, from loose to tight: `+ -`, then `∘ /`, then `·`, then side by side, then `-a`,
/// then `a^2`, then what stands behind: `Aᵀ`, `v[k]`.
extension Parser {
  mutating func expression() throws(Diagnostic) -> Expression {
    try nested { parser throws(Diagnostic) in
      try parser.row([.plus: .plus, .minus: .minus]) { parser throws(Diagnostic) in
        try parser.row([.times: .times, .over: .over]) { parser throws(Diagnostic) in
          try parser.row([.dot: .dot]) { parser throws(Diagnostic) in try parser.products() }
        }
      }
    }
  }

  /// `[a, b, …]`, the brackets included.
  mutating func list() throws(Diagnostic) -> [Expression] {
    try expect(.openBracket, "`[`")
    return try arguments(until: .closeBracket)
  }

  /// `1...T`.
  mutating func range() throws(Diagnostic) -> Expression {
    let expression = try rangeOrExpression()
    guard case .range = expression.kind else {
      throw error(here, "expected `...` and the end of the range\(butFound)", "write 1...T")
    }
    return expression
  }

  private mutating func rangeOrExpression() throws(Diagnostic) -> Expression {
    let start = try expression()
    guard take(.range) else { return start }
    let end = try expression()
    return try bounded(.range(start, end), start.range.joined(with: end.range))
  }

  /// Operators of one level, from the left.
  private mutating func row(
    _ operators: [Token.Symbol: BinaryOperator],
    _ operand: (inout Parser) throws(Diagnostic) -> Expression
  ) throws(Diagnostic) -> Expression {
    var left = try operand(&self)
    while case .symbol(let symbol) = peek?.kind, let op = operators[symbol] {
      advance()
      left = try joined(op, left, try operand(&self))
    }
    return left
  }

  /// `W h` and `W @ h`. A minus between two operands is a subtraction, so it never starts the
  /// second one.
  private mutating func products() throws(Diagnostic) -> Expression {
    var left = try prefixed()
    while let token = peek {
      if token.is(.at) {
        advance()
        left = try joined(.product, left, try prefixed())
      } else if token.startsOperand {
        left = try joined(.product, left, try power())
      } else {
        break
      }
    }
    return left
  }

  private mutating func prefixed() throws(Diagnostic) -> Expression {
    guard let token = peek, take(.minus) else { return try power() }
    let operand = try nested { parser throws(Diagnostic) in try parser.prefixed() }
    return Expression(kind: .negated(operand), range: token.range.joined(with: operand.range))
  }

  private mutating func power() throws(Diagnostic) -> Expression {
    var base = try postfixed()
    while take(.power) { base = try joined(.power, base, try exponent()) }
    return base
  }

  private mutating func exponent() throws(Diagnostic) -> Expression {
    guard let token = peek, take(.minus) else { return try postfixed() }
    let operand = try postfixed()
    return Expression(kind: .negated(operand), range: token.range.joined(with: operand.range))
  }

  private mutating func postfixed() throws(Diagnostic) -> Expression {
    var base = try atom()
    while let token = peek {
      if take(.transpose) {
        base = try bounded(.transposed(base), base.range.joined(with: token.range))
      } else if token.is(.openBracket), !token.followsSpace {
        let indices = try list()
        base = try bounded(
          .indexed(base, indices), base.range.joined(with: tokens[offset - 1].range))
      } else {
        break
      }
    }
    return base
  }

  private mutating func atom() throws(Diagnostic) -> Expression {
    guard let token = peek else { throw error(here, "expected an expression\(butFound)") }
    switch token.kind {
    case .number(let value):
      advance()
      return Expression(kind: .number(value), range: token.range)
    case .string(let text):
      advance()
      return Expression(kind: .text(text), range: token.range)
    case .name(let name):
      advance()
      guard peek?.is(.openParenthesis) == true, isFunction(name) else {
        return Expression(kind: .name(name), range: token.range)
      }
      advance()
      if name == "sum", let sum = try sumOverIndex(from: token) { return sum }
      let arguments = try arguments(until: .closeParenthesis)
      return Expression(
        kind: .call(name, arguments), range: token.range.joined(with: tokens[offset - 1].range))
    case .symbol(.openParenthesis):
      let name = offset > 0 && !token.followsSpace ? tokens[offset - 1] : nil
      advance()
      var inner = try expression()
      if peek?.is(.comma) == true, let name, let text = name.name {
        throw unknownFunction(text, name.range)
      }
      try expect(.closeParenthesis, "`)`")
      inner.range = token.range.joined(with: tokens[offset - 1].range)
      return inner
    case .symbol(.openBracket):
      let elements = try list()
      return Expression(
        kind: .list(elements), range: token.range.joined(with: tokens[offset - 1].range))
    case .symbol:
      throw error(here, "expected an expression\(butFound)")
    }
  }

  private func unknownFunction(_ name: String, _ range: SourceRange) -> Diagnostic {
    let known = Set(BuiltIn.all.keys).union(definedFunctions)
    return error(
      range, "`\(name)` is not a function",
      known.nearest(to: name).map { "did you mean `\($0)`?" }
        ?? "define it: \(name)(x, y) = …")
  }

  /// `sum(t = 1...T: expression)` behind its parenthesis; nil where another kind of sum stands.
  private mutating func sumOverIndex(from word: Token) throws(Diagnostic) -> Expression? {
    guard let token = peek, let name = token.name, tokens.indices.contains(offset + 1),
      tokens[offset + 1].is(.equals)
    else { return nil }
    offset += 2
    let range = try range()
    try expect(.colon, "`:` and what is added up")
    let term = try expression()
    try expect(.closeParenthesis, "`)`")
    return try bounded(
      .sum(Name(text: name, range: token.range), range, term),
      word.range.joined(with: tokens[offset - 1].range))
  }

  private mutating func arguments(
    until close: Token.Symbol
  ) throws(Diagnostic) -> [Expression] {
    if take(close) { return [] }
    var arguments = [try rangeOrExpression()]
    while take(.comma) { arguments.append(try rangeOrExpression()) }
    try expect(close, "`,` or `\(close.rawValue)`")
    return arguments
  }

  /// Whether a name followed by `(` is a call: it names a function of the language or of the file.
  private func isFunction(_ name: String) -> Bool {
    BuiltIn.all[name] != nil || definedFunctions.contains(name)
      || (readsDraw && Draw.functions.contains(name))
  }

  private func joined(
    _ op: BinaryOperator, _ a: Expression, _ b: Expression
  ) throws(Diagnostic) -> Expression {
    try bounded(.binary(op, a, b), a.range.joined(with: b.range))
  }

  func bounded(
    _ kind: Expression.Kind, _ range: SourceRange
  ) throws(Diagnostic) -> Expression {
    let expression = Expression(kind: kind, range: range)
    guard expression.height < Parser.highest else {
      throw error(range, "more than \(Parser.highest) operations in a row", "name parts of it")
    }
    return expression
  }

  private mutating func nested(
    _ read: (inout Parser) throws(Diagnostic) -> Expression
  ) throws(Diagnostic) -> Expression {
    depth += 1
    defer { depth -= 1 }
    guard depth < Parser.deepest else {
      throw error(here, "this is nested more than \(Parser.deepest) deep", "name parts of it")
    }
    return try read(&self)
  }
}

extension Token {
  /// Whether it can begin the second of two operands side by side.
  fileprivate var startsOperand: Bool {
    switch kind {
    case .number, .name, .string, .symbol(.openParenthesis): true
    case .symbol(.openBracket): true
    case .symbol: false
    }
  }
}
