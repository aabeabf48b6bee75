/// Numbers in rows and columns, stored row by row; a scalar is a 1×1 matrix.
public struct Matrix: Hashable, Sendable {
  /// How many rows and columns, and whether they are written.
  public let shape: Shape
  /// The numbers, row by row.
  public var elements: [Double]

  /// - Precondition: as many elements as the shape has places.
  public init(_ shape: Shape, _ elements: [Double]) {
    precondition(elements.count == shape.count, "\(shape) holds \(shape.count) numbers")
    self.shape = shape
    self.elements = elements
  }

  /// The same number everywhere.
  public init(_ shape: Shape, repeating value: Double) {
    self.init(shape, Array(repeating: value, count: shape.count))
  }

  /// A scalar.
  public init(_ scalar: Double) { self.init(.scalar, [scalar]) }
  /// A column of numbers.
  public init(vector: [Double]) { self.init(.vector(vector.count), vector) }

  /// - Precondition: rows of equal length, at least one.
  public init(rows: [[Double]]) {
    precondition(Set(rows.map(\.count)).count == 1, "rows of one length")
    self.init(.matrix(rows.count, rows[0].count), rows.flatMap(\.self))
  }

  /// The number in a row and a column, both counted from 0.
  public subscript(row: Int, column: Int) -> Double {
    get { elements[row * shape.columnCount + column] }
    set { elements[row * shape.columnCount + column] = newValue }
  }

  /// Whether no number is infinite or NaN.
  public var isFinite: Bool { elements.allSatisfy(\.isFinite) }
}
