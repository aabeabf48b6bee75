import Autograd
import Diagnostics

/// Makes a graph of a model's statements, and reports everything in them that cannot be one.
struct ModelBuilder {
  let written: WrittenText
  /// Values in place of the file's own.
  let values: [String: Literal]
  let examples: [String: Literal]
  private let outsideSeed: UInt64?
  var diagnostics: [Diagnostic] = []
  var graph = Graph()
  var scope = Scope()
  var declarations: [Model.Declaration] = []
  /// The seed of every draw: from outside, else the file's, else 1.
  private(set) var seed: UInt64
  var random: Random
  /// The constants that were drawn, in the order of their draws.
  var drawn: [DrawnConstant] = []
  /// Names whose definition failed: what uses them is not reported again.
  var failed: Set<String> = []
  /// Names in declarations that could not be read; those nothing else defines have failed with them.
  var mentioned: Set<String> = []
  /// Whether a gradient may be asked for without a `loss` in scope under that name.
  var isQuery = false
  var usedValues: Set<String> = []
  /// The sizes that the data tells.
  var fromData = SizesFromData([], outside: [:])
  /// Everything the file defines somewhere.
  private(set) var definitions: [String: Definition] = [:]
  /// Where the lines of the graph stand.
  var lines: [SourceRange] = []
  /// Where the operations stand through which no gradient flows, or none but 0.
  var blocks: [NodeID: Block] = [:]
  var lastEquation: NodeID?
  var updated: Set<String> = []
  private var updates: [(Statement, Name, Expression)] = []
  /// The statements that failed for one index: they are not tried for the next.
  private var failedStatements: Set<Statement.ID> = []
  var checkedStatements: Set<Statement.ID> = []
  var repetitions = 0
  var expansions = 0
  /// How many operands all operations have together.
  var operands = 0
  private var parts: [PartsKey: [WrittenText.Part]] = [:]

  struct Definition {
    let place: SourceRange
    let isIndexed: Bool
  }

  /// An operation that stops gradients.
  struct Block {
    let range: SourceRange
    let name: String
  }

  private struct PartsKey: Hashable {
    let file: String
    let range: SourceRange
  }

  var source: SourceText { written.source }

  init(
    _ written: WrittenText, values: [String: Literal] = [:], examples: [String: Literal] = [:],
    seed: UInt64? = nil
  ) {
    self.written = written
    outsideSeed = seed
    self.seed = seed ?? 1
    random = Random(seed: self.seed)
    self.values = values
    self.examples = examples
  }

  mutating func build(_ statements: [Statement]) {
    fromData = SizesFromData(statements, outside: values.merging(examples) { value, _ in value })
    for (name, found) in fromData.found { scope.sizes[name] = found.size }
    for statement in statements { note(statement) }
    failed.formUnion(mentioned.filter { definitions[$0] == nil && scope.sizes[$0] == nil })
    setSeed(statements)
    run(statements, loop: [:])
    for (statement, name, expression) in updates {
      do throws(Diagnostic) {
        try addUpdate(statement, name, expression)
      } catch {
        diagnostics.append(error)
      }
    }
    reportUnusedValues()
  }

  /// One seed holds for every draw, wherever its line stands.
  private mutating func setSeed(_ statements: [Statement]) {
    var isSet = false
    for case .seed(let expression) in statements.map(\.kind) {
      guard !isSet else {
        let again = error(expression.range, "the seed is set twice", "keep one of the lines")
        return diagnostics.append(again)
      }
      guard let seed = expression.number({ number($0, nil) }).flatMap(UInt64.init(exactly:)) else {
        let wrong = error(expression.range, "a seed is a whole number from 0 on", "write seed 7")
        return diagnostics.append(wrong)
      }
      self.seed = outsideSeed ?? seed
      random = Random(seed: self.seed)
      isSet = true
    }
  }

  private mutating func note(_ statement: Statement) {
    switch statement.kind {
    case .equation(let name, let indices, _): note(name, isIndexed: !indices.isEmpty)
    case .quantity(let declaration):
      note(declaration.name, isIndexed: !declaration.spans.isEmpty)
    case .size(let name, _), .vocabulary(let name, _, _, _), .function(let name, _, _):
      note(name, isIndexed: false)
    case .loop(_, _, let body): for statement in body { note(statement) }
    case .seed, .update: break
    }
  }

  private mutating func note(_ name: Name, isIndexed: Bool) {
    if definitions[name.text] == nil {
      definitions[name.text] = Definition(place: name.range, isIndexed: isIndexed)
    }
  }

  // MARK: Statements

  mutating func run(_ statements: [Statement], loop: [String: Int]) {
    for statement in statements where !hasFailed(statement) && !skipsConsequence(statement, loop) {
      do throws(Diagnostic) {
        try add(statement, loop)
      } catch {
        // Names that share a line share what is wrong with it.
        if !diagnostics.contains(error) { diagnostics.append(error) }
        failedStatements.insert(statement.id)
        failed.formUnion(statement.definedNames)
        failed.formUnion(statement.sizes.filter { scope.sizes[$0] == nil })
      }
    }
  }

  func hasFailed(_ statement: Statement) -> Bool {
    !failedStatements.isEmpty && failedStatements.contains(statement.id)
  }

  /// A statement that uses what failed would only fail for that: it is passed over, and so is what
  /// uses it. Of what else it uses, the unknown names are still reported.
  private mutating func skipsConsequence(_ statement: Statement, _ loop: [String: Int]) -> Bool {
    guard !failed.isEmpty else { return false }
    let names = statement.expressions.flatMap { $0.names + $0.calls }
    guard names.contains(where: { failed.contains($0.text) }) else { return false }
    failed.formUnion(statement.definedNames)
    failedStatements.insert(statement.id)
    if case .equation(_, _, let expression) = statement.kind,
      checkedStatements.insert(statement.id).inserted
    {
      let context = Context(target: "", phase: .forward, text: written, loop: loop)
      diagnostics += unknownNames(expression, context).filter { !failed.contains($0.name.text) }
        .map(\.diagnostic)
    }
    return true
  }

  private mutating func add(_ statement: Statement, _ loop: [String: Int]) throws(Diagnostic) {
    switch statement.kind {
    case .equation(let name, let indices, let expression):
      try addEquation(statement, name, indices, expression, loop)
    case .loop(let variable, let range, let body):
      try unroll(variable, range, body, loop)
    default:
      guard loop.isEmpty else {
        throw error(statement.range, "only equations stand in a loop", "move it above the loop")
      }
      try addDeclaration(statement)
    }
  }

  private mutating func addDeclaration(_ statement: Statement) throws(Diagnostic) {
    switch statement.kind {
    case .size(let name, let expression):
      try define(name)
      scope.sizes[name.text] = try wholeNumber(expression, atLeast: 1)
    case .vocabulary(let name, let kind, let text, let range):
      try addVocabulary(name, Vocabulary(kind, of: text), range)
    case .seed:
      break
    case .quantity(let declaration):
      try declare(declaration, statement)
    case .update(let name, let expression):
      updates.append((statement, name, expression))
    case .function(let name, let parameters, let body):
      try addFunction(name, parameters, body)
    case .equation, .loop:
      break
    }
  }

  private mutating func addVocabulary(
    _ name: Name, _ vocabulary: Vocabulary, _ range: SourceRange
  ) throws(Diagnostic) {
    try define(name)
    if let repeated = vocabulary.repeated {
      throw error(range, "“\(repeated)” is there twice", "write each token once")
    }
    guard vocabulary.count > 0 else {
      throw error(range, "this vocabulary has no tokens", "write at least one")
    }
    scope.vocabularies[name.text] = vocabulary
    scope.sizes[name.text] = vocabulary.count
  }

  private mutating func addFunction(
    _ name: Name, _ parameters: [Name], _ body: Expression
  ) throws(Diagnostic) {
    if BuiltIn.all[name.text] != nil {
      throw error(
        name.range, "`\(name.text)` is a function of the language", "choose another name")
    }
    try define(name)
    try checkFunction(name, parameters, body)
    scope.functions[name.text] = Scope.Function(
      parameters: parameters, body: body, text: written)
  }

  /// - Parameter positions: which member of a family is defined.
  mutating func define(_ name: Name, at positions: [Int]? = nil) throws(Diagnostic) {
    let line = name.range.lower.line
    if let place = scope.places[name.text] {
      let family = scope.families[name.text]
      if place == name.range, positions == nil {
        throw error(
          name.range, "`\(name.text)` is defined again in each round of the loop",
          "give it the loop's index, such as \(name.text)[t]")
      }
      guard let positions, let family, family.rank == positions.count else {
        let isPlain = family == nil && positions == nil
        throw error(
          name.range,
          isPlain
            ? "`\(name.text)` is defined twice, first in line \(place.lower.line)"
            : "`\(name.text)` has other indices in line \(place.lower.line)",
          isPlain ? "give one of them another name" : "use the same number of indices everywhere")
      }
      if let first = family.lines[positions] {
        throw error(
          name.range, "`\(indexed(name.text, positions))` is defined twice, first in line \(first)",
          "a name is defined once for each index")
      }
    }
    if scope.places[name.text] == nil { scope.places[name.text] = name.range }
    guard let positions else { return }
    scope.families[name.text, default: Scope.Family(rank: positions.count)].lines[positions] = line
  }

  // MARK: Text

  /// An expression as it is written, with the numbers its indices have and its arguments put in.
  mutating func text(of expression: Expression, _ context: Context) -> String {
    let key = PartsKey(file: context.text.source.name, range: expression.range)
    if parts[key] == nil { parts[key] = context.text.parts(of: expression) }
    return parts[key, default: []].text {
      context.labels[$0] ?? context.loop[$0].map(String.init)
    } number: { index in
      index.number { number($0, context) }.flatMap { Int(exactly: $0) }
    }
  }

  // MARK: The end

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
    guard let node = root == .loss ? scope.nodes["loss"] : lastEquation else {
      warnOfOtherLoss()
      return Program(graph)
    }
    guard graph[node].shape.isScalar || (root == .last && graph[node].shape.count == 1) else {
      if root == .loss, let place = scope.places["loss"] {
        diagnostics.append(
          error(
            place, "the loss is not a scalar, it has shape \(graph[node].shape)",
            "add it up: loss = sum(…)"))
      }
      return Program(graph)
    }
    warnOfBlocks(below: node)
    return Program(graph, root: node)
  }

  /// `Loss` and `loss[t]` are not where the backward pass starts.
  private mutating func warnOfOtherLoss() {
    let other = scope.places.first { $0.key.lowercased() == "loss" }
    guard let other, isQuery == false else { return }
    diagnostics.append(
      Diagnostic(
        .warning, file: source.name, range: other.value,
        message: "this is not the `loss` that the backward pass starts from",
        advice: scope.families[other.key] == nil
          ? "write it in small letters" : "add it up: loss = sum(t = 1...T: \(other.key)[t])"))
  }

  func error(_ range: SourceRange, _ message: String, _ advice: String? = nil) -> Diagnostic {
    Diagnostic(file: source.name, range: range, message: message, advice: advice)
  }
}

extension Statement {
  /// Tells the statements of a file apart; those that share a line define different names.
  struct ID: Hashable {
    let range: SourceRange
    let names: [String]
  }

  var id: ID { ID(range: range, names: definedNames) }

  /// The sizes a declaration is written with.
  fileprivate var sizes: [String] {
    guard case .quantity(let declaration) = kind else { return [] }
    return (declaration.spans + declaration.lengths).flatMap(\.names).map(\.text)
  }

  /// The expressions in it, those of a loop's body left out.
  fileprivate var expressions: [Expression] {
    switch kind {
    case .size(_, let a), .seed(let a), .update(_, let a), .loop(_, let a, _): return [a]
    case .function(_, _, let a): return [a]
    case .equation(_, let indices, let a): return indices + [a]
    case .vocabulary: return []
    case .quantity(let declaration):
      let extents = declaration.spans + declaration.lengths + declaration.tokens
      switch declaration.start {
      case .none, .drawn: return extents
      case .value(let a): return extents + [a]
      }
    }
  }
}

extension Expression {
  /// The functions it calls.
  var calls: [Name] {
    let inside = Self.children(of: kind).flatMap(\.calls)
    guard case .call(let function, _) = kind else { return inside }
    return [Name(text: function, range: range)] + inside
  }

  /// The names in it, in the order written; the index of a sum is none.
  var names: [Name] {
    switch kind {
    case .name(let text): [Name(text: text, range: range)]
    case .sum(let index, let range, let term):
      range.names + term.names.filter { $0.text != index.text }
    default: Self.children(of: kind).flatMap(\.names)
    }
  }
}
