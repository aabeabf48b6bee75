extension Frame {
  /// The frame as a page of its own: its text can be selected, and its colours are those the
  /// reader's system asks for, light or dark.
  ///
  /// - Parameter background: the colours whatever the reader's system asks for; nil for both.
  package func html(background: Background? = nil) -> String {
    let rows = (0..<size.height).map { html(row: $0) + "\n" }.joined()
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <title>Unroll</title>
      <style>
      pre { margin: 1em; line-height: 1.2; font-family: \(Self.fonts) }
      \(Stylesheet(.html, for: self).text(background))</style>
      </head>
      <body>
      <pre><code>\(rows)</code></pre>
      </body>
      </html>

      """
  }

  /// Fonts whose characters are all equally wide, and that have box lines and mathematics.
  static let fonts =
    "ui-monospace, 'DejaVu Sans Mono', 'Cascadia Mono', Menlo, Consolas, monospace"

  private func html(row y: Int) -> String {
    stretches(row: y).map { stretch in
      let text = stretch.text.escapedForMarkup
      return stretch.style == .plain ? text : "<span class=\"\(stretch.style)\">\(text)</span>"
    }.joined()
  }
}
