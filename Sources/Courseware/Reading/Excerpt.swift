import Diagnostics

/// Lines of a file that are read as a text of their own, such as a fenced block, and where they lie.
struct Excerpt {
  let lines: [Substring]
  /// The line of the file on which the excerpt begins, counted from 1.
  let firstLine: Int
  /// How many characters of each of the file's lines stand before the excerpt's.
  private let indents: [Int]
  /// Whether a line has one byte for each character, so that a column is found without counting.
  private let areASCII: [Bool]

  var text: String { lines.joined(separator: "\n") }

  /// - Parameters:
  ///   - lines: the excerpt, from which a fence's indentation has been taken.
  ///   - firstLine: the line of `source` on which it begins.
  init(lines: [Substring], firstLine: Int, of source: SourceText) {
    self.lines = lines
    self.firstLine = firstLine
    self.areASCII = lines.map { $0.utf8.allSatisfy { $0 < 0x80 } }
    self.indents = lines.indices.map { index in
      guard let whole = source.line(firstLine + index), whole.hasSuffix(lines[index]) else {
        return 0
      }
      return max(0, whole.count - lines[index].count)
    }
  }

  /// The whole of it.
  var range: SourceRange {
    guard let last = lines.last, let indent = indents.first, let lastIndent = indents.last else {
      return SourceRange(at: Position(line: firstLine, column: 1))
    }
    return SourceRange(
      Position(line: firstLine, column: indent + 1),
      Position(line: firstLine + lines.count - 1, column: lastIndent + last.count + 1))
  }

  /// From a place to the end of its line.
  func rest(from position: Position) -> SourceRange {
    let index = position.line - firstLine
    guard lines.indices.contains(index) else { return SourceRange(at: position) }
    let end = indents[index] + lines[index].count + 1
    return SourceRange(position, Position(line: position.line, column: end))
  }

  /// The place in the file of a place in the excerpt, both counted from 1, the column in Unicode
  /// scalars as YAML counts. A place past the end becomes the end.
  func position(line: Int, scalarColumn: Int) -> Position {
    let index = min(max(line - 1, 0), max(lines.count - 1, 0))
    guard lines.indices.contains(index) else { return Position(line: firstLine, column: 1) }
    if areASCII[index] {
      let before = min(max(0, scalarColumn - 1), lines[index].utf8.count)
      return Position(line: firstLine + index, column: indents[index] + before + 1)
    }
    let scalars = lines[index].unicodeScalars.prefix(max(0, scalarColumn - 1))
    let before = String(String.UnicodeScalarView(scalars))
    return Position(line: firstLine + index, column: indents[index] + before.count + 1)
  }

  /// What follows a place of the file on its line.
  func text(after position: Position) -> Substring {
    let index = position.line - firstLine
    guard lines.indices.contains(index) else { return "" }
    let before = max(0, position.column - 1 - indents[index])
    guard areASCII[index] else { return lines[index].dropFirst(before) }
    return Substring(lines[index].utf8.dropFirst(before))
  }
}
