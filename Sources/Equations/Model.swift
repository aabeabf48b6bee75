import Autograd
import Diagnostics

/// A model file, read, checked and made into a program.
package struct Model: Sendable {
  package let source: SourceText
  package let program: Program
  /// The givens and the weights, in the order written.
  package let declarations: [Declaration]
  package let warnings: [Diagnostic]
  /// What the model names, for queries.
  let scope: Scope

  package var graph: Graph { program.graph }
  /// The scalar the backward pass starts from.
  package var loss: NodeID? { program.root }

  package struct Declaration: Hashable, Sendable {
    package enum Role: Hashable, Sendable { case given, weight }
    package let role: Role
    package let name: String
    package let node: NodeID
    package let caption: String
    package let range: SourceRange
  }

  /// Which quantity the backward pass starts from.
  package enum Root: Hashable, Sendable {
    /// The one called `loss`, if there is one.
    case loss
    /// The last one written, where it is a scalar.
    case last
  }

  /// Reads a model.
  ///
  /// - Parameters:
  ///   - values: values in place of the file's own, by name.
  ///   - examples: values that data will bring, where neither the file nor `values` has any. What
  ///     does not fit is left to whoever reads the data, who knows its places.
  ///   - root: where the backward pass starts.
  /// - Throws: everything that is wrong in the file, in its order.
  package init(
    _ source: SourceText, values: [String: Literal] = [:], examples: [String: Literal] = [:],
    root: Root = .loss
  ) throws(Diagnostics) {
    let (statements, problems, failed) = Parser.statements(of: source)
    var builder = ModelBuilder(source: source, values: values, examples: examples)
    builder.diagnostics = problems
    builder.failed = failed
    builder.build(statements)
    let program = builder.program(from: root)
    let errors = builder.diagnostics.filter { $0.severity == .error }
    guard errors.isEmpty else { throw Diagnostics(errors) }
    self.source = source
    self.program = program
    declarations = builder.declarations
    warnings = builder.diagnostics
    scope = builder.scope
  }

  /// A given or a weight by name.
  package func declaration(named name: String) -> Declaration? {
    declarations.first { $0.name == name }
  }
}

/// What the names of a model stand for.
struct Scope: Sendable {
  struct Function: Sendable {
    let parameters: [Name]
    let body: Expression
    /// The text its ranges belong to.
    let source: SourceText
  }

  var sizes: [String: Int] = [:]
  var nodes: [String: NodeID] = [:]
  var functions: [String: Function] = [:]
  /// Where each name was defined.
  var places: [String: SourceRange] = [:]

  var names: Set<String> { Set(sizes.keys).union(nodes.keys).union(functions.keys) }
}
