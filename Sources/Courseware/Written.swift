import Diagnostics

/// A piece of text as its author wrote it, with its place in the file.
///
/// Names, queries and numbers stay text here: what they mean is decided by whoever links the lesson
/// to a model, and an error found then must still point into the file.
package struct Written: Hashable, Sendable {
  package var text: String
  package var range: SourceRange
  /// Whether the file has exactly these characters in this range, so that a place inside the text
  /// is a place in the file. Not so where quoting hides some of them.
  package var isVerbatim: Bool

  package init(_ text: String, _ range: SourceRange, isVerbatim: Bool = false) {
    self.text = text
    self.range = range
    self.isVerbatim = isVerbatim && range.lower.line == range.upper.line
  }

  /// Where in the file a range of the text lies; the whole where that cannot be said.
  ///
  /// - Parameter inner: a range as if the text were a file of its own, from line 1, column 1.
  package func place(_ inner: SourceRange) -> SourceRange {
    guard isVerbatim, inner.lower.line == 1, inner.upper.line == 1 else { return range }
    return SourceRange(place(inner.lower), place(inner.upper))
  }

  private func place(_ inner: Position) -> Position {
    let column = range.lower.column + inner.column - 1
    return Position(line: range.lower.line, column: min(max(column, 1), range.upper.column))
  }
}

extension Written: CustomStringConvertible {
  package var description: String { text }
}

/// A value read from the text, with the place of the text it was read from.
package struct Located<Value: Hashable & Sendable>: Hashable, Sendable {
  package var value: Value
  package var range: SourceRange

  package init(_ value: Value, _ range: SourceRange) {
    self.value = value
    self.range = range
  }
}
