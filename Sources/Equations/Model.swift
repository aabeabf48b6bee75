import Autograd
import Diagnostics

/// A model's text, read, checked and made into a program.
///
/// ```swift
/// let text = """
///   given x = 2
///   weight w = 0.5
///   loss = (w x - 3)^2
///   """
/// let model = try Model(SourceText(name: "neuron.eqn", text: text))
/// let trace = model.program.run()
/// if let w = model.entry(named: "grad(w)") { print(trace[w]) }   // 2·(1 − 3)·2 = −8
/// ```
///
/// What runs is ``program``, which knows nothing of the text; see Autograd for what can be asked of
/// it. Numbers are put in place of the model's own by name before it is built
/// (``init(_:values:examples:seed:root:)``), or by leaf for each run (``leaves(of:from:)``).
public struct Model: Sendable {
  /// What it was read from.
  public let source: SourceText
  /// The equations unrolled, forward, backward from ``loss``, and the `update` lines.
  public private(set) var program: Program
  /// The givens and the weights, in the order written.
  public let declarations: [Declaration]
  /// What is allowed but hardly meant, such as a gradient asked through `sign`.
  public let warnings: [Diagnostic]
  /// The seed of its draws.
  public let seed: UInt64
  /// What was drawn besides weights and givens: training draws it anew for each example.
  package let drawn: [DrawnConstant]
  /// What the model names, for queries.
  let scope: Scope
  /// Where the lines of the graph stand in the file.
  private let lines: [SourceRange]

  /// The quantities of the program.
  public var graph: Graph { program.graph }
  /// The scalar the backward pass starts from; nil in a model that only runs forward.
  public var loss: NodeID? { program.root }

  /// A given or a weight, as the text declares it: `given x[1...T] : [d]`.
  public struct Declaration: Hashable, Sendable {
    /// Data, or learned.
    public enum Role: Hashable, Sendable { case given, weight }
    /// Data, or learned.
    public let role: Role
    /// As it is written, without index.
    public let name: String
    /// The quantities it declares: one, or one for each index.
    public let members: [Member]
    /// The comment behind it.
    public let caption: String
    /// Where it stands in the text.
    public let range: SourceRange
    /// What values for it must be like.
    let declared: Declared

    /// One of its quantities; x[2] has the index [2], a name without index an empty one.
    public struct Member: Hashable, Sendable {
      /// `[2]` for x[2]; empty for a name without index.
      public let index: [Int]
      public let node: NodeID
    }

    /// The first of its quantities.
    public var node: NodeID { members[0].node }

    /// Where it is a token of a vocabulary, which.
    public var vocabulary: Vocabulary? { declared.tokens?.vocabulary }
  }

  /// Which quantity the backward pass starts from.
  public enum Root: Hashable, Sendable {
    /// The one called `loss`, if there is one.
    case loss
    /// The last one written, where it is a scalar.
    case last
  }

  /// Reads a model.
  ///
  /// ```swift
  /// try Model(source, values: ["x": [[1, 0], [0, 1]], "y": 1])
  /// ```
  ///
  /// A size that the text gives no number, as T in `given x[1...T]`, is as long as the values are.
  ///
  /// - Parameters:
  ///   - values: values in place of the file's own, by name.
  ///   - examples: values that data will bring, where neither the file nor `values` has any. What
  ///     does not fit is left to whoever reads the data, who knows its places.
  ///   - seed: the seed of its draws in place of the file's.
  ///   - root: where the backward pass starts.
  /// - Throws: everything that is wrong in the file, in its order.
  public init(
    _ source: SourceText, values: [String: Literal] = [:], examples: [String: Literal] = [:],
    seed: UInt64? = nil, root: Root = .loss
  ) throws(Diagnostics) {
    let file = Parser.file(source)
    var builder = ModelBuilder(file.written, values: values, examples: examples, seed: seed)
    builder.diagnostics = file.diagnostics
    builder.failed = file.failed
    builder.mentioned = file.mentioned
    builder.build(file.statements)
    let program = builder.program(from: root)
    let errors = builder.diagnostics.filter { $0.severity == .error }
    guard errors.isEmpty else { throw Diagnostics(errors) }
    self.source = source
    self.program = program
    declarations = builder.declarations
    warnings = builder.diagnostics
    self.seed = builder.seed
    drawn = builder.drawn
    scope = builder.scope
    lines = builder.lines
  }

  /// Where a quantity is defined: its equation, the one it is a part of, or its declaration; nil for
  /// what stands nowhere in the file, as an optimizer's formulas.
  public func place(of node: NodeID) -> SourceRange? {
    guard let line = graph[node].line else { return declaration(of: node)?.range }
    return lines.indices.contains(line) ? lines[line] : nil
  }

  /// The model with an optimizer's formulas for the weights it has no `update` line for; as it is
  /// where it has no loss.
  public func learning(with optimizer: Optimizer, clipping: Clipping? = nil) -> Model {
    guard let loss else { return self }
    var graph = graph
    graph.learn(with: optimizer, clipping: clipping, from: loss)
    var model = self
    model.program = Program(graph, root: loss)
    return model
  }

  /// The same with the formulas of batches, whose examples are run one after the other.
  package func learning(
    with optimizer: Optimizer, clipping: Clipping?, batch: Int
  ) -> (model: Model, batch: BatchNodes?) {
    guard let loss, batch > 1 else { return (learning(with: optimizer, clipping: clipping), nil) }
    var graph = graph
    let nodes = graph.learnFromBatches(
      of: batch, with: optimizer, clipping: clipping, from: loss)
    var model = self
    model.program = Program(graph, root: loss)
    return (model, nodes)
  }

  /// The same model running another graph of the same quantities.
  func running(_ graph: Graph) -> Model {
    var model = self
    model.program = Program(graph, root: loss)
    return model
  }

  /// A given or a weight by name; nil where the text declares none of that name.
  public func declaration(named name: String) -> Declaration? {
    declarations.first { $0.name == name }
  }
}

extension Model {
  /// The numbers of a declaration's quantities, from a value such as a table's cell; what
  /// `Program.run(setting:)` and `TrainingMachine.set` take.
  ///
  /// An indexed name takes a list over its index, a token its number or its word.
  ///
  /// - Returns: nil where the value does not fit.
  public func leaves(of declaration: Declaration, from value: Literal) -> [NodeID: Matrix]? {
    try? leaves(of: declaration, from: value, file: source.name, range: declaration.range)
  }

  /// The numbers of a declaration's quantities, from a table's cell.
  ///
  /// - Throws: what is wrong with the value, at its place.
  func leaves(
    of declaration: Declaration, from value: Literal, file: String, range: SourceRange
  ) throws(Diagnostic) -> [NodeID: Matrix] {
    let reader = DeclaredValue(
      declared: declaration.declared, file: file, range: range, origin: .cell)
    let matrices = try reader.matrices(value)
    guard matrices.allSatisfy(\.isFinite) else {
      throw Diagnostic(
        file: file, range: range,
        message: "a value of `\(declaration.name)` is beyond what a number can be",
        advice: "write a smaller one")
    }
    return Dictionary(zip(declaration.members.map(\.node), matrices)) { first, _ in first }
  }

  /// Whether a token's number is one of its tokens; any number is, where there are none.
  package func isToken(_ matrix: Matrix, of node: NodeID) -> Bool {
    guard let count = scope.tokenCounts[node] else { return true }
    return Int(exactly: matrix.elements[0]).map { (0..<count).contains($0) } ?? false
  }

  /// Of how many tokens a quantity is one, numbered from 0; nil where it is none.
  package func tokenCount(of node: NodeID) -> Int? { scope.tokenCounts[node] }

  /// The number of a token as a person types it: `2`, or the word itself.
  package func token(typed text: String, of node: NodeID) -> Int? {
    guard let count = scope.tokenCounts[node] else { return nil }
    if let id = declaration(of: node)?.vocabulary?.numbers(of: text).first?.id { return id }
    return Int(text.trimmed).flatMap { (0..<count).contains($0) ? $0 : nil }
  }

  /// The declaration of a given or a weight.
  package func declaration(of node: NodeID) -> Declaration? {
    declarations.first { $0.members.contains { $0.node == node } }
  }
}
