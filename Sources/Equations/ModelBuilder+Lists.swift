import Autograd
import Diagnostics

/// Elements, lists, and what is made of a range of quantities.
extension ModelBuilder {
  // MARK: Elements

  mutating func element(
    _ base: Expression, _ indices: [Expression], _ expression: Expression, _ context: inout Context
  ) throws(Diagnostic) -> (Op, [NodeID]) {
    let node = try node(base, &context), shape = graph[node].shape
    // A transposed vector has one row, which may be named or not.
    let isWholeRow = shape.rows == nil && shape.columns != nil && indices.count == 2
    let lengths =
      isWholeRow ? [1, shape.columnCount] : [shape.rows, shape.columns].compactMap(\.self)
    guard lengths.count == indices.count else {
      throw error(
        expression.range, "`\(text(of: base, context))` has shape \(shape)",
        lengths.isEmpty
          ? "a scalar has no elements; leave the index out"
          : "give \(lengths.count == 1 ? "one index" : "a row and a column")")
    }
    var operands = [node], places: [Index] = []
    for (index, length) in zip(indices, lengths) {
      places.append(try place(index, length, &operands, &context))
    }
    let row = shape.rows == nil ? Index.only : places[0]
    let column = shape.columns == nil ? Index.only : places[places.count - 1]
    return (.element(row: row, column: column), operands)
  }

  /// An element's position: a number counted from 1, or a token, which is added to the operands.
  private mutating func place(
    _ index: Expression, _ length: Int, _ operands: inout [NodeID], _ context: inout Context
  ) throws(Diagnostic) -> Index {
    if isQuantity(index, context) {
      let node = try token(index, of: length, "the elements", &context)
      guard scope.tokenCounts[node] != nil else {
        throw error(
          index.range, "`\(text(of: index, context))` is a number of the model, not a token",
          "an element is counted from 1, a token from 0: write the number itself, or declare a token"
        )
      }
      operands.append(node)
      return .picked(operands.count - 1)
    }
    let position = try position(index, context)
    guard (1...length).contains(position) else {
      throw error(
        index.range, "element \(position) of \(length) does not exist", "count from 1 to \(length)")
    }
    return .at(position - 1)
  }

  // MARK: Tokens

  /// Whether an expression is a quantity, as against a number known before the model runs.
  private func isQuantity(_ expression: Expression, _ context: Context) -> Bool {
    switch expression.kind {
    case .indexed, .call: true
    default:
      expression.names.contains {
        context.loop[$0.text] == nil
          && (context.locals[$0.text] != nil || scope.nodes[$0.text] != nil)
      }
    }
  }

  /// A token, which must be one of at most `count`.
  mutating func token(
    _ expression: Expression, of count: Int, _ what: String, _ context: inout Context
  ) throws(Diagnostic) -> NodeID {
    guard isQuantity(expression, context) else {
      let number = try wholeNumber(expression, atLeast: 0, context)
      guard number < count else {
        throw error(
          expression.range, "token \(number) is outside \(what), which has \(count)",
          "its tokens are 0 to \(count - 1)")
      }
      return try constant(Matrix(Double(number)), label: "\(number)", expression.range)
    }
    let node = try node(expression, &context)
    guard let tokens = tokenCount(of: node) else {
      let text = text(of: expression, context)
      let isName = if case .name = expression.kind { true } else { false }
      throw error(
        expression.range, "`\(text)` is not a token",
        isName
          ? "declare it: given \(text) : token(\(count))"
          : "a token is a given, or chosen by argmax or sample, and used as it is")
    }
    guard tokens <= count else {
      throw error(
        expression.range,
        "`\(text(of: expression, context))` is one of \(tokens) tokens, but there are \(count) here",
        "give both the same size")
    }
    return node
  }

  /// Of how many tokens a quantity is one; a whole number in the model is the last of as many.
  private func tokenCount(of node: NodeID) -> Int? {
    if let count = scope.tokenCounts[node] { return count }
    guard graph[node].origin == .constant, graph[node].shape.isScalar else { return nil }
    return Int(exactly: graph.numbers(of: node).elements[0]).flatMap {
      (0..<Self.largest).contains($0) ? $0 + 1 : nil
    }
  }

  // MARK: Lists

  mutating func list(
    _ elements: [Expression], _ expression: Expression, _ context: inout Context
  ) throws(Diagnostic) -> (Op, [NodeID]) {
    guard !elements.isEmpty else {
      throw error(expression.range, "an empty list has no shape", "put a number in")
    }
    if let text = elements.first(where: \.isText) {
      throw error(text.range, "a text is no number", "texts are the values of tokens")
    }
    if let literal = literal(expression, context) {
      guard let shape = literal.shape, let value = literal.matrix(shape) else {
        throw error(
          expression.range, "a list is made of scalars, or of rows of one length",
          "give all rows one length")
      }
      let label = text(of: expression, context)
      return (.copy, [try constant(value, label: label, expression.range)])
    }
    var nodes: [NodeID] = []
    for element in elements { nodes.append(try node(element, &context)) }
    return try stacked(nodes, expression)
  }

  /// Scalars as a vector, vectors as the rows of a matrix.
  private func stacked(
    _ nodes: [NodeID], _ expression: Expression
  ) throws(Diagnostic) -> (Op, [NodeID]) {
    let shapes = Set(nodes.map { graph[$0].shape })
    guard shapes.count == 1, let shape = shapes.first, shape.columns == nil else {
      let found = shapes.map(\.description).sorted().joined(separator: " and ")
      throw error(
        expression.range, "a list is made of scalars, or of vectors of one length, not of \(found)",
        "take elements, or transpose")
    }
    return (shape.isScalar ? .stack(nodes.count) : .stackRows(nodes.count), nodes)
  }

  mutating func stack(
    _ arguments: [Expression], _ expression: Expression, _ context: inout Context
  ) throws(Diagnostic) -> (Op, [NodeID]) {
    let nodes = try spread(arguments, expression, &context)
    return try stacked(nodes, expression)
  }

  mutating func concatenation(
    _ arguments: [Expression], _ expression: Expression, _ context: inout Context
  ) throws(Diagnostic) -> (Op, [NodeID]) {
    let nodes = try spread(arguments, expression, &context)
    for node in nodes where graph[node].shape.columns != nil {
      throw error(
        expression.range, "concat takes vectors, not one of shape \(graph[node].shape)",
        "take its rows one by one")
    }
    return (.concat(nodes.map { graph[$0].shape.rows }), nodes)
  }

  /// The arguments, one with a range for an index taken for each of its places.
  private mutating func spread(
    _ arguments: [Expression], _ expression: Expression, _ context: inout Context
  ) throws(Diagnostic) -> [NodeID] {
    var nodes: [NodeID] = []
    for argument in arguments {
      if case .indexed(let base, let indices) = argument.kind,
        let place = indices.firstIndex(where: \.isRange)
      {
        for position in try positions(indices[place], context) {
          var one = indices
          one[place] = Expression(kind: .number(Double(position)), range: indices[place].range)
          let member = Expression(kind: .indexed(base, one), range: argument.range)
          try countRepetition(argument)
          var written = indices.map { text(of: $0, context) }
          written[place] = "\(position)"
          let label = "\(text(of: base, context))[\(written.joined(separator: ","))]"
          nodes.append(try node(member, &context, label: label.shortened))
        }
      } else {
        nodes.append(try node(argument, &context))
      }
    }
    guard !nodes.isEmpty else {
      throw error(
        expression.range, "there is nothing to put together here", "make the range longer")
    }
    return nodes
  }

  // MARK: Sums

  /// `sum(t = 1...T: term)`, its terms in ascending order.
  mutating func sum(
    _ index: Name, _ range: Expression, _ term: Expression, _ expression: Expression,
    _ context: inout Context
  ) throws(Diagnostic) -> (Op, [NodeID]) {
    if context.loop[index.text] != nil || context.locals[index.text] != nil
      || scope.places[index.text] != nil
    {
      throw error(
        index.range, "`\(index.text)` means something else here already",
        "call the index something else")
    }
    var terms: [NodeID] = []
    warnOfDirection(range, context)
    for position in try positions(range, context).sorted() {
      try countRepetition(range)
      context.loop[index.text] = position
      terms.append(try node(term, &context))
    }
    context.loop[index.text] = nil
    switch terms.count {
    case 0: return (.copy, [try constant(Matrix(0), label: "0", expression.range)])
    case 1: return (.copy, terms)
    default: return (.total(terms.count), terms)
    }
  }
}

extension Expression {
  fileprivate var isRange: Bool { if case .range = kind { true } else { false } }
  fileprivate var isText: Bool { if case .text = kind { true } else { false } }
}
