import Screen

/// What was found out for the student: it stands in the inspector until the next key.
package struct Note: Hashable, Sendable {
  /// What the pane is called meanwhile.
  package let title: String
  package let lines: [StyledText]

  /// - Parameter lines: as they are in Unicode.
  init(_ title: String, _ lines: [StyledText]) {
    self.title = title
    self.lines = lines
  }

  /// The lines with the signs of a terminal.
  func lines(_ glyphs: GlyphSet) -> [StyledText] {
    lines.map { line in
      StyledText(runs: line.runs.map { Run(glyphs.text($0.text), $0.style, tag: $0.tag) })
    }
  }
}
