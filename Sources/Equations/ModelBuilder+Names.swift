import Autograd
import Diagnostics

/// What names, indices and lists stand for.
extension ModelBuilder {
  mutating func quantity(
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
  mutating func checkNames(
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

  func unknown(_ name: Name, _ context: Context) -> Diagnostic {
    if name.text == context.target {
      return error(name.range, "`\(name.text)` is used in its own definition", "define it first")
    }
    let known = scope.names.union(context.locals.keys).union(BuiltIn.all.keys)
    return error(
      name.range, "`\(name.text)` is not known",
      known.nearest(to: name.text).map { "did you mean `\($0)`?" }
        ?? "define it above, or declare it with given or weight")
  }

  func constant(_ expression: Expression) throws(Diagnostic) -> Double {
    guard let value = expression.number({ self.scope.sizes[$0].map(Double.init) }) else {
      throw error(expression.range, "an exponent is a plain number", "write a number such as 2")
    }
    return value
  }

  mutating func element(
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

  mutating func list(
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
}
