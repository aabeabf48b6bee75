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
      throw error(
        expression.range, "`\(name)` is used before it is defined", "define the function above")
    }
    try check(arguments.count, builtIn.arity, name, expression)
    switch builtIn {
    case .op(let op): return (op, [try node(arguments[0], &context)])
    case .zeros: return try filled(0, arguments, expression, context)
    case .ones: return try filled(1, arguments, expression, context)
    case .mask: return try mask(arguments, expression, context)
    case .gradient: return try gradient(arguments[0], expression, context)
    case .concat: return try concatenation(arguments, expression, &context)
    case .stack: return try stack(arguments, expression, &context)
    case .outer: return try outer(arguments, expression, &context)
    case .meanSquaredError: return try meanSquaredError(arguments, expression, &context)
    case .embed: return try embedding(arguments, expression, &context)
    case .onehot: return try onehot(arguments, expression, &context)
    case .argmax, .sample: return try choice(builtIn, arguments[0], &context)
    case .softmax, .logSoftmax, .log, .binaryCrossEntropy, .binaryCrossEntropyWithLogits,
      .crossEntropy, .softmaxCrossEntropy:
      return try probability(builtIn, arguments, expression, &context)
    }
  }

  func check(
    _ count: Int, _ arity: ClosedRange<Int>, _ name: String, _ expression: Expression
  ) throws(Diagnostic) {
    guard !arity.contains(count) else { return }
    let wanted =
      arity.count == 1
      ? "\(arity.lowerBound)" : arity.upperBound > 2 ? "1 or more" : "1 or 2"
    throw error(
      expression.range,
      "`\(name)` takes \(wanted) argument\(wanted == "1" ? "" : "s"), not \(count)",
      arity.lowerBound < count ? "leave the others out" : "put them between the parentheses")
  }

  // MARK: Functions of the file

  mutating func expand(
    _ function: Scope.Function, _ name: String, _ arguments: [Expression],
    _ expression: Expression, _ context: inout Context
  ) throws(Diagnostic) -> (Op, [NodeID]) {
    let count = function.parameters.count
    try check(arguments.count, count...count, name, expression)
    guard !context.calls.contains(name) else {
      throw error(expression.range, "`\(name)` calls itself", "a function may not")
    }
    try countExpansion(expression)
    var inner = context
    inner.calls.append(name)
    inner.locals = [:]
    inner.labels = [:]
    inner.loop = [:]
    inner.text = function.text
    for (parameter, argument) in zip(function.parameters, arguments) {
      inner.locals[parameter.text] = try node(argument, &context)
      inner.labels[parameter.text] = label(argument, context)
      // A plain number may be used as one in the body: as a length, an index or an exponent.
      inner.loop[parameter.text] = argument.number { number($0, context) }.flatMap {
        Int(exactly: $0)
      }
      inner.count = context.count
    }
    let result = try body(of: function, expression, &inner)
    context.count = inner.count
    return result
  }

  /// What is wrong in a function of another text, as in a query's, is reported where it is called.
  private mutating func body(
    of function: Scope.Function, _ call: Expression, _ context: inout Context
  ) throws(Diagnostic) -> (Op, [NodeID]) {
    do {
      return try application(function.body, &context)
    } catch {
      guard function.text.source.name != source.name, error.file == source.name else { throw error }
      let line = function.text.source.line(error.range.lower.line) ?? ""
      throw self.error(
        call.range, "in “\(line.trimmingPrefix(while: \.isWhitespace))”: \(error.message)",
        error.advice)
    }
  }

  // MARK: Numbers

  private mutating func filled(
    _ number: Double, _ lengths: [Expression], _ expression: Expression, _ context: Context
  ) throws(Diagnostic) -> (Op, [NodeID]) {
    var counts: [Int] = []
    for length in lengths {
      counts.append(try wholeNumber(length, atLeast: 1, context))
    }
    let count = counts.reduce(1) { $0 * Double($1) }
    guard count <= Double(Self.largest - graph.count) else {
      throw tooLarge(expression.range, count + Double(graph.count))
    }
    let shape = counts.count == 1 ? Shape.vector(counts[0]) : .matrix(counts[0], counts[1])
    let value = Matrix(shape, repeating: number)
    return (.copy, [try constant(value, label: text(of: expression, context), expression.range)])
  }

  /// `mask(n, keep)`: each number 1/keep with probability `keep`, else 0, so that the mean is 1
  /// (Srivastava et al. 2014, inverted).
  private mutating func mask(
    _ arguments: [Expression], _ expression: Expression, _ context: Context
  ) throws(Diagnostic) -> (Op, [NodeID]) {
    let length = try wholeNumber(arguments[0], atLeast: 1, context)
    guard length <= Self.largest - graph.count else {
      throw tooLarge(expression.range, Double(length) + Double(graph.count))
    }
    let keep = arguments[1].number { number($0, context) }
    guard let keep, keep > 0, keep <= 1 else {
      throw error(
        arguments[1].range, "the share that is kept is a number above 0 and up to 1",
        "write 0.5 to keep half")
    }
    let label = text(of: expression, context)
    let mask = try draw(.mask(keep: keep), .vector(length), label: label, expression.range)
    return (.copy, [mask])
  }

  mutating func gradient(
    _ argument: Expression, _ expression: Expression, _ context: Context
  ) throws(Diagnostic) -> (Op, [NodeID]) {
    guard context.phase == .update else {
      throw error(
        expression.range, "a gradient is known only after the backward pass",
        "use grad(…) in `update` lines")
    }
    let node: NodeID
    switch argument.kind {
    case .name(let name):
      node = try quantity(Name(text: name, range: argument.range), context)
    case .indexed(let base, let indices):
      guard let member = try member(base, indices, argument, context) else { fallthrough }
      node = member
    default:
      throw error(argument.range, "grad takes the name of a quantity", "write grad(w)")
    }
    guard scope.nodes["loss"] != nil || isQuery else {
      throw error(
        expression.range, "there is no `loss` to take a gradient of", "name the loss: loss = …")
    }
    return (.copy, [graph.gradient(of: node, label: text(of: expression, context))])
  }
}
