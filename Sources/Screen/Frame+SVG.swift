extension Frame {
  /// The frame as a picture that can be scaled.
  ///
  /// Columns stand in line in any font: each run of text is as long as its cells. Box lines,
  /// blocks and dots are drawn, for fonts leave gaps between rows; the characters are there too,
  /// unseen, so that the text can be selected.
  ///
  /// - Parameter background: the colours whatever the reader's system asks for; nil for both.
  package func svg(background: Background? = nil) -> String {
    let width = size.width * SVGCell.width + 2 * SVGCell.margin
    let height = size.height * SVGCell.height + 2 * SVGCell.margin
    let margin = SVGCell.margin
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
      viewBox="\(-margin) \(-margin) \(width) \(height)" xml:space="preserve">
      <style>
      text { font-family: \(Self.fonts); font-size: \(SVGCell.fontSize)px; white-space: pre }
      .unseen { fill: none } path { fill: none }
      \(Stylesheet(.svg, for: self).text(background))</style>
      <rect class="paper" x="\(-margin)" y="\(-margin)" width="\(width)" height="\(height)" \
      rx="8"/>
      \(papers)\(SVGShapes(self).paths)\(texts)</svg>

      """
  }

  private var rows: Range<Int> { 0..<size.height }

  /// What lies behind reversed text.
  private var papers: String {
    let theme = Theme(depth: .many)
    return rows.flatMap { y in
      stretches(row: y).filter { theme[$0.style].reverse || theme[$0.style].background != nil }
        .map { stretch in
          "<rect class=\"\(stretch.style)-paper\" x=\"\(stretch.x * SVGCell.width)\" "
            + "y=\"\(y * SVGCell.height)\" width=\"\(stretch.width * SVGCell.width)\" "
            + "height=\"\(SVGCell.height)\"/>\n"
        }
    }.joined()
  }

  private var texts: String {
    rows.flatMap { y in
      stretches(row: y, cutting: Self.needsOwnText).compactMap { text($0, row: y) }
    }.joined()
  }

  /// Drawn characters are apart from written ones; a wide one has a text of its own, for it would
  /// be squeezed with the others. What stands behind a gap begins anew, for programs that do not
  /// stretch text.
  private static func needsOwnText(_ cell: Cell, _ next: Cell) -> Bool {
    if next.isContinuation { return false }
    if cell.character == " ", next.character == " " { return true }
    let isWide = cell.isContinuation || TextWidth.of(next.character) == 2
    return isWide || SVGShapes.draws(cell.character) != SVGShapes.draws(next.character)
  }

  private func text(_ stretch: Stretch, row y: Int) -> String? {
    let look = Theme(depth: .many)[stretch.style]
    guard !stretch.isBlank || look.underline else { return nil }
    let isDrawn = stretch.cells.contains { SVGShapes.draws($0.character) }
    let name = isDrawn ? "unseen" : stretch.style == .plain ? "ink" : "\(stretch.style)"
    return "<text class=\"\(name)\" x=\"\(stretch.x * SVGCell.width)\" "
      + "y=\"\(y * SVGCell.height + SVGCell.baseline)\" "
      + "textLength=\"\(stretch.width * SVGCell.width)\" lengthAdjust=\"spacingAndGlyphs\">"
      + stretch.text.escapedForMarkup + "</text>\n"
  }
}

/// How large things are in a picture.
enum SVGCell {
  static let width = 10
  static let height = 20
  /// From the top of a row to the line its letters stand on.
  static let baseline = 15
  /// So that a letter is about as wide as a cell.
  static let fontSize = "16.6"
  static let margin = 12
}
