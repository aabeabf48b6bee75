import Autograd
import Diagnostics

/// Calls of the language's functions and of those a file defines.
extension ModelBuilder {
  mutating func call(
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

  func check(
    _ count: Int, _ arity: ClosedRange<Int>, _ name: String, _ expression: Expression
  ) throws(Diagnostic) {
    guard !arity.contains(count) else { return }
    let wanted = arity.lowerBound == arity.upperBound ? "\(arity.lowerBound)" : "1 or 2"
    throw error(
      expression.range,
      "`\(name)` takes \(wanted) argument\(wanted == "1" ? "" : "s"), not \(count)")
  }

  mutating func filled(
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

  mutating func gradient(
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

  mutating func expand(
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
