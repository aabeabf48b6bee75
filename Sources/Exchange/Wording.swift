import Courseware

/// A text of a question: words, and code among them.
///
/// Two that say the same are equal: white space at the ends does not count, nor where the words
/// are cut.
package struct Wording: Hashable, Sendable {
  package enum Piece: Hashable, Sendable {
    case text(String)
    case code(String)
  }

  package let pieces: [Piece]

  package init(_ pieces: [Piece]) { self.pieces = Self.normal(pieces) }

  package init(_ text: String) { self.init([.text(text)]) }

  /// - Parameter claim: what stands in place of a number that the engine computes.
  package init(_ inlines: [Inline], claim: (Claim) -> String = { $0.claimed?.text ?? "?" }) {
    self.init(
      inlines.flatMap(\.all).compactMap { inline in
        switch inline {
        case .text(let text): .text(text)
        case .code(let code): .code(code)
        case .claim(let asked): .text(claim(asked))
        case .softBreak: .text(" ")
        case .lineBreak: .text("\n")
        case .strong, .emphasis, .link: nil
        }
      })
  }

  package var isEmpty: Bool { pieces.isEmpty }

  /// The text without marks.
  package var plain: String {
    pieces.map { piece in
      switch piece {
      case .text(let text), .code(let text): text
      }
    }.joined()
  }

  // MARK: One form for what says the same

  private static func normal(_ pieces: [Piece]) -> [Piece] {
    var merged: [Piece] = []
    for piece in pieces {
      switch (merged.last, piece) {
      case (.text(let before)?, .text(let more)):
        merged[merged.count - 1] = .text(before + shown(more))
      case (_, .text(let text)): merged.append(.text(shown(text)))
      case (_, .code(let code)):
        let code = shown(code).replacing("\n", with: " ")
        // In a lesson a space keeps code with a = from being a question to the model.
        let bare = code.drop { $0 == " " }
        let text = bare.hasPrefix("=") ? String(bare) : code
        if !text.isEmpty { merged.append(.code(text)) }
      }
    }
    if case .text(let text)? = merged.first {
      merged[0] = .text(String(text.drop(while: \.isWhitespace)))
    }
    if case .text(let text)? = merged.last {
      merged[merged.count - 1] = .text(text.withoutSpaceAtEnd)
    }
    return merged.filter { $0 != .text("") }
  }

  /// Without characters that a lesson cannot have, line ends in one form.
  private static func shown(_ text: String) -> String {
    let lines = String(text.map { $0 == "\r\n" || $0 == "\r" ? "\n" : $0 })
    return String(
      String.UnicodeScalarView(
        lines.unicodeScalars.filter { scalar in
          switch scalar.value {
          case 0x09, 0x0A: true
          case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: false
          default: true
          }
        }))
  }
}

extension String {
  var withoutSpaceAtEnd: String {
    var text = self[...]
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }

  var trimmed: String { String(drop(while: \.isWhitespace)).withoutSpaceAtEnd }
}
