import Autograd
import Diagnostics

/// Expressions made into nodes: which op an operator means follows from the operands' shapes.
extension ModelBuilder {
  /// What is being defined while an expression is read.
  struct Context {
    let target: String
    let phase: Node.Phase
    /// The arguments of the functions being expanded.
    var locals: [String: NodeID] = [:]
    /// How the arguments are written.
    var labels: [String: String] = [:]
    /// Where the expression being read stands, when that is a function's body.
    var body: SourceText?
    /// How deep it is nested, the functions it calls included.
    var depth = 0
    /// The functions being expanded, to find one that calls itself.
    var calls: [String] = []
    /// How many quantities without a name of their own there are so far.
    var count = 0
  }

  /// The node of an equation's right side, under the equation's name.
  mutating func namedNode(
    _ expression: Expression, _ context: inout Context
  ) throws(Diagnostic) -> NodeID {
    try checkNames(expression, context)
    if let literal = Literal(expression, { self.scope.sizes[$0].map(Double.init) }),
      expression.isPlain, let shape = literal.shape, let value = literal.matrix(shape)
    {
      return graph.constant(value, named: context.target)
    }
    let (op, operands) = try application(expression, &context)
    return try apply(op, operands, expression, &context, isTarget: true)
  }

  mutating func node(
    _ expression: Expression, _ context: inout Context
  ) throws(Diagnostic) -> NodeID {
    context.depth += 1
    defer { context.depth -= 1 }
    guard context.depth < Self.deepest else {
      throw error(expression.range, "the functions called here are nested too deep", "name parts")
    }
    let (op, operands) = try application(expression, &context)
    guard op != .copy else { return operands[0] }
    return try apply(op, operands, expression, &context, isTarget: false)
  }

  /// What `namedNode` may expand into; a text this long would take minutes and exhaust the stack.
  static let deepest = 400
  static let mostNodes = 200_000

  /// Refuses to grow beyond what memory holds, before it is taken.
  func checkRoom(
    for op: Op, _ operands: [NodeID], _ expression: Expression
  ) throws(Diagnostic) {
    guard let shape = try? op.shape(of: operands.map { graph[$0].shape }) else { return }
    let (count, overflows) = shape.rowCount.multipliedReportingOverflow(by: shape.columnCount)
    guard !overflows, count <= Self.largest - graph.count, graph.nodes.count < Self.mostNodes
    else {
      throw error(
        expression.range,
        "the model has more than \(Self.largest) numbers or \(Self.mostNodes) operations",
        "make it smaller")
    }
  }

  mutating func apply(
    _ op: Op, _ operands: [NodeID], _ expression: Expression, _ context: inout Context,
    isTarget: Bool, label written: String? = nil
  ) throws(Diagnostic) -> NodeID {
    try checkRoom(for: op, operands, expression)
    context.count += 1
    let name = isTarget ? context.target : "\(context.target)#\(context.count)"
    // An update's result is shown as what it computes; its target is the weight.
    let isNamed = isTarget && context.phase == .forward
    let label = isNamed ? nil : written ?? label(expression, context)
    do {
      return try graph.apply(op, operands, named: name, label: label, phase: context.phase)
    } catch {
      throw misfit(op, error.shapes, expression)
    }
  }

  /// An expression as its author wrote it, in parentheses where an operand needs them.
  func label(_ expression: Expression, _ context: Context) -> String {
    let text = (context.body ?? source)[expression.range].replacingNames(context.labels)
    return expression.holdsTogether || text.isGrouped ? text : "(\(text))"
  }

  /// The op an expression stands for and its operands; `copy` where it is a node already.
  mutating func application(
    _ expression: Expression, _ context: inout Context
  ) throws(Diagnostic) -> (Op, [NodeID]) {
    switch expression.kind {
    case .number(let x):
      let label = (context.body ?? source)[expression.range]
      return (.copy, [graph.constant(Matrix(x), label: label)])
    case .name(let name):
      return (.copy, [try quantity(Name(text: name, range: expression.range), context)])
    case .text:
      throw error(expression.range, "a text is no number", "texts stand only behind `vocab`")
    case .negated(let a):
      if case .number(let x) = a.kind {
        let label = (context.body ?? source)[expression.range]
        return (.copy, [graph.constant(Matrix(-x), label: label)])
      }
      return (.negate, [try node(a, &context)])
    case .transposed(let a):
      return (.transpose, [try node(a, &context)])
    case .binary(.power, let base, let exponent):
      return (.power(try constant(exponent)), [try node(base, &context)])
    case .binary(let op, let a, let b):
      let operands = [try node(a, &context), try node(b, &context)]
      return (try self.op(op, operands, expression), operands)
    case .indexed(let base, let indices):
      return try element(base, indices, expression, &context)
    case .list(let elements):
      return try list(elements, expression, &context)
    case .call(let name, let arguments):
      return try call(name, arguments, expression, &context)
    }
  }
}

extension String {
  /// The text with other names in place of these.
  fileprivate func replacingNames(_ names: [String: String]) -> String {
    guard !names.isEmpty, !contains("\n") else { return self }
    let tokens = Lexer.lines(of: SourceText(name: "", text: self)).lines.flatMap(\.tokens)
    return tokens.reversed().reduce(into: Array(self)) { text, token in
      guard let name = token.name.flatMap({ names[$0] }) else { return }
      text.replaceSubrange(token.range.lower.column - 1..<token.range.upper.column - 1, with: name)
    }.reduce(into: "") { $0.append($1) }
  }

  /// Whether the first character is a parenthesis that the last one closes.
  fileprivate var isGrouped: Bool {
    guard first == "(", last == ")" else { return false }
    var depth = 0
    for character in dropLast() {
      if character == "(" { depth += 1 } else if character == ")" { depth -= 1 }
      if depth == 0 { return false }
    }
    return depth == 1
  }
}

extension Expression {
  /// Whether it can be an operand as it is written.
  fileprivate var holdsTogether: Bool {
    switch kind {
    case .number, .name, .text, .call, .list, .indexed, .transposed: true
    case .negated, .binary: false
    }
  }

  /// Whether it is one number or one list, with no operation that a student might want to see.
  fileprivate var isPlain: Bool {
    switch kind {
    case .number, .list: true
    case .negated(let a): if case .number = a.kind { true } else { false }
    case .name, .text, .binary, .transposed, .indexed, .call: false
    }
  }
}
