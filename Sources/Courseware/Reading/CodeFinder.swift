import Diagnostics

/// Finds the inline code of one block in the file, piece after piece.
///
/// The parser's own columns are wrong in lists, quotes and indented lines, and an error inside a
/// query must point at its character, so the code itself is looked for. Pieces are asked for in
/// the order of the text, and the search goes on where the last one ended: the cost is linear.
struct CodeFinder {
  private let source: SourceText
  private let whole: SourceRange
  private var line: Int
  private var index: Substring.Index?
  /// How many characters of the line stand before `index`.
  private var column = 0

  init(in whole: SourceRange, of source: SourceText) {
    self.source = source
    self.whole = whole
    self.line = whole.lower.line
  }

  /// The next inline code of this text; not verbatim, and over the whole block, where a line end
  /// inside it makes the file's text another.
  ///
  /// - Parameter lastLine: the line on which the parser saw it end.
  mutating func find(_ code: String, lastLine: Int) -> Written {
    while line <= min(max(lastLine, line), whole.upper.line), let text = source.line(line) {
      if let found = place(of: code, in: text) { return found }
      if line >= lastLine { break }
      (line, index, column) = (line + 1, nil, 0)
    }
    return Written(code, whole)
  }

  private mutating func place(of code: String, in text: Substring) -> Written? {
    let from = index ?? text.startIndex
    guard let start = start(of: Array(code.utf8), in: text, from: from) else { return nil }
    let lower = column + text.distance(from: from, to: start)
    let end = text.utf8.index(start, offsetBy: code.utf8.count)
    (index, column) = (end, lower + text.distance(from: start, to: end))
    return Written(
      code,
      SourceRange(
        Position(line: line, column: lower + 1), Position(line: line, column: column + 1)),
      isVerbatim: true)
  }

  /// Where the code begins that has a backtick before it, a space between them or not.
  private func start(
    of code: [UInt8], in text: Substring, from: Substring.Index
  ) -> Substring.Index? {
    let bytes = text.utf8
    var rest = bytes[from...]
    while let tick = rest.firstIndex(of: UInt8(ascii: "`")) {
      rest = rest[bytes.index(after: tick)...]
      if rest.starts(with: code) { return rest.startIndex }
      if rest.first == UInt8(ascii: " "), rest.dropFirst().starts(with: code) {
        return bytes.index(after: rest.startIndex)
      }
    }
    return nil
  }
}
