import Screen
import Testing

@Suite("A key")
struct KeyTests {
  @Test(
    "has a name in scripts",
    arguments: [
      ("space", Key.space), ("enter", .enter), ("esc", .escape), ("tab", .tab),
      ("btab", .backTab), ("bs", .backspace), ("pgup", .pageUp), ("pgdn", .pageDown),
      ("home", .home), ("f1", .function(1)), ("f12", .function(12)), ("^c", .control("c")),
      ("^l", .control("l")), ("alt-x", .alt("x")), ("f", .character("f")), ("^", .character("^")),
      ("J", .character("J")), ("σ", .character("σ")), ("5", .character("5")),
    ])
  func names(name: String, key: Key) {
    #expect(Key(name: name) == key)
    #expect(key.name == name)
  }

  @Test(
    "has no other names",
    arguments: ["", "spaces", "f0", "f13", "f01", "f1x", "^C1", "^1", "alt-", "\u{7}", "\u{301}"])
  func strangers(name: String) {
    #expect(Key(name: name) == nil)
  }
}
