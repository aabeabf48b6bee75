/// A place between two characters of a text file.
public struct Position: Hashable, Comparable, Sendable {
  /// Counted from 1.
  public var line: Int
  /// Counted from 1, in characters (not bytes).
  public var column: Int

  /// Line and column, both counted from 1.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// Before the first character.
  public static let start = Position(line: 1, column: 1)

  public static func < (a: Self, b: Self) -> Bool {
    (a.line, a.column) < (b.line, b.column)
  }
}

/// The stretch of a text file that something was read from.
public struct SourceRange: Hashable, Sendable {
  public var lower: Position
  /// One past the last character.
  public var upper: Position

  /// From `lower` on, up to `upper`; empty where that lies before.
  public init(_ lower: Position, _ upper: Position) {
    self.lower = lower
    self.upper = max(lower, upper)
  }

  /// An empty stretch, for what has a place but no extent.
  public init(at position: Position) { self.init(position, position) }

  /// From the start of this range to the end of `other`.
  public func joined(with other: SourceRange) -> SourceRange {
    SourceRange(min(lower, other.lower), max(upper, other.upper))
  }
}
