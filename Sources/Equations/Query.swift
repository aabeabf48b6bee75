import Autograd
import Diagnostics

/// A question to a model, such as `w[1] + 2 b` or `grad(f)[2]`.
package struct Query: Sendable {
  /// The model's program with the question's own quantities behind it.
  private let program: Program
  private let result: NodeID
  /// The shape of the answer.
  package var shape: Shape { program.graph[result].shape }

  /// - Throws: what is wrong in the question, its places counted in `source`.
  package init(_ source: SourceText, to model: Model) throws(Diagnostics) {
    let functions = Set(model.scope.functions.keys)
    let lexed = Lexer.lines(of: source)
    let expression = try Parser.expression(lexed, of: source, functions: functions).get()
    var builder = ModelBuilder(WrittenText(source, lexed.lines))
    builder.graph = model.graph
    builder.scope = model.scope
    builder.isQuery = model.loss != nil
    do {
      var context = ModelBuilder.Context(target: "?", phase: .update, text: builder.written)
      try builder.checkNames(expression, context)
      result = try builder.namedNode(expression, &context)
    } catch {
      throw Diagnostics([error])
    }
    program = Program(builder.graph, root: model.loss)
  }

  /// The answer for these numbers in the leaves.
  package func answer(setting leaves: [NodeID: Matrix]) -> Matrix {
    trace(setting: leaves).matrix
  }

  /// The answer with all that it was worked out from: the model's quantities are those of its own
  /// graph, and the question's stand behind them.
  ///
  /// - Returns: what happens for these numbers, the answer's quantity, and the answer.
  package func trace(
    setting leaves: [NodeID: Matrix]
  ) -> (trace: Trace, answer: Quantity, matrix: Matrix) {
    let trace = program.run(setting: leaves)
    return (trace, .value(result), trace[.value(result)])
  }
}

extension Model {
  /// The number that a name with its indices stands for, such as `w[2]`, `h[3][1]` or `grad(b)`;
  /// for a whole vector or matrix its first number, whose `quantity` is the whole.
  ///
  /// ```swift
  /// if let h = model.entry(named: "h[3]") { print(trace[h.quantity].elements) }
  /// ```
  ///
  /// - Returns: nil where the model has no such number.
  public func entry(named text: String) -> Entry? {
    let source = SourceText(name: "name", text: text)
    guard case .success(let expression) = Parser.expression(of: source) else { return nil }
    return entry(expression)
  }

  private func entry(_ expression: Expression) -> Entry? {
    switch expression.kind {
    case .name(let name):
      return scope.nodes[name].map { Entry(.value($0)) }
    case .call("grad", let arguments) where arguments.count == 1:
      guard let entry = entry(arguments[0]), entry.quantity.kind == .value, loss != nil else {
        return nil
      }
      return Entry(.gradient(entry.quantity.node), row: entry.row, column: entry.column)
    case .indexed(let base, let indices):
      let positions = indices.compactMap { index in
        index.number { scope.sizes[$0].map(Double.init) }.flatMap { Int(exactly: $0) }
      }
      guard positions.count == indices.count else { return nil }
      if case .name(let name) = base.kind, let family = scope.families[name] {
        return family.members[positions].map { Entry(.value($0)) }
      }
      guard let whole = entry(base) else { return nil }
      return element(positions, of: whole.quantity)
    default:
      return nil
    }
  }

  private func element(_ positions: [Int], of quantity: Quantity) -> Entry? {
    let shape = graph[quantity.node].shape
    let lengths = [shape.rows, shape.columns].compactMap(\.self)
    guard lengths.count == positions.count,
      zip(positions, lengths).allSatisfy({ (1...$1).contains($0) })
    else { return nil }
    return Entry(
      quantity, row: shape.rows == nil ? 0 : positions[0] - 1,
      column: shape.columns == nil ? 0 : (positions.last ?? 1) - 1)
  }
}
