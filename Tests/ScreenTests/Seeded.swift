import TestSupport

extension Seeded {
  /// Text with everything that has ever broken a terminal.
  mutating func text(upTo count: Int, newlines: Bool = false) -> String {
    let pieces = [
      "a", "B", "7", " ", " ", "-", "é", "e\u{301}", "σ", "∂", "漢", "字", "한", "🙂", "👍🏽",
      "🇫🇷", "👨‍👩‍👧", "क्ष", "\u{301}", "\t", "\u{1B}[31m", "\u{1B}]0;title\u{7}", "\u{202E}",
      "\u{FFFD}", "\u{0}", "\u{A0}", "─", "█", "word", "Übung", newlines ? "\n" : "\r",
    ]
    return (0..<Int.random(in: 0...count, using: &self))
      .map { _ in pieces.randomElement(using: &self) ?? "" }.joined()
  }
}
