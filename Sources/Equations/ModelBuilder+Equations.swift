import Autograd
import Diagnostics

/// Equations and updates, and the loops that repeat them.
extension ModelBuilder {
  mutating func addEquation(
    _ statement: Statement, _ name: Name, _ indices: [Expression], _ expression: Expression,
    _ loop: [String: Int]
  ) throws(Diagnostic) {
    var context = Context(target: name.text, phase: .forward, text: written, loop: loop)
    var positions: [Int] = []
    for index in indices { positions.append(try position(index, context)) }
    try define(name, at: indices.isEmpty ? nil : positions)
    context.target = indexed(name.text, positions)
    if checkedStatements.insert(statement.id).inserted { try checkNames(expression, context) }
    lines.append(statement.range)
    graph.beginLine(
      "\(context.target) = \(text(of: expression, context))", caption: statement.caption)
    let node = try namedNode(expression, &context)
    if indices.isEmpty {
      scope.nodes[name.text] = node
    } else {
      scope.families[name.text]?.members[positions] = node
    }
    lastEquation = node
  }

  mutating func addUpdate(
    _ statement: Statement, _ name: Name, _ expression: Expression
  ) throws(Diagnostic) {
    if failed.contains(name.text) { return }
    guard let weight = scope.nodes[name.text], graph[weight].origin == .weight else {
      let known = declarations.filter { $0.role == .weight }.map(\.name)
      throw error(
        name.range, "`\(name.text)` is not a weight",
        known.nearest(to: name.text).map { "did you mean `\($0)`?" } ?? "only weights are updated")
    }
    guard updated.insert(name.text).inserted else {
      throw error(name.range, "`\(name.text)` is updated twice", "keep one of the updates")
    }
    var context = Context(target: "\(name.text)'", phase: .update, text: written)
    lines.append(statement.range)
    graph.beginLine(
      "update \(name.text) = \(text(of: expression, context))", caption: statement.caption)
    try checkNames(expression, context)
    let result = try namedNode(expression, &context)
    guard graph[result].shape == graph[weight].shape else {
      throw error(
        expression.range,
        "`\(name.text)` has shape \(graph[weight].shape), but this has \(graph[result].shape)",
        "an update keeps the shape")
    }
    graph.update(weight, to: result)
  }

  // MARK: Loops

  mutating func unroll(
    _ variable: Name, _ range: Expression, _ body: [Statement], _ loop: [String: Int]
  ) throws(Diagnostic) {
    if let place = scope.places[variable.text] {
      throw error(
        variable.range, "`\(variable.text)` is defined already, in line \(place.lower.line)",
        "call the index something else")
    }
    guard loop[variable.text] == nil else {
      throw error(
        variable.range, "`\(variable.text)` is the index of the loop around this one",
        "call one of them something else")
    }
    let context = Context(target: variable.text, phase: .forward, text: written, loop: loop)
    warnOfDirection(range, context)
    for position in try positions(range, context) {
      guard body.contains(where: { !hasFailed($0) }) else { return }
      try countRepetition(range)
      run(body, loop: loop.merging([variable.text: position]) { $1 })
    }
  }
}
