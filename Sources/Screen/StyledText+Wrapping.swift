extension StyledText {
  /// Breaks the text into lines of at most `width` columns.
  ///
  /// Lines break at spaces, which then vanish, and at newlines; a word longer than a line is cut.
  /// A no-break space (U+00A0) holds its neighbours together. Lines after the first are indented
  /// by `indent` columns, at most half the width. Every piece keeps the style and tag of its run.
  /// Only a character two columns wide can exceed a width of 1.
  package func wrapped(width: Int, indent: Int = 0) -> [[Run]] {
    let width = max(1, width)
    let room = max(0, min(width / 2, width - 2))  // a wide character must fit behind it
    var wrapper = Wrapper(width: width, indent: min(max(0, indent), room))
    for (index, run) in runs.enumerated() {
      for (number, line) in run.text.split(separator: \.isNewline).enumerated() {
        if number > 0 { wrapper.breakLine() }
        for cluster in Cluster.all(in: line) { wrapper.take(cluster, run: index) }
      }
    }
    return wrapper.finished().map(regrouped)
  }

  /// Joins neighbouring pieces of the same run again.
  private func regrouped(_ line: Wrapper.Line) -> [Run] {
    var result = line.indent > 0 ? [Run(String(repeating: " ", count: line.indent))] : []
    var previous: Int?
    for piece in line.pieces {
      if piece.run == previous {
        result[result.count - 1].text.append(piece.cluster.character)
      } else {
        let run = runs[piece.run]
        result.append(Run(String(piece.cluster.character), run.style, tag: run.tag))
      }
      previous = piece.run
    }
    return result
  }
}

/// Fills lines with words as they come, cluster by cluster.
private struct Wrapper {
  struct Piece {
    var cluster: Cluster
    var run: Int
  }

  struct Line {
    var indent = 0
    var pieces: [Piece] = []
    var width: Int { indent + pieces.width }
  }

  let width: Int
  let indent: Int
  private var lines: [Line] = []
  private var line = Line()
  /// Spaces between the line and the word, written only if the word still fits behind them.
  private var gap: [Piece] = []
  private var word: [Piece] = []

  init(width: Int, indent: Int) {
    self.width = width
    self.indent = indent
  }

  mutating func take(_ cluster: Cluster, run: Int) {
    let piece = Piece(cluster: cluster, run: run)
    if cluster.character == " " {
      endWord()
      gap.append(piece)
    } else {
      word.append(piece)
    }
  }

  /// Ends the line where the text itself has a newline.
  mutating func breakLine() {
    endWord()
    gap = []
    startLine()
  }

  mutating func finished() -> [Line] {
    endWord()
    return lines + [line]
  }

  private mutating func startLine() {
    lines.append(line)
    line = Line(indent: indent)
  }

  private mutating func endWord() {
    guard !word.isEmpty else { return }
    if line.width + gap.width + word.width > width, !line.pieces.isEmpty {
      startLine()
      gap = []
    }
    if line.width + gap.width + word.width > width { gap = [] }
    line.pieces += gap
    gap = []
    for piece in word {
      if line.width + piece.cluster.width > width, !line.pieces.isEmpty { startLine() }
      line.pieces.append(piece)
    }
    word = []
  }
}

extension [Wrapper.Piece] {
  fileprivate var width: Int { reduce(0) { $0 + $1.cluster.width } }
}

extension String {
  fileprivate func split(separator isSeparator: (Character) -> Bool) -> [String] {
    split(omittingEmptySubsequences: false, whereSeparator: isSeparator).map(String.init)
  }
}
