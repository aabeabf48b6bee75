/// A piece of a line of text.
package indirect enum Inline: Hashable, Sendable {
  case text(String)
  case strong([Inline])
  case emphasis([Inline])
  case code(String)
  /// Inline code that starts with `=`: a number from the scene's model.
  case claim(Claim)
  case link([Inline], url: String)
  /// A line end of the file, which wrapping may move.
  case softBreak
  /// A line end the author insists on.
  case lineBreak

  /// The text without its marks, as a title or a screen reader needs it.
  package var plain: String {
    switch self {
    case .text(let text), .code(let text): text
    case .strong(let inner), .emphasis(let inner), .link(let inner, _): inner.plain
    case .claim(let claim): claim.claimed?.text ?? claim.query.expression.text
    case .softBreak, .lineBreak: " "
    }
  }

  /// This piece and those inside it.
  package var all: [Inline] {
    switch self {
    case .strong(let inner), .emphasis(let inner), .link(let inner, _):
      [self] + inner.flatMap(\.all)
    default: [self]
    }
  }
}

extension [Inline] {
  package var plain: String { map(\.plain).joined() }

  /// The claims, in the order of the text.
  package var claims: [Claim] {
    flatMap(\.all).compactMap { if case .claim(let claim) = $0 { claim } else { nil } }
  }
}
