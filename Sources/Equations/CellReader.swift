import Diagnostics

/// Splits a line of a table into its cells.
///
/// A cell in quotes may hold separators; a quote inside it is written twice. Commas inside the
/// brackets of a list separate nothing.
struct CellReader {
  struct Cell: Hashable {
    let text: String
    let range: SourceRange
  }

  private let characters: [Character]
  private let separator: Character
  private let file: String
  private let line: Int
  private var offset = 0
  private(set) var problems: [Diagnostic] = []

  init(_ line: Substring, number: Int, separator: Character, file: String) {
    characters = Array(line)
    self.separator = separator
    self.file = file
    self.line = number
  }

  /// All cells of the line; what is wrong in them is among the problems then.
  mutating func cells() -> [Cell] {
    var cells: [Cell] = []
    while true {
      skipBlanks()
      cells.append(next == "\"" ? quoted() : plain())
      guard offset < characters.count else { return cells }
      offset += 1
    }
  }

  private var next: Character? { characters.indices.contains(offset) ? characters[offset] : nil }

  private mutating func skipBlanks() {
    while let next, next.isWhitespace, next != separator { offset += 1 }
  }

  private mutating func quoted() -> Cell {
    let start = offset
    var text = "", isClosed = false
    offset += 1
    while !isClosed, let next {
      offset += 1
      if next != "\"" {
        text.append(next)
      } else if self.next == "\"" {
        text.append("\"")
        offset += 1
      } else {
        isClosed = true
      }
    }
    let range = range(from: start, to: offset)
    if !isClosed {
      report(range, "this quote is never closed", "close it, on the same line")
    }
    skipBlanks()
    let rest = offset
    while let next, next != separator { offset += 1 }
    if offset > rest {
      report(
        self.range(from: rest, to: offset), "there is something behind the closing quote",
        "remove it; a quote inside quotes is written twice")
    }
    return Cell(text: text, range: range)
  }

  private mutating func plain() -> Cell {
    let start = offset
    var depth = 0, isText = false, opening = start
    while let next, next != separator || (separator == "," && depth > 0) {
      if next == "\"" { isText.toggle() }
      if next == "[", !isText {
        if depth == 0 { opening = offset }
        depth += 1
      }
      if next == "]", !isText { depth = max(0, depth - 1) }
      offset += 1
    }
    if depth > 0, separator == "," {
      report(
        range(from: opening, to: opening + 1), "this bracket is never closed",
        "close it, or put the cell in quotes where it is a text")
    }
    var end = offset
    while end > start, characters[end - 1].isWhitespace { end -= 1 }
    return Cell(text: String(characters[start..<end]), range: range(from: start, to: end))
  }

  private func range(from start: Int, to end: Int) -> SourceRange {
    SourceRange(
      Position(line: line, column: start + 1), Position(line: line, column: end + 1))
  }

  private mutating func report(_ range: SourceRange, _ message: String, _ advice: String) {
    problems.append(Diagnostic(file: file, range: range, message: message, advice: advice))
  }
}
