import Courseware
import Screen

/// Prose with its styles, its claims answered.
struct InlineText {
  var answers: [Claim: String] = [:]
  let glyphs: GlyphSet

  func text(_ inlines: [Inline], _ style: Style = .plain) -> StyledText {
    inlines.reduce(StyledText()) { $0 + text($1, style) }
  }

  private func text(_ inline: Inline, _ style: Style) -> StyledText {
    switch inline {
    case .text(let text): StyledText(glyphs.text(text), style)
    case .strong(let inner): text(inner, .strong)
    case .emphasis(let inner): text(inner, .emphasis)
    case .code(let code): StyledText(glyphs.text(code), .code)
    case .claim(let claim): StyledText(glyphs.text(answers[claim] ?? "?"), .strong)
    case .link(let inner, let url):
      text(inner, style) + StyledText(inner.plain == url ? "" : " (\(url))", .muted)
    case .softBreak: " "
    case .lineBreak: "\n"
    }
  }
}
