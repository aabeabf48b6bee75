/// How many rows and columns a quantity has, and whether it is thought of as having them.
///
/// A scalar is stored as a 1×1 matrix and a vector as a column, but neither is written with the
/// indices it does not have: `rows` and `columns` are nil where there is no such direction.
public struct Shape: Hashable, Sendable, CustomStringConvertible {
  /// How many rows; nil for a scalar and for a transposed column.
  public let rows: Int?
  /// How many columns; nil for a scalar and for a vector.
  public let columns: Int?

  /// A direction that is nil is not written.
  public init(rows: Int?, columns: Int?) {
    self.rows = rows
    self.columns = columns
  }

  /// One number, written without indices.
  public static let scalar = Shape(rows: nil, columns: nil)
  /// A column of `length` numbers.
  public static func vector(_ length: Int) -> Shape { Shape(rows: length, columns: nil) }
  /// Rows and columns, both written.
  public static func matrix(_ rows: Int, _ columns: Int) -> Shape {
    Shape(rows: rows, columns: columns)
  }

  /// How many rows are stored, at least one.
  public var rowCount: Int { rows ?? 1 }
  /// How many columns are stored, at least one.
  public var columnCount: Int { columns ?? 1 }
  /// How many numbers.
  public var count: Int { rowCount * columnCount }
  /// Whether it has neither rows nor columns.
  public var isScalar: Bool { rows == nil && columns == nil }
  /// A column or a transposed column.
  public var isVector: Bool { (rows == nil) != (columns == nil) }

  /// `[]`, `[3]` or `[2, 3]`, as shapes are written in a model file.
  public var description: String {
    switch (rows, columns) {
    case (nil, nil): "[]"
    case (let rows?, nil): "[\(rows)]"
    case (_, let columns?): "[\(rowCount), \(columns)]"
    }
  }

  /// How an element is written behind a name, counted from 1: `[2]`, `[2,1]`, nothing for a scalar.
  public func suffix(row: Int, column: Int) -> String {
    switch (rows, columns) {
    case (nil, nil): ""
    case (_, nil): "[\(row + 1)]"
    case (nil, _): "[\(column + 1)]"
    case (_, _): "[\(row + 1),\(column + 1)]"
    }
  }
}
