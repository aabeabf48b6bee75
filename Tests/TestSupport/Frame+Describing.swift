import Screen
import Testing

/// A frame in a failed expectation would print each of its cells, thousands of them.
extension Frame: CustomTestStringConvertible {
  public var testDescription: String {
    let rows = (0..<size.height).lazy.map { self.text(row: $0) }
    let first = rows.first { row in row.contains { $0 != " " } } ?? ""
    return "frame of \(size.width)×\(size.height) cells, “\(first.prefix(40))…”"
  }
}
