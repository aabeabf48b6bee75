import Diagnostics

/// Translates the parser's places, counted in bytes from the body's first line, into the file's.
struct MarkdownPlaces {
  let source: SourceText
  /// The line of the file on which the parsed text begins.
  let firstLine: Int

  func line(_ line: Int) -> Int { max(1, line + firstLine - 1) }

  func range(_ node: MarkdownNode) -> SourceRange {
    SourceRange(
      position(node.startLine, byteColumn: node.startColumn),
      position(node.endLine, byteColumn: node.endColumn + 1))
  }

  /// The place before the byte of this number, counted from 1; past the end it becomes the end.
  private func position(_ line: Int, byteColumn: Int) -> Position {
    let number = self.line(line)
    guard let text = source.line(number) else { return Position(line: number, column: 1) }
    let bytes = text.utf8.prefix(max(0, byteColumn - 1))
    let characters = text.distance(from: text.startIndex, to: bytes.endIndex)
    return Position(line: number, column: characters + 1)
  }
}
