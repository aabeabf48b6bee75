extension Frame {
  /// The characters, a line for each row, without trailing spaces.
  package var plainText: String {
    (0..<size.height).map { withoutTrailingSpaces(text(row: $0)) + "\n" }.joined()
  }

  /// One letter for the style of each cell, a line for each row: the second layer of a golden.
  package var styleText: String {
    (0..<size.height).map { String(self[row: $0].map(\.style.letter)) + "\n" }.joined()
  }

  /// The frame as text with colours, for a terminal to print. Styles are spelled as SGR escape
  /// sequences; each line ends with the terminal's own appearance.
  package func ansi(colours: ColourDepth, background: Background = .dark) -> String {
    let theme = Theme(depth: colours, background: background)
    return (0..<size.height).map { ansi(row: $0, theme) + "\n" }.joined()
  }

  private func ansi(row y: Int, _ theme: Theme) -> String {
    var result = ""
    var shown = Appearance()
    for cell in self[row: y].prefix(inkedWidth(row: y, theme)) where !cell.isContinuation {
      let wanted = theme[cell.style]
      if wanted != shown { result += wanted.escapeSequence }
      shown = wanted
      result.append(cell.character)
    }
    return shown == Appearance() ? result : result + Appearance().escapeSequence
  }

  /// The columns up to the last one that shows more than the terminal's background.
  func inkedWidth(row y: Int, _ theme: Theme) -> Int {
    let cells = self[row: y]
    let last = cells.lastIndex { cell in
      cell.character != " " || theme[cell.style].showsBlanks
    }
    return last.map { $0 - cells.startIndex + 1 } ?? 0
  }

  private func withoutTrailingSpaces(_ line: String) -> Substring {
    var line = line[...]
    while line.last == " " { line.removeLast() }
    return line
  }
}
