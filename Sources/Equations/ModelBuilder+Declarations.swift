import Autograd
import Diagnostics

/// Givens and weights, and where their numbers come from.
extension ModelBuilder {
  mutating func declare(
    _ declaration: QuantityDeclaration, _ statement: Statement
  ) throws(Diagnostic) {
    let name = declaration.name
    try checkIsList(declaration)
    let declared = try declared(declaration, statement)
    if declaration.spans.isEmpty { try define(name) }
    let indices = declared.indices
    let numbers = try startValues(declaration, declared, count: indices.count)
    guard numbers.allSatisfy(\.isFinite) else {
      throw error(
        name.range, "a value of `\(name.text)` is beyond what a number can be",
        "write a smaller one")
    }
    var members: [Model.Declaration.Member] = []
    for (index, matrix) in zip(indices, numbers) {
      if !declaration.spans.isEmpty { try define(name, at: index) }
      let node = leaf(indexed(name.text, index), matrix, declaration.role, declared)
      members.append(Model.Declaration.Member(index: index, node: node))
      if declaration.spans.isEmpty {
        scope.nodes[name.text] = node
      } else {
        scope.families[name.text]?.members[index] = node
      }
    }
    declarations.append(
      Model.Declaration(
        role: declaration.role == .weight ? .weight : .given, name: name.text, members: members,
        caption: statement.caption, range: name.range, declared: declared))
  }

  /// An index asks for a list; without one, nothing tells how long the data is.
  private func checkIsList(_ declaration: QuantityDeclaration) throws(Diagnostic) {
    guard let value = fromData.value(of: declaration),
      let misfit = declaration.misfit(of: value)
    else { return }
    throw error(declaration.name.range, misfit.message, misfit.advice)
  }

  private mutating func leaf(
    _ name: String, _ value: Matrix, _ role: QuantityDeclaration.Role, _ declared: Declared
  ) -> NodeID {
    guard role == .given else { return graph.weight(name, value) }
    let node = graph.given(name, value, isToken: declared.tokens != nil)
    scope.tokenCounts[node] = declared.tokens?.count
    if let vocabulary = declared.tokens?.vocabulary { graph.spell(node, as: vocabulary.tokens) }
    return node
  }

  // MARK: Shapes and ranges

  private func declared(
    _ declaration: QuantityDeclaration, _ statement: Statement
  ) throws(Diagnostic) -> Declared {
    var shape = Shape.scalar, tokens: Declared.Tokens?
    switch declaration.content {
    case .numbers(let lengths): shape = try self.shape(lengths, statement.range)
    case .token(let count): tokens = try self.tokens(count, declaration)
    }
    var ranges: [ClosedRange<Int>] = []
    for span in declaration.spans { ranges.append(try range(span)) }
    let total = ranges.reduce(Double(shape.count)) { $0 * Double($1.count) }
    guard total <= Double(Self.largest - graph.count) else {
      throw tooLarge(statement.range, total + Double(graph.count))
    }
    let members = ranges.reduce(1.0) { $0 * Double($1.count) }
    guard members + Double(graph.nodes.count) <= Double(Self.mostNodes) else {
      throw error(
        statement.range, "the model has more than \(Self.mostNodes) quantities", "make it smaller")
    }
    let sizes = Set((declaration.spans + declaration.lengths).flatMap(\.names).map(\.text))
    return Declared(
      name: declaration.name, shape: shape, tokens: tokens, ranges: ranges, sizes: sizes,
      told: told(declaration.name, sizes))
  }

  /// Which given before told how long this one must be.
  private func told(_ name: Name, _ sizes: Set<String>) -> Declared.Told? {
    let told = fromData.found.filter { size, found in
      found.given.text != name.text && sizes.contains(size)
    }
    return told.min { $0.key < $1.key }.map { size, found in
      Declared.Told(name: size, size: found.size, given: found.given)
    }
  }

  private func range(_ span: Expression) throws(Diagnostic) -> ClosedRange<Int> {
    guard case .range(let lower, let upper) = span.kind else {
      throw error(span.range, "an index runs over a range", "write 1...T")
    }
    let first = try wholeNumber(lower), last = try wholeNumber(upper)
    guard first <= last else {
      throw error(span.range, "the range \(first)...\(last) is empty", "let it run upwards")
    }
    guard last - first < Self.largest else {
      throw tooLarge(span.range, Double(last - first))
    }
    return first...last
  }

  private func shape(
    _ lengths: [Expression], _ range: SourceRange
  ) throws(Diagnostic) -> Shape {
    var counts: [Int] = []
    for length in lengths { counts.append(try wholeNumber(length, atLeast: 1)) }
    let total = counts.reduce(1) { $0 * Double($1) }
    guard total <= Double(Self.largest) else { throw tooLarge(range, total) }
    switch counts.count {
    case 0: return .scalar
    case 1: return .vector(counts[0])
    case 2: return .matrix(counts[0], counts[1])
    default: throw error(range, "a shape has at most two lengths", "write [n] or [n, m]")
    }
  }

  private func tokens(
    _ expression: Expression, _ declaration: QuantityDeclaration
  ) throws(Diagnostic) -> Declared.Tokens {
    guard declaration.role == .given else {
      throw error(expression.range, "a token is given, not learned", "declare it with `given`")
    }
    if case .name(let name) = expression.kind, let vocabulary = scope.vocabularies[name] {
      return Declared.Tokens(count: vocabulary.count, vocabulary: vocabulary)
    }
    if case .name(let name) = expression.kind, scope.sizes[name] == nil {
      throw error(
        expression.range, "`\(name)` is not a vocabulary",
        scope.vocabularies.keys.nearest(to: name).map { "did you mean `\($0)`?" }
          ?? "declare it: vocab \(name) = letters \"…\"; a shape is written in brackets: [n]")
    }
    return Declared.Tokens(count: try wholeNumber(expression, atLeast: 1), vocabulary: nil)
  }

  // MARK: Values

  /// The numbers each member starts with.
  private mutating func startValues(
    _ declaration: QuantityDeclaration, _ declared: Declared, count: Int
  ) throws(Diagnostic) -> [Matrix] {
    let name = declared.name
    // Drawn even where other values take their place, so that the next draws stay the same.
    let own = try ownValues(declaration, declared, count: count)
    if let literal = values[name.text] {
      usedValues.insert(name.text)
      return try matrices(literal, declared, at: name.range, from: .outside)
    }
    if let literal = examples[name.text],
      let matrices = try? matrices(literal, declared, at: name.range, from: .outside),
      matrices.allSatisfy(\.isFinite)
    {
      return matrices
    }
    if case .value(let expression) = declaration.start {
      return try written(expression, declared)
    }
    if let own { return own }
    guard declaration.role == .weight || examples[name.text] != nil else {
      throw error(name.range, "`\(name.text)` is given without a value", "write `= …` behind it")
    }
    return Array(repeating: Matrix(declared.shape, repeating: 0), count: count)
  }

  private mutating func ownValues(
    _ declaration: QuantityDeclaration, _ declared: Declared, count: Int
  ) throws(Diagnostic) -> [Matrix]? {
    guard case .drawn(let expression) = declaration.start else { return nil }
    guard declared.tokens == nil,
      let draw = Draw(expression, { self.scope.sizes[$0].map(Double.init) })
    else {
      throw error(
        expression.range, "not a way to draw numbers",
        "write uniform(a, b), normal(std), xavier, he, zeros or ones")
    }
    return (0..<count).map { _ in draw.matrix(declared.shape, using: &random) }
  }

  private func written(
    _ expression: Expression, _ declared: Declared
  ) throws(Diagnostic) -> [Matrix] {
    guard let literal = Literal(expression, { self.scope.sizes[$0].map(Double.init) }) else {
      throw error(expression.range, "not a value", "write a number or a list of numbers")
    }
    return try matrices(literal, declared, at: expression.range, from: .file)
  }

  private func matrices(
    _ literal: Literal, _ declared: Declared, at range: SourceRange, from origin: Declared.Origin
  ) throws(Diagnostic) -> [Matrix] {
    try DeclaredValue(declared: declared, file: source.name, range: range, origin: origin)
      .matrices(literal)
  }

  func tooLarge(_ range: SourceRange, _ count: Double) -> Diagnostic {
    let millions = (count / 1e6).rounded()
    return error(
      range, "the model has about \(Int(min(millions, 1e15))) million numbers",
      "at most \(Self.largest / 1_000_000) million fit; make it smaller")
  }
}

extension QuantityDeclaration {
  /// What is wrong with a value however long the sizes are; nil where it may fit.
  func misfit(of value: Literal) -> (message: String, advice: String)? {
    switch value {
    case .list([]): ("`\(name.text)` is given no values", "give it one or more")
    case .number where !spans.isEmpty:
      ("`\(name.text)` has an index, but one value", "give it a list")
    default: nil
    }
  }
}
