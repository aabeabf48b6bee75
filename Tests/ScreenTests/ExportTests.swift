import Screen
import TestSupport
import Testing

@Suite("An exported frame")
struct ExportTests {
  private var frame: Frame {
    var frame = Frame(size: Size(width: 6, height: 2))
    frame.put("ab", x: 0, y: 0)
    frame.put("漢", x: 2, y: 0, .focus)
    frame.put("!", x: 0, y: 1, .wrong)
    return frame
  }

  @Test("as text has no trailing spaces and ends in a newline")
  func plain() {
    #expect(frame.plainText == "ab漢\n!\n")
    #expect(Frame(size: Size(width: 0, height: 0)).plainText == "")
  }

  @Test("has a letter for each cell's style")
  func styles() {
    #expect(frame.styleText == "..FF..\nw.....\n")
    #expect(Set(Style.allCases.map(\.letter)).count == Style.allCases.count)
  }

  @Test("as ANSI switches only where the look changes, and back at the end")
  func ansi() {
    #expect(
      frame.ansi(colours: .none) == "ab\u{1B}[0;7m漢\u{1B}[0m\n\u{1B}[0;1;4m!\u{1B}[0m\n")
    #expect(
      frame.ansi(colours: .eight).hasSuffix("\u{1B}[0;1;4;31m!\u{1B}[0m\n"))
    #expect(frame.ansi(colours: .sixteen).hasSuffix("\u{1B}[0;1;4;91m!\u{1B}[0m\n"))
    #expect(frame.ansi(colours: .many).contains("\u{1B}[0;7;38;5;"))
  }

  @Test("as ANSI keeps the reversed spaces at a line's end")
  func reversedSpaces() {
    var frame = Frame(size: Size(width: 3, height: 1))
    frame.restyle(frame.bounds, .focus)
    #expect(frame.ansi(colours: .none) == "\u{1B}[0;7m   \u{1B}[0m\n")
  }
}

@Suite("The changes between two frames")
struct ChangesTests {
  private func frame(_ text: String, _ style: Style = .plain) -> Frame {
    var frame = Frame(size: Size(width: 8, height: 2))
    frame.put(text, x: 0, y: 1, style)
    return frame
  }

  private func summary(_ changes: [Change]) -> [String] {
    changes.map { "\($0.x),\($0.y) \(String($0.cells.map(\.character)))" }
  }

  @Test("are none between equal frames")
  func equal() {
    #expect(frame("abc").changes(from: frame("abc")).isEmpty)
  }

  @Test("are the stretches that differ")
  func stretches() {
    #expect(summary(frame("aXcdYZ").changes(from: frame("abcdef"))) == ["1,1 X", "4,1 YZ"])
    #expect(summary(frame("ab").changes(from: frame("abcd"))) == ["2,1   "])
    #expect(summary(frame("ab", .focus).changes(from: frame("ab"))) == ["0,1 ab"])
  }

  @Test("are everything that is not blank on a new screen")
  func new() {
    #expect(summary(frame("a b").changes(from: nil)) == ["0,1 a", "2,1 b"])
    let other = Frame(size: Size(width: 3, height: 3))
    #expect(summary(frame("a").changes(from: other)) == ["0,1 a"])
  }

  @Test("hold wide characters whole")
  func wide() {
    #expect(summary(frame("漢b").changes(from: frame("a b"))) == ["0,1 漢\u{0}"])
    #expect(summary(frame("a b").changes(from: frame("漢b"))) == ["0,1 a "])
    #expect(summary(frame("字b").changes(from: frame("漢b"))) == ["0,1 字\u{0}"])
  }

  @Test("turn any frame into any other", arguments: 0..<6)
  func random(seed: UInt64) {
    var random = Seeded(200 + seed)
    for _ in 0..<60 {
      let size = Size(width: 12, height: 3)
      var frames = [Frame(size: size), Frame(size: size)]
      for index in 0..<6 {
        let x = Int.random(in: -3...12, using: &random)
        let style = Style.allCases[Int.random(in: 0..<23, using: &random)]
        frames[index % 2].put(random.text(upTo: 6), x: x, y: index / 2, style)
      }
      var cells = (0..<3).map { y in (0..<12).map { frames[0][$0, y] } }
      for change in frames[1].changes(from: frames[0]) {
        let columns = change.x..<change.x + change.cells.count
        cells[change.y].replaceSubrange(columns, with: change.cells)
      }
      #expect(cells == (0..<3).map { y in (0..<12).map { frames[1][$0, y] } })
    }
  }
}
