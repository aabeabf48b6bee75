/// SplitMix64: the same numbers in every run, so that a failure can be repeated.
struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

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
