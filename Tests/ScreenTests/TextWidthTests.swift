import Testing

@testable import Screen

@Suite("The width of text")
struct TextWidthTests {
  @Test(
    "is one column for letters, Greek, box lines and blocks",
    arguments: Array("aZ 0~é÷αΣσ∂→∇⊙×·²─│▁█░●◆✓✗≈∈ℝᵀ₁…−›\u{FFFD}"))
  func one(_ character: Character) {
    #expect(TextWidth.of(character) == 1)
  }

  @Test("is two columns for East Asian letters and emoji", arguments: Array("漢字한かＡ！🙂🚀⌚　"))
  func two(_ character: Character) {
    #expect(TextWidth.of(character) == 2)
  }

  @Test(
    "is none for what only changes another character",
    arguments: ["\u{301}", "\u{FE0F}", "\u{200D}", "\u{200B}", "\u{202E}", "\u{0}", "\u{1B}"])
  func none(_ text: String) {
    #expect(TextWidth.of(text) == 0)
  }

  @Test("counts a marked letter once and each scalar of a flag")
  func sums() {
    #expect(TextWidth.of("e\u{301}") == 1)
    #expect(TextWidth.of("🇫🇷") == 2)
    #expect(TextWidth.of("漢字 ok") == 7)
  }
}

@Suite("Sanitised text")
struct SanitisedTests {
  @Test(
    "loses escape sequences whole",
    arguments: [
      "a\u{1B}[31mb", "a\u{1B}[?1049hb", "a\u{1B}]0;title\u{7}b", "a\u{1B}]0;title\u{1B}\\b",
      "a\u{1B}P1$r\u{9C}b", "a\u{9B}2Jb", "a\u{9D}8;;http://x\u{7}b", "a\u{1B}(0b", "a\u{1B}cb",
      "a\u{1B}\u{1B}[mb",
    ])
  func escapes(_ text: String) {
    #expect(sanitised(text) == "ab")
  }

  @Test("keeps what follows an escape sequence that is not finished")
  func unfinished() {
    #expect(sanitised("a\u{1B}") == "a")
    #expect(sanitised("a\u{1B}[3\u{7}b") == "ab")
    #expect(sanitised("a\u{1B}]0;title\nb") == "a b")
  }

  @Test("loses control, format and variation characters")
  func invisible() {
    #expect(sanitised("a\u{0}\u{7}\u{7F}\u{85}b") == "a b")
    #expect(sanitised("a\u{202E}\u{2066}\u{200F}\u{FEFF}\u{AD}b") == "ab")
    #expect(sanitised("❤\u{FE0F}") == "❤")
    #expect(sanitised("👨\u{200D}👧") == "👨👧")
  }

  @Test("is one line with spaces for tabs")
  func whitespace() {
    #expect(sanitised("a\tb\nc\r\nd") == "a  b c d")
  }

  @Test("keeps the mark of bytes that were not UTF-8")
  func replacement() {
    #expect(sanitised("a\u{FFFD}b") == "a\u{FFFD}b")
  }
}

@Suite("Simple characters") struct SimpleCharacterTests {
  /// The tables of Unicode, which the short way does not ask.
  @Test("are what Unicode says of them: visible, by themselves, one column wide")
  func tables() {
    let simple = (0...0x10FFFF).compactMap(Unicode.Scalar.init).filter(\.isSimple)
    #expect(simple.count > 1500)
    for scalar in simple {
      let hidden: [Unicode.GeneralCategory] = [
        .control, .format, .nonspacingMark, .enclosingMark, .spacingMark, .lineSeparator,
        .paragraphSeparator, .surrogate,
      ]
      let properties = scalar.properties
      #expect(!hidden.contains(properties.generalCategory), "U+\(String(scalar.value, radix: 16))")
      #expect(!properties.isGraphemeExtend && !properties.isEmojiPresentation)
      #expect(!TextWidth.wideRanges.contains { $0.contains(scalar.value) })
    }
  }

  @Test("are drawn and measured one by one")
  func together() {
    let text = "h[3] = σ(W h − b) ≈ 0,5 · привет ⣿█"
    #expect(text.isSimple && TextWidth.of(text) == text.count)
    var frame = Frame(size: Size(width: 60, height: 1))
    frame.put(text, x: 0, y: 0)
    #expect(frame.text(row: 0).hasPrefix(text))
  }
}
