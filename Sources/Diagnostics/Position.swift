/// A place between two characters of a text file.
package struct Position: Hashable, Comparable, Sendable {
  /// Counted from 1.
  package var line: Int
  /// Counted from 1, in characters (not bytes).
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  package static let start = Position(line: 1, column: 1)

  package static func < (a: Self, b: Self) -> Bool {
    (a.line, a.column) < (b.line, b.column)
  }
}

/// The stretch of a text file that something was read from.
package struct SourceRange: Hashable, Sendable {
  package var lower: Position
  /// One past the last character.
  package var upper: Position

  package init(_ lower: Position, _ upper: Position) {
    self.lower = lower
    self.upper = max(lower, upper)
  }

  /// An empty stretch, for what has a place but no extent.
  package init(at position: Position) { self.init(position, position) }

  /// From the start of this range to the end of `other`.
  package func joined(with other: SourceRange) -> SourceRange {
    SourceRange(min(lower, other.lower), max(upper, other.upper))
  }
}
