import Foundation

/// How a text in a GIFT file is marked up: `[html]`, `[markdown]`, `[plain]` or `[moodle]` before it.
enum GIFTFormat: String, CaseIterable {
  /// What is meant without a word: HTML in which line ends count.
  case moodle
  case html, plain, markdown

  /// The format that a text names, and the text behind the name.
  static func split(_ text: GIFTText, usual: GIFTFormat) -> (GIFTFormat, GIFTText) {
    guard text.first?.isMark("[") == true, let end = text.first("]") else { return (usual, text) }
    let name = text[(text.startIndex + 1)..<end].string
    guard let format = GIFTFormat(rawValue: name) else { return (usual, text) }
    return (format, text[(end + 1)...].trimmed)
  }

  /// The words, and what of their look is lost.
  func wording(_ text: String) -> (Wording, lost: String?) {
    switch self {
    case .plain: return (Wording(text), nil)
    case .markdown: return markdown(text)
    case .html: return html(text.replacing("\n", with: " "))
    case .moodle: return html(text)
    }
  }

  private func html(_ text: String) -> (Wording, lost: String?) {
    let reader = HTMLReader(text)
    var names: [String] = []
    for name in reader.dropped where !names.contains(name) { names.append(name) }
    let tags = names.map { "<\($0)>" }.joined(separator: ", ")
    return (Wording(reader.pieces), names.isEmpty ? nil : "the HTML \(tags)")
  }

  /// Code is code here too; of other marks a question here has none.
  private func markdown(_ text: String) -> (Wording, lost: String?) {
    var pieces: [Wording.Piece] = [], rest = text[...]
    while let match = rest.firstMatch(of: /(`+)([^`]+)\1/) {
      pieces.append(.text(Self.lines(rest[..<match.range.lowerBound])))
      pieces.append(.code(String(match.output.2).trimmed))
      rest = rest[match.range.upperBound...]
    }
    pieces.append(.text(Self.lines(rest)))
    let words = pieces.compactMap { if case .text(let text) = $0 { text } else { nil } }.joined()
    let isMarked = words.contains(/\*\w|\b_\w|\]\(|(^|\n)(#|>|[-*+] |\d+\. )/)
    return (Wording(pieces), isMarked ? "Markdown other than code" : nil)
  }

  /// A single line end is a space, several are one.
  private static func lines(_ text: Substring) -> String {
    let joined = text.replacing(/\n\s*\n/, with: "\u{2029}").replacing("\n", with: " ")
    return String(joined.replacing("\u{2029}", with: "\n"))
  }
}
