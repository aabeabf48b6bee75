import Screen
import TestSupport
import Testing

@Suite("A frame")
struct FrameTests {
  @Test("is blank at first")
  func blank() {
    let frame = Frame(size: Size(width: 3, height: 2))
    #expect(frame.text(row: 0) == "   ")
    #expect(frame[2, 1] == .blank)
    #expect(frame.cursor == nil)
  }

  @Test("has nothing outside itself")
  func outside() {
    let frame = Frame(size: Size(width: -1, height: 2))
    #expect(frame.size == Size(width: 0, height: 2))
    #expect(frame[0, 0] == .blank)
    #expect(frame[-1, 99] == .blank)
    #expect(frame.text(row: 5) == "")
  }

  @Test("returns the column after a text, clipped or not")
  func column() {
    var frame = Frame(size: Size(width: 4, height: 1))
    #expect(frame.put("ab", x: 1, y: 0) == 3)
    #expect(frame.put("xyz", x: 3, y: 0) == 6)
    #expect(frame.put("漢", x: 9, y: 7) == 11)
    #expect(frame.text(row: 0) == " abx")
  }

  @Test("clips text at both edges of a rectangle")
  func clipping() {
    var frame = Frame(size: Size(width: 6, height: 1))
    frame.put("abcdef", x: -1, y: 0, in: Rect(x: 1, y: 0, width: 3, height: 1))
    #expect(frame.text(row: 0) == " cde  ")
  }

  @Test("clips wide characters whole")
  func wideClipping() {
    var frame = Frame(size: Size(width: 5, height: 1))
    frame.fill(frame.bounds, character: ".")
    frame.put("漢字漢", x: -1, y: 0)
    #expect(frame.text(row: 0) == " 字漢")
    frame.put("漢字", x: 1, y: 0, in: Rect(x: 0, y: 0, width: 4, height: 1))
    #expect(frame.text(row: 0) == " 漢  ")
  }

  @Test("blanks the other half of a wide character it overwrites")
  func halves() {
    var frame = Frame(size: Size(width: 6, height: 1))
    frame.put("漢字漢", x: 0, y: 0)
    frame.put("x", x: 1, y: 0)
    frame.put("y", x: 2, y: 0)
    frame.put("z", x: 5, y: 0)
    #expect(frame.text(row: 0) == " xy  z")
    frame.put("漢字", x: 0, y: 0)
    frame.put("漢", x: 1, y: 0)
    #expect(frame.text(row: 0) == " 漢  z")
  }

  @Test("shows one line, sanitised, with real spaces")
  func oneLine() {
    var frame = Frame(size: Size(width: 8, height: 2))
    frame.put("a\nb\u{1B}[2Jc\u{A0}d", x: 0, y: 0)
    #expect(frame.plainText == "a bc d\n\n")
  }

  @Test("gives the scalars of a flag or a family cells of their own")
  func scalars() {
    var frame = Frame(size: Size(width: 8, height: 1))
    #expect(frame.put("🇫🇷", x: 0, y: 0) == 2)
    #expect(frame[0, 0].character == "🇫")
    #expect(frame.put("👨\u{200D}👧", x: 2, y: 0) == 6)
    #expect(frame[4, 0].character == "👧")
  }

  @Test("keeps few of many marks on one letter")
  func marks() {
    var frame = Frame(size: Size(width: 2, height: 1))
    #expect(frame.put("a" + String(repeating: "\u{301}", count: 50), x: 0, y: 0) == 1)
    #expect(frame[0, 0].character.unicodeScalars.count == 5)
  }

  @Test("fills and restyles")
  func filling() {
    var frame = Frame(size: Size(width: 4, height: 2))
    frame.fill(Rect(x: 2, y: -1, width: 9, height: 2), .forward, character: "█")
    #expect(frame.plainText == "  ██\n\n")
    frame.put("漢", x: 0, y: 1)
    frame.restyle(Rect(x: 1, y: 0, width: 2, height: 2), .focus)
    #expect(frame.styleText == ".FFf\nFFF.\n")
    frame.fill(frame.bounds, character: "漢")
    #expect(frame.plainText == "\n\n")
  }

  @Test("says where tagged runs landed")
  func tags() {
    var frame = Frame(size: Size(width: 8, height: 2))
    let runs = [Run("x = "), Run("0.5", .positive, tag: 7), Run("·", tag: 9), Run("12", tag: 8)]
    let places = frame.put(runs, x: 0, y: 1)
    #expect(places.map(\.tag) == [7, 9])
    #expect(places.first?.rect == Rect(x: 4, y: 1, width: 3, height: 1))
    #expect(frame.styleText == "........\n....PPP.\n")
    #expect(frame.put(runs, x: 0, y: 2).isEmpty)
    let clipped = frame.put(runs, x: 3, y: 0)
    #expect(clipped.map(\.rect) == [Rect(x: 7, y: 0, width: 1, height: 1)])
  }

  @Test("survives random drawing, and every row keeps its width", arguments: 0..<8)
  func random(seed: UInt64) {
    var random = Seeded(seed)
    func number(_ random: inout Seeded) -> Int {
      let edges = [Int.min, .max, .max - 1, -1, 0, 1]
      return Int.random(in: 0..<20, using: &random) == 0
        ? edges[Int.random(in: 0..<6, using: &random)] : Int.random(in: -5...30, using: &random)
    }
    for _ in 0..<40 {
      let size = Size(
        width: Int.random(in: 0...25, using: &random),
        height: Int.random(in: 0...8, using: &random))
      var frame = Frame(size: size)
      for _ in 0..<40 {
        let numbers = (0..<6).map { _ in number(&random) }
        let rect = Rect(x: numbers[0], y: numbers[1], width: numbers[2], height: numbers[3])
        let text = random.text(upTo: 12)
        let style = Style.allCases[Int.random(in: 0..<23, using: &random)]
        switch Int.random(in: 0..<7, using: &random) {
        case 0: frame.fill(rect, style, character: text.first ?? "x")
        case 1: frame.restyle(rect, style)
        case 2: frame.box(rect, style: style, title: text)
        case 3: frame.horizontalLine(x: rect.x, y: rect.y, width: numbers[2])
        case 4: frame.verticalLine(x: rect.x, y: rect.y, height: numbers[3])
        default: frame.put(text, x: numbers[4], y: numbers[5], style, in: rect)
        }
      }
      #expect((0..<size.height).allSatisfy { isWellFormed(frame, row: $0) })
      frame.restrictToASCII()
      #expect(frame.plainText.allSatisfy { $0.isASCII })
      #expect((0..<size.height).allSatisfy { frame.text(row: $0).count == size.width })
    }
  }

  /// Whether the row's text is as wide as the frame, and each wide character has its second half
  /// in the same style.
  private func isWellFormed(_ frame: Frame, row y: Int) -> Bool {
    (0..<frame.size.width).allSatisfy { x in
      let cell = frame[x, y]
      guard !cell.isContinuation else {
        let lead = frame[x - 1, y]
        return x > 0 && TextWidth.of(lead.character) == 2 && lead.style == cell.style
      }
      let isWide = TextWidth.of(cell.character) == 2
      return isWide == (x + 1 < frame.size.width && frame[x + 1, y].isContinuation)
    } && TextWidth.of(frame.text(row: y)) == frame.size.width
  }
}

@Suite("A frame stamped on another") struct StampTests {
  @Test("shows its cells where it lies, and no half of a wide character")
  func halves() {
    var frame = Frame(size: Size(width: 8, height: 2))
    frame.put("漢字漢字", x: 0, y: 0)
    var stamp = Frame(size: Size(width: 3, height: 1))
    stamp.put("a字", x: 0, y: 0)
    frame.stamp(stamp, x: 1, y: 0)
    // The stamp covers columns 1 to 3: half of the first character, all of the second.
    #expect(frame.text(row: 0) == " a字漢字")
    frame.stamp(stamp, x: 6, y: 0)
    #expect(frame.text(row: 0) == " a字漢a ")
    frame.stamp(stamp, x: -2, y: 1)
    #expect(frame.text(row: 1) == String(repeating: " ", count: 8))
  }

  @Test("outside changes nothing", arguments: [(9, 0), (0, 2), (-3, 0), (0, -1), (.max, .min)])
  func outside(x: Int, y: Int) {
    let frame = Frame(size: Size(width: 8, height: 2))
    var stamp = Frame(size: Size(width: 3, height: 1))
    stamp.put("abc", x: 0, y: 0)
    var copy = frame
    copy.stamp(stamp, x: x, y: y)
    #expect(copy == frame)
  }
}
