/// How styles look in a document for the web: a class for each, named as the style is.
struct Stylesheet {
  /// What is written as text, and what is painted around it.
  enum Medium { case html, svg }

  let medium: Medium
  let styles: [Style]

  /// - Parameter frame: only what it has is described.
  init(_ medium: Medium, for frame: Frame) {
    self.medium = medium
    let used = Set(frame.cells.map(\.style))
    styles = Style.allCases.filter { $0 != .plain && used.contains($0) }
  }

  /// - Parameter background: nil for both, as the reader's system wants it.
  func text(_ background: Background?) -> String {
    if let background { return rules(background) }
    return rules(.dark) + "@media (prefers-color-scheme: light) {\n" + rules(.light) + "}\n"
  }

  private func rules(_ background: Background) -> String {
    let theme = Theme(depth: .many, background: background)
    return ([screen(background)] + styles.map { rule($0, theme[$0], background) })
      .map { $0 + "\n" }.joined()
  }

  private func screen(_ background: Background) -> String {
    let (ink, paper) = (background.foregroundHex, background.backgroundHex)
    switch medium {
    case .html: return "body { color: \(ink); background: \(paper) }"
    case .svg: return ".ink { fill: \(ink) } .line { stroke: \(ink) } .paper { fill: \(paper) }"
    }
  }

  private func rule(_ style: Style, _ look: Appearance, _ background: Background) -> String {
    var ink = look.foreground.map(Palette.hex) ?? background.foregroundHex
    var paper = look.background.map(Palette.hex) ?? background.backgroundHex
    if look.reverse { swap(&ink, &paper) }
    let hasPaper = look.reverse || look.background != nil
    let font =
      (look.bold ? "; font-weight: bold" : "")
      + (look.underline ? "; text-decoration: underline" : "")
    switch medium {
    case .html:
      let back = hasPaper ? "; background: \(paper)" : ""
      return ".\(style) { color: \(ink)\(back)\(font) }"
    case .svg:
      let back = hasPaper ? " .\(style)-paper { fill: \(paper) }" : ""
      return ".\(style) { fill: \(ink)\(font) } .\(style)-line { stroke: \(ink) }" + back
    }
  }
}

extension Appearance {
  /// Whether a blank in it can be seen.
  var showsBlanks: Bool { reverse || underline || background != nil }
}
