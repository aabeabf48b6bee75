import Autograd
import Diagnostics

/// Expressions made into nodes: which op an operator means follows from the operands' shapes.
extension ModelBuilder {
  /// What is being defined while an expression is read.
  struct Context {
    var target: String
    let phase: Node.Phase
    /// The arguments of the functions being expanded.
    var locals: [String: NodeID] = [:]
    /// How the arguments are written.
    var labels: [String: String] = [:]
    /// Where the expression being read stands: a function's body may stand in another text.
    var text: WrittenText
    /// The positions of the loops and sums it stands in.
    var loop: [String: Int] = [:]
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
    if expression.isPlain, let literal = literal(expression, context), let shape = literal.shape,
      let value = literal.matrix(shape)
    {
      return try namedConstant(value, expression, context)
    }
    let (op, operands) = try application(expression, &context)
    if op == .copy, graph[operands[0]].origin == .constant, !graph[operands[0]].isNamed,
      case .call = expression.kind
    {
      let named = try namedConstant(graph.numbers(of: operands[0]), expression, context)
      rename(drawn: operands[0], to: named)
      return named
    }
    return try apply(op, operands, expression, &context, isTarget: true)
  }

  private mutating func namedConstant(
    _ value: Matrix, _ expression: Expression, _ context: Context
  ) throws(Diagnostic) -> NodeID {
    guard value.isFinite else {
      throw error(expression.range, "this is beyond what a number can be", "write smaller numbers")
    }
    try takeRoom(for: 1, expression.range)
    return graph.constant(value, named: context.target)
  }

  func literal(_ expression: Expression, _ context: Context) -> Literal? {
    Literal(expression) { number($0, context) }
  }

  /// - Parameter written: how it is shown where that is not as its author wrote it.
  mutating func node(
    _ expression: Expression, _ context: inout Context, label written: String? = nil
  ) throws(Diagnostic) -> NodeID {
    context.depth += 1
    defer { context.depth -= 1 }
    guard context.depth < Self.deepest else {
      throw error(expression.range, "the functions called here are nested too deep", "name parts")
    }
    let (op, operands) = try application(expression, &context)
    guard op != .copy else { return operands[0] }
    return try apply(op, operands, expression, &context, isTarget: false, label: written)
  }

  /// What `namedNode` may expand into; a text this long would take minutes and exhaust the stack.
  static let deepest = 400

  /// Refuses to grow beyond what memory holds, before it is taken.
  private mutating func checkRoom(
    for op: Op, _ operands: [NodeID], _ expression: Expression
  ) throws(Diagnostic) {
    let shape: Shape
    do {
      shape = try graph.shape(of: op, operands)
    } catch {
      throw misfit(op, error.shapes, expression)
    }
    let count = Double(shape.rowCount) * Double(shape.columnCount) + Double(graph.count)
    guard count <= Double(Self.largest) else { throw tooLarge(expression.range, count) }
    try takeRoom(for: operands.count, expression.range)
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
    let stable = stableForm(op, operands)
    do {
      let node = try graph.apply(
        stable?.op ?? op, stable?.inputs ?? operands, named: name, label: label,
        phase: context.phase, inPlaceOf: stable.map { _ in Detour(op: op, inputs: operands) })
      note(node, op, operands, expression)
      return node
    } catch {
      throw misfit(op, error.shapes, expression)
    }
  }

  /// Keeps what must be known of a node later: whether it is a token, or stops gradients.
  private mutating func note(
    _ node: NodeID, _ op: Op, _ operands: [NodeID], _ expression: Expression
  ) {
    guard graph[node].isToken || op.stopsGradients else { return }
    if graph[node].isToken {
      // Handed on, or chosen among the elements of a vector.
      scope.tokenCounts[node] =
        graph[operands[0]].isToken
        ? scope.tokenCounts[operands[0]] : graph[operands[0]].shape.count
    }
    if op.stopsGradients { blocks[node] = Block(range: expression.range, name: op.name) }
  }

  /// An expression as its author wrote it, in parentheses where an operand needs them.
  mutating func label(_ expression: Expression, _ context: Context) -> String {
    let text = text(of: expression, context).shortened
    return expression.holdsTogether || text.isGrouped ? text : "(\(text))"
  }

  /// The op an expression stands for and its operands; `copy` where it is a node already.
  mutating func application(
    _ expression: Expression, _ context: inout Context
  ) throws(Diagnostic) -> (Op, [NodeID]) {
    switch expression.kind {
    case .number(let x):
      return try number(x, expression, context)
    case .negated(let a):
      if case .number(let x) = a.kind { return try number(-x, expression, context) }
      return (.negate, [try node(a, &context)])
    case .name(let name):
      return (.copy, [try quantity(Name(text: name, range: expression.range), context)])
    case .text:
      throw error(
        expression.range, "a text is no number",
        "texts are the values of tokens: given in[1...T] : chars = \"…\"")
    case .range:
      throw error(
        expression.range, "a range stands only in an index, a sum or behind `for`",
        "write sum(t = 1...T: …) to add up")
    case .transposed(let a):
      return (.transpose, [try node(a, &context)])
    case .binary(.power, let base, let exponent):
      return (.power(try constant(exponent, context)), [try node(base, &context)])
    case .binary(let op, let a, let b):
      let operands = [try node(a, &context), try node(b, &context)]
      return (try self.op(op, operands, expression), operands)
    case .indexed(let base, let indices):
      if let member = try member(base, indices, expression, context) { return (.copy, [member]) }
      return try element(base, indices, expression, &context)
    case .list(let elements):
      return try list(elements, expression, &context)
    case .call(let name, let arguments):
      return try call(name, arguments, expression, &context)
    case .sum(let index, let range, let term):
      return try sum(index, range, term, expression, &context)
    }
  }

  private mutating func number(
    _ x: Double, _ expression: Expression, _ context: Context
  ) throws(Diagnostic) -> (Op, [NodeID]) {
    let label = text(of: expression, context)
    return (.copy, [try constant(Matrix(x), label: label, expression.range)])
  }
}

extension String {
  /// The beginning, of a text longer than anyone reads.
  var shortened: String { count > 200 ? "\(prefix(150))…" : self }

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
    case .number, .name, .text, .call, .list, .indexed, .transposed, .sum: true
    case .negated, .binary, .range: false
    }
  }

  /// Whether it is one number or one list, with no operation that a student might want to see.
  fileprivate var isPlain: Bool {
    switch kind {
    case .number, .list: true
    case .negated(let a): if case .number = a.kind { true } else { false }
    case .name, .text, .binary, .transposed, .indexed, .call, .range, .sum: false
    }
  }
}
