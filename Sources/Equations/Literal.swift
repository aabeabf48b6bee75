import Autograd
import Diagnostics

/// A value written down: a number, a text of tokens, or lists of these.
///
/// ```swift
/// let values: [String: Literal] = ["w": 0.5, "x": [[1, 0], [0, 1]], "src": .text("hello")]
/// ```
public indirect enum Literal: Hashable, Sendable {
  /// `0.5`
  case number(Double)
  /// `"hell"`, read with the vocabulary of the given it is for.
  case text(String)
  /// `[1, 0]`, `[[1, 2], [3, 4]]`
  case list([Literal])

  /// Reads a value as the language writes it: `0.5`, `1/2`, `[1, 0]`, `[[1, 2], [3, 4]]`.
  package init(_ source: SourceText) throws(Diagnostics) {
    let expression = try Parser.expression(of: source).get()
    guard let literal = Literal(expression, { _ in nil }) else {
      let advice = "write a number such as 0.5 or 1/2, or a list such as [1, 0]"
      throw Diagnostics([
        Diagnostic(
          file: source.name, range: expression.range, message: "not a value", advice: advice)
      ])
    }
    self = literal
  }

  package init(_ text: String) throws(Diagnostics) {
    try self.init(SourceText(name: "value", text: text))
  }

  /// A number, a list of numbers for a vector, a list of rows for a matrix.
  public init(_ matrix: Matrix) {
    let rows = (0..<matrix.shape.rowCount).map { row in
      (0..<matrix.shape.columnCount).map { Literal.number(matrix[row, $0]) }
    }
    switch (matrix.shape.rows, matrix.shape.columns) {
    case (nil, nil): self = rows[0][0]
    case (_, nil): self = .list(rows.map { $0[0] })
    case (_, _): self = .list(rows.map { .list($0) })
    }
  }

  /// The value of an expression of numbers and texts alone.
  ///
  /// - Parameter name: what a name stands for, such as a size; nil where it is none.
  init?(_ expression: Expression, _ name: (String) -> Double?) {
    if case .list(let elements) = expression.kind {
      var values: [Literal] = []
      for element in elements {
        guard let value = Literal(element, name) else { return nil }
        values.append(value)
      }
      self = .list(values)
    } else if case .text(let text) = expression.kind {
      self = .text(text)
    } else {
      guard let value = expression.number(name) else { return nil }
      self = .number(value)
    }
  }

  /// The matrix of this shape with these numbers; nil where the lists do not have that shape.
  public func matrix(_ shape: Shape) -> Matrix? {
    switch (self, shape.rows, shape.columns) {
    case (.number(let x), nil, nil):
      return Matrix(x)
    case (.list(let list), let rows?, nil):
      let numbers = list.compactMap(\.number)
      return numbers.count == rows && list.count == rows ? Matrix(shape, numbers) : nil
    case (.list(let list), _, let columns?):
      let lines = list.map { $0.matrix(.vector(columns)) }
      guard lines.count == shape.rowCount, !lines.contains(nil) else { return nil }
      return Matrix(shape, lines.compactMap(\.self).flatMap(\.elements))
    case (_, _, _):
      return nil
    }
  }

  /// The shape its lists have; nil where their lengths differ.
  package var shape: Shape? {
    switch self {
    case .number: return .scalar
    case .text: return nil
    case .list(let list):
      let shapes = Set(list.map(\.shape))
      guard shapes.count == 1, let inner = shapes.first ?? nil, inner.columns == nil else {
        return nil
      }
      return inner.rows.map { .matrix(list.count, $0) } ?? .vector(list.count)
    }
  }

  /// The number it is, if it is one.
  var number: Double? { if case .number(let x) = self { x } else { nil } }
}

extension Expression {
  /// The number an expression of numbers and known names stands for.
  func number(_ name: (String) -> Double?) -> Double? {
    switch kind {
    case .number(let x): return x
    case .name(let text): return name(text)
    case .negated(let a): return a.number(name).map { -$0 }
    case .binary(let op, let a, let b):
      guard let a = a.number(name), let b = b.number(name) else { return nil }
      return op.number(a, b)
    case .text, .transposed, .indexed, .call, .list, .range, .sum: return nil
    }
  }
}

extension BinaryOperator {
  fileprivate func number(_ a: Double, _ b: Double) -> Double {
    switch self {
    case .plus: a + b
    case .minus: a - b
    case .times, .dot, .product: a * b
    case .over: a / b
    case .power: Operator.power(a, b)
    }
  }
}
