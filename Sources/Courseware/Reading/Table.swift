import Diagnostics

/// Finds what looks like a table, which CommonMark does not have and would show as running text.
enum Table {
  /// The line of dashes under a row of cells, somewhere in a paragraph.
  static func find(in paragraph: SourceRange, of source: SourceText) -> SourceRange? {
    for number in paragraph.lower.line...paragraph.upper.line {
      guard let line = source.line(number), isUnderline(line),
        let above = source.line(number - 1), above.contains("|")
      else { continue }
      return SourceRange(
        Position(line: number - 1, column: 1), Position(line: number, column: line.count + 1))
    }
    return nil
  }

  private static func isUnderline(_ line: Substring) -> Bool {
    line.contains("-") && line.contains("|")
      && line.allSatisfy { $0.isWhitespace || "|:->".contains($0) }
  }
}
