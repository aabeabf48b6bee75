import Screen
import TestSupport
import Testing

@testable import Terminal

@Suite("The key decoder")
struct KeyDecoderTests {
  private func events(_ text: String) -> [TerminalEvent] {
    var decoder = KeyDecoder()
    return decoder.feed(text.utf8)
  }

  @Test(
    "knows the keys of all common terminals",
    arguments: [
      ("\u{1B}[A", .up), ("\u{1B}OA", .up), ("\u{1B}[B", .down), ("\u{1B}[C", .right),
      ("\u{1B}[D", .left), ("\u{1B}[1;5D", .left), ("\u{1B}[H", .home), ("\u{1B}[1~", .home),
      ("\u{1B}[7~", .home), ("\u{1B}OH", .home), ("\u{1B}[F", .end), ("\u{1B}[4~", .end),
      ("\u{1B}[2~", .insert), ("\u{1B}[3~", .delete), ("\u{1B}[5~", .pageUp),
      ("\u{1B}[6~", .pageDown), ("\u{1B}[Z", .backTab), ("\u{1B}OP", .function(1)),
      ("\u{1B}[11~", .function(1)), ("\u{1B}[[A", .function(1)), ("\u{1B}[15~", .function(5)),
      ("\u{1B}[[E", .function(5)), ("\u{1B}[17~", .function(6)), ("\u{1B}[21~", .function(10)),
      ("\u{1B}[23~", .function(11)), ("\u{1B}[24~", .function(12)), ("\u{1B}OM", .enter),
      ("\r", .enter), ("\n", .enter), ("\t", .tab), ("\u{7F}", .backspace), ("\u{8}", .backspace),
      ("\u{3}", .control("c")), ("\u{1A}", .control("z")), ("\u{0}", .control("@")),
      ("\u{1C}", .control("\\")), (" ", .space), ("x", .character("x")), ("é", .character("é")),
      ("漢", .character("漢")), ("🙂", .character("🙂")), ("\u{1B}x", .alt("x")),
      ("\u{1B}é", .alt("é")),
    ] as [(String, Key)])
  func keys(bytes: String, key: Key) {
    #expect(events(bytes) == [.key(key)])
  }

  @Test("gives the same events however the bytes are split")
  func splits() {
    let text = "a\u{1B}[5~漢\u{1B}[200~x\u{1B}[Ay\u{1B}[201~\u{1B}[<0;3;4M\u{1B}OPq"
    let expected: [TerminalEvent] = [
      .key(.character("a")), .key(.pageUp), .key(.character("漢")), .paste("x\u{1B}[Ay"),
      .mouse(x: 2, y: 3, .press(button: 0)), .key(.function(1)), .key(.character("q")),
    ]
    let bytes = Array(text.utf8)
    for cut in 0...bytes.count {
      var decoder = KeyDecoder()
      #expect(decoder.feed(bytes[..<cut]) + decoder.feed(bytes[cut...]) == expected)
    }
    var decoder = KeyDecoder()
    #expect(bytes.flatMap { decoder.feed([$0]) } == expected)
    #expect(decoder.patience == nil)
  }

  @Test("takes an escape that nothing follows for the key")
  func escape() {
    var decoder = KeyDecoder()
    #expect(decoder.feed("\u{1B}".utf8).isEmpty)
    #expect(decoder.patience == 25)
    #expect(decoder.giveUp() == [.key(.escape)])
    #expect(decoder.patience == nil)
    #expect(decoder.feed("\u{1B}\u{1B}[A".utf8) == [.key(.escape), .key(.up)])
    #expect(decoder.feed("\u{1B}\r".utf8) == [.key(.escape), .key(.enter)])
  }

  @Test(
    "makes one unknown key of what it does not know",
    arguments: ["\u{1B}[99~", "\u{1B}[?62;4c", "\u{1B}[3;7u", "\u{1B}Oz", "\u{1B}[<9M"])
  func unknown(bytes: String) {
    let expected = bytes.dropFirst().prefix(20)
    #expect(events(bytes) == [.key(.unknown(String(expected)))])
  }

  @Test("does not take the rest of a broken sequence for commands")
  func broken() {
    var decoder = KeyDecoder()
    #expect(decoder.feed("\u{1B}[1;".utf8).isEmpty)
    #expect(decoder.giveUp() == [.key(.unknown("[1;"))])
    #expect(events("\u{1B}[1\u{1B}[A") == [.key(.unknown("[1")), .key(.up)])
  }

  @Test("survives bytes that are not UTF-8")
  func invalid() {
    var decoder = KeyDecoder()
    #expect(decoder.feed([0xFF]) == [.key(.unknown("\u{FFFD}"))])
    #expect(decoder.feed([0xC3, 0x41]) == [.key(.unknown("\u{FFFD}")), .key(.character("A"))])
    #expect(decoder.feed([0xE6, 0xBC]).isEmpty)
    #expect(decoder.giveUp() == [.key(.unknown(""))])
  }

  @Test("is silent about the window's focus")
  func focus() {
    #expect(events("\u{1B}[I\u{1B}[O") == [])
  }

  @Test("gives pasted text in one piece, with newlines and without commands")
  func paste() {
    #expect(events("\u{1B}[200~q\r\n\u{3}x\ry\u{1B}[201~") == [.paste("q\n\u{3}x\ny")])
    #expect(events("\u{1B}[200~\u{1B}[201~") == [.paste("")])
  }

  @Test("cuts a paste that is too long, and ends one that has no end")
  func pasteLimits() {
    let long = String(repeating: "x", count: KeyDecoder.longestPaste + 5)
    let kept = String(repeating: "x", count: KeyDecoder.longestPaste)
    #expect(events("\u{1B}[200~\(long)\u{1B}[201~q") == [.paste(kept), .key(.character("q"))])
    var decoder = KeyDecoder()
    #expect(decoder.feed("\u{1B}[200~abc\u{1B}[2".utf8).isEmpty)
    #expect(decoder.patience == 1000)
    #expect(decoder.giveUp() == [.paste("abc\u{1B}[2")])
    #expect(decoder.feed("q".utf8) == [.key(.character("q"))])
  }

  @Test(
    "knows what the mouse does, in any column",
    arguments: [
      ("\u{1B}[<0;1;1M", .mouse(x: 0, y: 0, .press(button: 0))),
      ("\u{1B}[<2;300;7M", .mouse(x: 299, y: 6, .press(button: 2))),
      ("\u{1B}[<0;5;6m", .mouse(x: 4, y: 5, .release)),
      ("\u{1B}[<32;5;6M", .mouse(x: 4, y: 5, .drag(button: 0))),
      ("\u{1B}[<64;5;6M", .mouse(x: 4, y: 5, .wheelUp)),
      ("\u{1B}[<65;5;6M", .mouse(x: 4, y: 5, .wheelDown)),
      ("\u{1B}[<16;5;6M", .mouse(x: 4, y: 5, .press(button: 0))),
    ] as [(String, TerminalEvent)])
  func mouse(bytes: String, event: TerminalEvent) {
    #expect(events(bytes) == [event])
  }

  @Test("survives any bytes, and gives none of them twice", arguments: 0..<8)
  func random(seed: UInt64) {
    var random = Seeded(seed)
    let pieces: [[UInt8]] = [
      [0x1B], [0x5B], [0x4F], [0x3B], [0x3C], [0x7E], [0x4D], [0x32, 0x30, 0x30], [0x31], [0x80],
      [0xE6], [0xFF], [0x00], [0x41], Array("\u{1B}[201~".utf8), Array("漢".utf8),
    ]
    var decoder = KeyDecoder()
    for _ in 0..<4000 {
      let count = Int.random(in: 0...6, using: &random)
      let bytes = (0..<count).flatMap { _ in pieces.randomElement(using: &random) ?? [] }
      let events = decoder.feed(bytes)
      #expect(events.count <= bytes.count + 60)
      if Int.random(in: 0..<9, using: &random) == 0 { _ = decoder.giveUp() }
    }
    _ = decoder.giveUp()
    #expect(decoder.patience == nil)
    #expect(decoder.giveUp().isEmpty)
  }
}
