import Autograd
import Diagnostics

/// Makes a graph of a model's statements, and reports everything in them that cannot be one.
struct ModelBuilder {
  let source: SourceText
  let values: [String: Literal]
  let examples: [String: Literal]
  var diagnostics: [Diagnostic] = []
  var graph = Graph()
  var scope = Scope()
  var declarations: [Model.Declaration] = []
  private var random = Random(seed: 1)
  private var lastScalarCandidate: NodeID?
  /// Names whose definition failed: what uses them is not reported again.
  var failed: Set<String> = []
  /// Whether a gradient may be asked for without a `loss` in scope under that name.
  var isQuery = false
  private var updated: Set<String> = []
  private var usedValues: Set<String> = []
  private var updates: [(Statement, Name, Expression)] = []

  /// A model of more numbers is refused: it would exhaust the memory.
  static let largest = 10_000_000

  init(
    source: SourceText, values: [String: Literal] = [:], examples: [String: Literal] = [:]
  ) {
    self.source = source
    self.values = values
    self.examples = examples
  }

  mutating func build(_ statements: [Statement]) {
    for statement in statements where !skipsConsequence(statement) {
      do throws(Diagnostic) {
        try add(statement)
      } catch {
        diagnostics.append(error)
        if let name = statement.definedName { failed.insert(name) }
      }
    }
    for (statement, name, expression) in updates {
      do throws(Diagnostic) {
        try addUpdate(statement, name, expression)
      } catch {
        diagnostics.append(error)
      }
    }
    reportUnusedValues()
  }

  /// A statement that uses what failed would only fail for that: it is passed over in silence, and
  /// so is what uses it.
  private mutating func skipsConsequence(_ statement: Statement) -> Bool {
    guard statement.expressions.flatMap(\.names).contains(where: { failed.contains($0.text) })
    else { return false }
    if let name = statement.definedName { failed.insert(name) }
    return true
  }

  private mutating func add(_ statement: Statement) throws(Diagnostic) {
    switch statement.kind {
    case .size(let name, let expression):
      try define(name)
      scope.sizes[name.text] = try wholeNumber(expression, atLeast: 1)
    case .seed(let expression):
      random = Random(seed: UInt64(try wholeNumber(expression, atLeast: 0)))
    case .quantity(let declaration):
      try declare(declaration, statement)
    case .equation(let name, let indices, let expression):
      try addEquation(statement, name, indices, expression)
    case .update(let name, let expression):
      updates.append((statement, name, expression))
    case .function(let name, let parameters, let body):
      if BuiltIn.all[name.text] != nil || BuiltIn.later.contains(name.text) {
        throw error(
          name.range, "`\(name.text)` is a function of the language", "choose another name")
      }
      try define(name)
      try checkFunction(name, parameters, body)
      scope.functions[name.text] = Scope.Function(
        parameters: parameters, body: body, source: source)
    }
  }

  private mutating func define(_ name: Name, key: String? = nil) throws(Diagnostic) {
    let key = key ?? name.text
    if let place = scope.places[key] {
      throw error(
        name.range, "`\(key)` is defined twice, first in line \(place.lower.line)",
        "give one of them another name")
    }
    scope.places[key] = name.range
  }

  // MARK: Equations

  private mutating func addEquation(
    _ statement: Statement, _ name: Name, _ indices: [Expression], _ expression: Expression
  ) throws(Diagnostic) {
    guard indices.isEmpty else {
      throw error(
        name.range, "indexed names are not understood by this version yet", "write \(name.text)1")
    }
    try define(name)
    graph.beginLine(source[statement.range], caption: statement.caption)
    let node = try node(naming: name.text, phase: .forward, expression)
    scope.nodes[name.text] = node
    lastScalarCandidate = node
  }

  private mutating func addUpdate(
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
    graph.beginLine(source[statement.range], caption: statement.caption)
    let result = try node(naming: "\(name.text)'", phase: .update, expression)
    guard graph[result].shape == graph[weight].shape else {
      throw error(
        expression.range,
        "`\(name.text)` has shape \(graph[weight].shape), but this has \(graph[result].shape)",
        "an update keeps the shape")
    }
    graph.update(weight, to: result)
  }

  /// The node that holds an expression's value under a name of its own.
  private mutating func node(
    naming name: String, phase: Node.Phase, _ expression: Expression
  ) throws(Diagnostic) -> NodeID {
    var context = Context(target: name, phase: phase)
    let node = try namedNode(expression, &context)
    guard graph.count <= Self.largest else {
      throw error(
        expression.range, "the model has more than \(Self.largest) numbers", "make it smaller")
    }
    return node
  }

  // MARK: Givens and weights

  private mutating func declare(
    _ declaration: QuantityDeclaration, _ statement: Statement
  ) throws(Diagnostic) {
    let name = declaration.name
    try define(name)
    let shape = try shape(declaration.shape, statement.range)
    let value = try startValue(declaration, shape)
    let isWeight = declaration.role == .weight
    let node = isWeight ? graph.weight(name.text, value) : graph.given(name.text, value)
    scope.nodes[name.text] = node
    declarations.append(
      Model.Declaration(
        role: isWeight ? .weight : .given, name: name.text, node: node, caption: statement.caption,
        range: name.range))
  }

  private mutating func shape(
    _ lengths: [Expression], _ range: SourceRange
  ) throws(Diagnostic) -> Shape {
    var counts: [Int] = []
    for length in lengths { counts.append(try wholeNumber(length, atLeast: 1)) }
    let (count, overflows) = counts.reduce((1, false)) { product, next in
      let (count, overflow) = product.0.multipliedReportingOverflow(by: next)
      return (count, product.1 || overflow)
    }
    guard !overflows, count <= Self.largest else {
      throw error(range, "this has more than \(Self.largest) numbers", "make it smaller")
    }
    switch counts.count {
    case 0: return .scalar
    case 1: return .vector(counts[0])
    case 2: return .matrix(counts[0], counts[1])
    default: throw error(range, "a shape has at most two lengths", "write [n] or [n, m]")
    }
  }

  private mutating func startValue(
    _ declaration: QuantityDeclaration, _ shape: Shape
  ) throws(Diagnostic) -> Matrix {
    let name = declaration.name
    if let literal = values[name.text] {
      usedValues.insert(name.text)
      guard let matrix = literal.matrix(shape) else {
        throw error(
          name.range, "`\(name.text)` has shape \(shape), but the value given for it does not",
          "give it \(shape.isScalar ? "one number" : "a list of shape \(shape)")")
      }
      return matrix
    }
    if let matrix = examples[name.text]?.matrix(shape) { return matrix }
    switch declaration.start {
    case .value(let expression): return try written(expression, shape)
    case .drawn(let expression): return try drawn(expression, shape)
    case .none:
      guard declaration.role == .weight || examples[name.text] != nil else {
        throw error(
          name.range, "`\(name.text)` is given without a value", "write `= …` behind it")
      }
      return Matrix(shape, repeating: 0)
    }
  }

  private func written(_ expression: Expression, _ shape: Shape) throws(Diagnostic) -> Matrix {
    guard let literal = Literal(expression, { self.scope.sizes[$0].map(Double.init) }) else {
      throw error(expression.range, "not a value", "write a number or a list of numbers")
    }
    guard let matrix = literal.matrix(shape) else {
      let found = literal.shape.map { "\($0)" } ?? "rows of different lengths"
      throw error(
        expression.range, "shape \(shape) was declared, but the value has \(found)",
        "change one of them")
    }
    return matrix
  }

  private mutating func drawn(_ expression: Expression, _ shape: Shape) throws(Diagnostic) -> Matrix
  {
    guard let draw = Draw(expression, { self.scope.sizes[$0].map(Double.init) }) else {
      throw error(
        expression.range, "not a way to draw numbers",
        "write uniform(a, b), normal(std), xavier, he, zeros or ones")
    }
    return draw.matrix(shape, using: &random)
  }

  // MARK: Numbers and errors

  func wholeNumber(_ expression: Expression, atLeast least: Int) throws(Diagnostic) -> Int {
    if let unknown = expression.names.first(where: { scope.sizes[$0.text] == nil }) {
      throw error(
        unknown.range, "`\(unknown.text)` is not a size",
        scope.sizes.keys.nearest(to: unknown.text).map { "did you mean `\($0)`?" }
          ?? "declare it: size \(unknown.text) = …")
    }
    guard let value = expression.number({ scope.sizes[$0].map(Double.init) }),
      value == value.rounded(), abs(value) < 1e15, Int(value) >= least
    else {
      throw error(expression.range, "a whole number of \(least) or more is needed here")
    }
    return Int(value)
  }

  private mutating func reportUnusedValues() {
    for name in values.keys.sorted() where !usedValues.contains(name) && !failed.contains(name) {
      let known = declarations.map(\.name)
      diagnostics.append(
        error(
          SourceRange(at: .start), "a value was given for `\(name)`, which the model does not have",
          known.nearest(to: name).map { "did you mean `\($0)`?" }
            ?? "it has \(known.joined(separator: ", "))"))
    }
  }

  mutating func program(from root: Model.Root) -> Program {
    guard let node = root == .loss ? scope.nodes["loss"] : lastScalarCandidate else {
      return Program(graph)
    }
    guard graph[node].shape.count == 1 else {
      if root == .loss, let place = scope.places["loss"] {
        diagnostics.append(
          error(
            place, "the loss is not a scalar, it has shape \(graph[node].shape)",
            "add it up: loss = sum(…)"))
      }
      return Program(graph)
    }
    return Program(graph, root: node)
  }

  func error(_ range: SourceRange, _ message: String, _ advice: String? = nil) -> Diagnostic {
    Diagnostic(file: source.name, range: range, message: message, advice: advice)
  }
}

extension Statement {
  fileprivate var definedName: String? {
    switch kind {
    case .size(let name, _), .equation(let name, _, _), .function(let name, _, _): name.text
    case .quantity(let declaration): declaration.name.text
    case .seed, .update: nil
    }
  }
}

extension Statement {
  /// The expressions in it.
  fileprivate var expressions: [Expression] {
    switch kind {
    case .size(_, let a), .seed(let a), .update(_, let a), .function(_, _, let a): return [a]
    case .equation(_, let indices, let a): return indices + [a]
    case .quantity(let declaration):
      switch declaration.start {
      case .none: return declaration.shape
      case .value(let a), .drawn(let a): return declaration.shape + [a]
      }
    }
  }
}

extension Expression {
  /// The names in it, in the order written.
  var names: [Name] {
    if case .name(let text) = kind { return [Name(text: text, range: range)] }
    return Self.children(of: kind).flatMap(\.names)
  }
}
