import Screen
import TestSupport
import Testing

@Suite("Wrapped text")
struct WrappingTests {
  private func lines(_ text: StyledText, width: Int, indent: Int = 0) -> [String] {
    text.wrapped(width: width, indent: indent).map { $0.map(\.text).joined() }
  }

  @Test("breaks at spaces, which vanish")
  func spaces() {
    #expect(lines("one two three", width: 7) == ["one two", "three"])
    #expect(lines("one two  three", width: 8) == ["one two", "three"])
    #expect(lines("one   two", width: 20) == ["one   two"])
  }

  @Test("breaks at newlines and keeps empty lines")
  func newlines() {
    #expect(lines("a\n\nb\r\nc", width: 9) == ["a", "", "b", "c"])
    #expect(lines("", width: 9) == [""])
  }

  @Test("cuts words longer than a line")
  func longWords() {
    #expect(lines("ab abcdefgh c", width: 4) == ["ab", "abcd", "efgh", "c"])
    #expect(lines("漢字漢", width: 3) == ["漢", "字", "漢"])
  }

  @Test("indents the lines after the first")
  func indentation() {
    #expect(lines("● one two three", width: 7, indent: 2) == ["● one", "  two", "  three"])
    #expect(lines("abcdef", width: 4, indent: 99) == ["abcd", "  ef"])
  }

  @Test("keeps a line's own indentation")
  func ownIndentation() {
    #expect(lines("  if x\n    y", width: 8) == ["  if x", "    y"])
  }

  @Test("is held together by a no-break space")
  func hold() {
    #expect(lines("see step\u{A0}12 now", width: 10) == ["see", "step\u{A0}12", "now"])
  }

  @Test("keeps the style and tag of each run, also inside a word")
  func runs() {
    let text = StyledText("a b") + StyledText("cd e", .strong, tag: 3) + StyledText("f", .code)
    let expected = [
      [Run("a")], [Run("b"), Run("cd", .strong, tag: 3)],
      [Run("e", .strong, tag: 3), Run("f", .code)],
    ]
    #expect(text.wrapped(width: 3) == expected)
  }

  @Test("never exceeds its width and loses nothing but spaces", arguments: 0..<8)
  func random(seed: UInt64) {
    var random = Seeded(100 + seed)
    for _ in 0..<200 {
      let count = Int.random(in: 0...4, using: &random)
      let text = StyledText(
        runs: (0..<count).map { Run(random.text(upTo: 30, newlines: true), tag: $0) })
      let width = Int.random(in: 2...30, using: &random)
      let indent = Int.random(in: -3...40, using: &random)
      let wrapped = text.wrapped(width: width, indent: indent)
      #expect(wrapped.allSatisfy { $0.reduce(0) { $0 + $1.width } <= width })
      for tag in 0..<count {
        let kept = wrapped.joined().filter { $0.tag == tag }.map(\.text).joined()
        #expect(ink(kept) == ink(text.runs[tag].text))
      }
    }
  }

  @Test("survives widths of one and less")
  func narrow() {
    #expect(lines("ab 漢", width: 1) == ["a", "b", "漢"])
    #expect(lines("ab", width: -4) == ["a", "b"])
  }

  /// The scalars that can be seen and stand on something: what wrapping must keep, in order.
  private func ink(_ text: String) -> [Unicode.Scalar] {
    sanitised(text).unicodeScalars.filter { $0 != " " && TextWidth.of(Character($0)) > 0 }
  }
}

@Suite("A truncated text")
struct TruncatedTests {
  @Test("ends in an ellipsis only if it does not fit")
  func ellipsis() {
    #expect(truncated("forget", to: 6) == "forget")
    #expect(truncated("forget", to: 5) == "forg…")
    #expect(truncated("漢字漢", to: 4) == "漢…")
    #expect(truncated("forget", to: 5, ellipsis: "...") == "fo...")
    #expect(truncated("forget", to: 0) == "")
  }
}
