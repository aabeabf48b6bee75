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
  private static let deepest = 400
  private static let mostNodes = 200_000

  /// Refuses to grow beyond what memory holds, before it is taken.
  private func checkRoom(
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

  private mutating func apply(
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
  private func label(_ expression: Expression, _ context: Context) -> String {
    let text = (context.body ?? source)[expression.range].replacingNames(context.labels)
    return expression.holdsTogether || text.isGrouped ? text : "(\(text))"
  }

  /// The op an expression stands for and its operands; `copy` where it is a node already.
  private mutating func application(
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

  // MARK: Names and numbers

  private mutating func quantity(
    _ name: Name, _ context: Context
  ) throws(Diagnostic) -> NodeID {
    if let local = context.locals[name.text] { return local }
    if let node = scope.nodes[name.text] { return node }
    if let size = scope.sizes[name.text] {
      return graph.constant(Matrix(Double(size)), label: name.text)
    }
    throw unknown(name, context)
  }

  /// Reports every name of an expression that stands for nothing, not only the first met.
  private mutating func checkNames(
    _ expression: Expression, _ context: Context
  ) throws(Diagnostic) {
    let unknown = expression.names.filter { name in
      scope.nodes[name.text] == nil && scope.sizes[name.text] == nil
        && context.locals[name.text] == nil
    }
    guard let last = unknown.last else { return }
    diagnostics += unknown.dropLast().map { self.unknown($0, context) }
    throw self.unknown(last, context)
  }

  /// A function's body is checked where it is written, called or not.
  mutating func checkFunction(
    _ name: Name, _ parameters: [Name], _ body: Expression
  ) throws(Diagnostic) {
    let repeated = parameters.enumerated().first { n, parameter in
      parameters.prefix(n).contains { $0.text == parameter.text }
    }
    if let repeated {
      let parameter = repeated.element
      throw error(parameter.range, "`\(parameter.text)` is there twice", "rename one of them")
    }
    var context = Context(target: name.text, phase: .forward)
    for parameter in parameters { context.locals[parameter.text] = NodeID.placeholder }
    try checkNames(body, context)
  }

  private func unknown(_ name: Name, _ context: Context) -> Diagnostic {
    if name.text == context.target {
      return error(name.range, "`\(name.text)` is used in its own definition", "define it first")
    }
    let known = scope.names.union(context.locals.keys).union(BuiltIn.all.keys)
    return error(
      name.range, "`\(name.text)` is not known",
      known.nearest(to: name.text).map { "did you mean `\($0)`?" }
        ?? "define it above, or declare it with given or weight")
  }

  private func constant(_ expression: Expression) throws(Diagnostic) -> Double {
    guard let value = expression.number({ self.scope.sizes[$0].map(Double.init) }) else {
      throw error(expression.range, "an exponent is a plain number", "write a number such as 2")
    }
    return value
  }

  private mutating func element(
    _ base: Expression, _ indices: [Expression], _ expression: Expression, _ context: inout Context
  ) throws(Diagnostic) -> (Op, [NodeID]) {
    let node = try node(base, &context), shape = graph[node].shape
    let lengths = [shape.rows, shape.columns].compactMap(\.self)
    guard lengths.count == indices.count else {
      throw error(
        expression.range, "`\(source[base.range])` has shape \(shape)",
        lengths.isEmpty
          ? "a scalar has no elements; leave the index out"
          : "give \(lengths.count == 1 ? "one index" : "a row and a column")")
    }
    var positions: [Int] = []
    for (index, length) in zip(indices, lengths) {
      let position = try wholeNumber(index, atLeast: 1)
      guard position <= length else {
        throw error(
          index.range, "element \(position) of \(length) does not exist",
          "count from 1 to \(length)")
      }
      positions.append(position - 1)
    }
    let row = shape.rows == nil ? 0 : positions[0]
    return (.element(row: row, column: shape.columns == nil ? 0 : positions.last ?? 0), [node])
  }

  private mutating func list(
    _ elements: [Expression], _ expression: Expression, _ context: inout Context
  ) throws(Diagnostic) -> (Op, [NodeID]) {
    if let literal = Literal(expression, { self.scope.sizes[$0].map(Double.init) }) {
      guard let shape = literal.shape, let value = literal.matrix(shape) else {
        throw error(expression.range, "the rows differ in length", "give all rows one length")
      }
      return (.copy, [graph.constant(value, label: source[expression.range])])
    }
    var nodes: [NodeID] = []
    for element in elements {
      let node = try node(element, &context)
      guard graph[node].shape.isScalar else {
        throw error(
          element.range, "a vector is made of scalars, this has shape \(graph[node].shape)",
          "take an element of it")
      }
      nodes.append(node)
    }
    guard !nodes.isEmpty else {
      throw error(expression.range, "an empty list has no shape", "put a number in")
    }
    return (.stack(nodes.count), nodes)
  }

  // MARK: Operators

  private func op(
    _ op: BinaryOperator, _ operands: [NodeID], _ expression: Expression
  ) throws(Diagnostic) -> Op {
    let (a, b) = (graph[operands[0]].shape, graph[operands[1]].shape)
    switch op {
    case .plus: return spread(.add, a, b)
    case .minus: return spread(.subtract, a, b)
    case .times: return spread(.multiply, a, b)
    case .over: return spread(.divide, a, b)
    case .dot:
      if a.isScalar && b.isScalar { return .multiply }
      return .dot
    case .product:
      return a.isScalar || b.isScalar ? spread(.multiply, a, b) : .matmul
    case .power:
      throw error(expression.range, "an exponent is a plain number", "write a number such as 2")
    }
  }

  private func spread(_ op: Op, _ a: Shape, _ b: Shape) -> Op {
    if a.isScalar == b.isScalar { return op }
    return op.spreading(a.isScalar ? 0 : 1)
  }

  private func misfit(_ op: Op, _ shapes: [Shape], _ expression: Expression) -> Diagnostic {
    let all = shapes.map(\.description).joined(separator: " and ")
    return error(expression.range, "the shapes \(all) do not fit here", advice(op, shapes))
  }

  private func advice(_ op: Op, _ shapes: [Shape]) -> String {
    guard shapes.count == 2 else { return "check the shapes of the operands" }
    let (a, b) = (shapes[0], shapes[1])
    let areColumns = a.columns == nil && b.columns == nil
    switch op.name {
    case "matmul" where areColumns:
      return "did you mean the dot product `a · b` or element by element `a ∘ b`?"
    case "matmul" where a.columns == b.columns && b.columns != nil || a.rows == b.rowCount:
      return "in a product the columns of the first are the rows of the second; try `Aᵀ`"
    case "matmul":
      return "in a product the columns of the first are the rows of the second"
    case "dot": return "the dot product takes two vectors of one length; for a matrix write `W h`"
    default: return "element by element, both have one shape, or one is a scalar"
    }
  }

  // MARK: Calls

  private mutating func call(
    _ name: String, _ arguments: [Expression], _ expression: Expression, _ context: inout Context
  ) throws(Diagnostic) -> (Op, [NodeID]) {
    if let function = scope.functions[name] {
      return try expand(function, name, arguments, expression, &context)
    }
    guard let builtIn = BuiltIn.all[name] else {
      let reason =
        BuiltIn.later.contains(name)
        ? "`\(name)` is not understood by this version yet" : "`\(name)` is not known here"
      throw error(expression.range, reason, "write it out in other functions")
    }
    try check(arguments.count, builtIn.arity, name, expression)
    switch builtIn {
    case .op(let op): return (op, [try node(arguments[0], &context)])
    case .zeros: return try filled(0, arguments, expression)
    case .ones: return try filled(1, arguments, expression)
    case .gradient: return try gradient(arguments[0], expression, context)
    case .outer:
      let left = try node(arguments[0], &context), right = try node(arguments[1], &context)
      let row = try apply(
        .transpose, [right], arguments[1], &context, isTarget: false,
        label: label(arguments[1], context) + "ᵀ")
      return (.matmul, [left, row])
    case .meanSquaredError:
      let operands = [try node(arguments[0], &context), try node(arguments[1], &context)]
      let names = arguments.map { label($0, context) }
      let difference = try apply(
        try op(.minus, operands, expression), operands, expression, &context, isTarget: false,
        label: "(\(names[0]) − \(names[1]))")
      let square = try apply(
        .power(2), [difference], expression, &context, isTarget: false,
        label: "(\(names[0]) − \(names[1]))^2")
      return (.mean, [square])
    }
  }

  private func check(
    _ count: Int, _ arity: ClosedRange<Int>, _ name: String, _ expression: Expression
  ) throws(Diagnostic) {
    guard !arity.contains(count) else { return }
    let wanted = arity.lowerBound == arity.upperBound ? "\(arity.lowerBound)" : "1 or 2"
    throw error(
      expression.range,
      "`\(name)` takes \(wanted) argument\(wanted == "1" ? "" : "s"), not \(count)")
  }

  private mutating func filled(
    _ number: Double, _ lengths: [Expression], _ expression: Expression
  ) throws(Diagnostic) -> (Op, [NodeID]) {
    var counts: [Int] = []
    for length in lengths { counts.append(try wholeNumber(length, atLeast: 1)) }
    let count = counts.reduce(1) { $0.multipliedReportingOverflow(by: $1).partialValue }
    guard counts.allSatisfy({ $0 <= Self.largest }), (1...Self.largest).contains(count) else {
      throw error(expression.range, "this has more than \(Self.largest) numbers", "make it smaller")
    }
    let shape = counts.count == 1 ? Shape.vector(counts[0]) : .matrix(counts[0], counts[1])
    let label = source[expression.range]
    return (.copy, [graph.constant(Matrix(shape, repeating: number), label: label)])
  }

  private mutating func gradient(
    _ argument: Expression, _ expression: Expression, _ context: Context
  ) throws(Diagnostic) -> (Op, [NodeID]) {
    guard context.phase == .update else {
      throw error(
        expression.range, "a gradient is known only after the backward pass",
        "use grad(…) in `update` lines")
    }
    guard case .name(let name) = argument.kind else {
      throw error(argument.range, "grad takes the name of a quantity", "write grad(w)")
    }
    let node = try quantity(Name(text: name, range: argument.range), context)
    guard scope.nodes["loss"] != nil || isQuery else {
      throw error(
        expression.range, "there is no `loss` to take a gradient of", "name the loss: loss = …")
    }
    return (.copy, [graph.gradient(of: node, label: source[expression.range])])
  }

  private mutating func expand(
    _ function: Scope.Function, _ name: String, _ arguments: [Expression],
    _ expression: Expression, _ context: inout Context
  ) throws(Diagnostic) -> (Op, [NodeID]) {
    let count = function.parameters.count
    try check(arguments.count, count...count, name, expression)
    guard !context.calls.contains(name) else {
      throw error(expression.range, "`\(name)` calls itself", "a function may not")
    }
    var inner = context
    inner.calls.append(name)
    inner.locals = [:]
    inner.labels = [:]
    inner.body = function.source
    for (parameter, argument) in zip(function.parameters, arguments) {
      inner.locals[parameter.text] = try node(argument, &context)
      inner.labels[parameter.text] = label(argument, context)
      inner.count = context.count
    }
    let result = try application(function.body, &inner)
    context.count = inner.count
    return result
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
