import Foundation
import Testing

/// The real program in a real terminal. What a terminal shows is checked by the bytes it gets.
@Suite("The terminal", .serialized)
struct TerminalTests {
  private static let restored = ["\u{1B}[?1049l", "\u{1B}[?2004l", "\u{1B}[?25h"]

  /// Whether the screen, the modes and the cursor were given back last of all.
  private func isRestored(_ terminal: PseudoTerminal) -> Bool {
    let taken = terminal.output.components(separatedBy: "\u{1B}[?1049h").last ?? ""
    return terminal.isSane && Self.restored.allSatisfy(taken.contains)
  }

  @Test("is given back when the program ends by itself")
  func quit() throws {
    let terminal = try PseudoTerminal()
    #expect(terminal.waits(for: "ready"))
    #expect(!terminal.isSane)
    terminal.type("q")
    #expect(terminal.status() == 0)
    #expect(isRestored(terminal))
    #expect(terminal.output.contains("closed"))
  }

  @Test(
    "is given back after a signal that lets the program save",
    arguments: [(SIGINT, 130), (SIGTERM, 143), (SIGHUP, 129)])
  func ending(signal: Int32, status: Int) throws {
    let terminal = try PseudoTerminal()
    #expect(terminal.waits(for: "ready"))
    kill(terminal.process, signal)
    #expect(terminal.status() == status)
    #expect(isRestored(terminal))
    #expect(terminal.output.contains("closed"), "the program must get the chance to save")
  }

  @Test(
    "is given back by a program too busy to notice", arguments: [(SIGTERM, 143), (SIGINT, 130)])
  func busy(signal: Int32, status: Int) throws {
    let terminal = try PseudoTerminal()
    #expect(terminal.waits(for: "ready"))
    terminal.type("b")
    usleep(100_000)
    let start = ContinuousClock.now
    kill(terminal.process, signal)
    #expect(terminal.status() == status)
    #expect(ContinuousClock.now - start < .seconds(3))
    #expect(isRestored(terminal))
  }

  @Test("is given back at once when told twice")
  func twice() throws {
    let terminal = try PseudoTerminal()
    #expect(terminal.waits(for: "ready"))
    terminal.type("b")
    usleep(100_000)
    kill(terminal.process, SIGTERM)
    usleep(50_000)
    kill(terminal.process, SIGTERM)
    usleep(100_000)
    #expect(terminal.status() == 143)
    #expect(isRestored(terminal))
  }

  @Test(
    "is given back after a crash, before any report",
    arguments: [SIGQUIT, SIGABRT, SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP])
  func crash(signal: Int32) throws {
    let terminal = try PseudoTerminal(["SWIFT_BACKTRACE": "enable=no"])
    #expect(terminal.waits(for: "ready"))
    kill(terminal.process, signal)
    #expect(terminal.status() == 128 + Int(signal))
    #expect(isRestored(terminal))
  }

  @Test("is given back after a trap, with and without a backtrace", arguments: ["yes", "no"])
  func trap(backtrace: String) throws {
    let setting = "enable=\(backtrace),interactive=no,color=no"
    let terminal = try PseudoTerminal(["SWIFT_BACKTRACE": setting])
    #expect(terminal.waits(for: "ready"))
    terminal.type("t")
    let status = terminal.status()
    #expect(status == 132 || status == 133, "SIGILL or SIGTRAP, by processor")
    #expect(isRestored(terminal))
  }

  @Test("is given back when the stack is full")
  func stackOverflow() throws {
    let terminal = try PseudoTerminal(["SWIFT_BACKTRACE": "enable=no"])
    #expect(terminal.waits(for: "ready"))
    terminal.type("s")
    #expect(terminal.status() == 128 + Int(SIGSEGV))
    #expect(isRestored(terminal))
  }

  @Test("is given back while stopped, and taken again")
  func suspension() throws {
    let script = "set -m; \"$0\"; echo stopped=$?; stty -a | grep -o ' .icanon\\| icanon'; fg"
    let terminal = try PseudoTerminal(script: script)
    #expect(terminal.waits(for: "ready"))
    terminal.type("\u{1A}")
    #expect(terminal.waits(for: "stopped="))
    #expect(terminal.waits(for: " icanon"))
    let parts = terminal.output.components(separatedBy: "stopped=")
    #expect(Self.restored.allSatisfy(parts[0].contains))
    #expect(terminal.waits(for: "key ^z"))
    #expect(terminal.output.components(separatedBy: "\u{1B}[?1049h").count == 3)
    terminal.type("q")
    #expect(terminal.status() == 0)
    #expect(isRestored(terminal))
  }

  @Test("is drawn again after a stop from outside")
  func stopped() throws {
    let terminal = try PseudoTerminal()
    #expect(terminal.waits(for: "ready"))
    kill(terminal.process, SIGSTOP)
    #expect(terminal.status() == 256 + Int(SIGSTOP))
    terminal.resize(60, 20)
    kill(terminal.process, SIGCONT)
    #expect(terminal.waits(for: "resume"))
    #expect(terminal.waits(for: "60x20"))
    terminal.type("q")
    #expect(terminal.status() == 0)
  }

  @Test("survives a storm of sizes")
  func resizing() throws {
    let terminal = try PseudoTerminal()
    #expect(terminal.waits(for: "ready"))
    for round in 0..<100 {
      terminal.resize(Int32(1 + round * 37 % 120), Int32(1 + round * 23 % 40))
      if round % 10 == 0 { terminal.resize(1, 1) }
      usleep(2000)
    }
    terminal.resize(97, 31)
    #expect(terminal.waits(for: "probe 97x31"))
    terminal.type("q")
    #expect(terminal.status() == 0)
    #expect(isRestored(terminal))
  }

  @Test("has its real size, whatever the environment says")
  func size() throws {
    let terminal = try PseudoTerminal(["LINES": "60", "COLUMNS": "200"])
    #expect(terminal.waits(for: "probe 80x24"))
  }

  @Test(
    "is refused with a reason if it cannot show pictures",
    arguments: [("dumb", "dumb"), ("unset", "TERM is not set"), ("bogus", "bogus")])
  func refused(type: String, reason: String) throws {
    let terminal = try PseudoTerminal(["TERM": type])
    #expect(terminal.status() == 2)
    #expect(terminal.output.contains(reason))
    #expect(!terminal.output.contains("\u{1B}"))
    #expect(terminal.isSane)
  }

  @Test("is used as one that it resembles if its type is not known")
  func unknownType() throws {
    let terminal = try PseudoTerminal(["TERM": "xterm-unheard-of"])
    #expect(terminal.waits(for: "xterm-256color"))
    terminal.type("q")
    #expect(terminal.status() == 0)
  }

  @Test(
    "works with old and common types",
    arguments: ["vt100", "linux", "xterm", "screen", "screen-256color", "tmux-256color"])
  func types(type: String) throws {
    let terminal = try PseudoTerminal(["TERM": type])
    #expect(terminal.waits(for: "ready"))
    let hasColours = try Regex("\u{1B}\\[[0-9;]*3[0-8][;m]")
    #expect(terminal.output.contains(hasColours) == (type != "vt100"))
    terminal.type("\u{1B}[5~")
    #expect(terminal.waits(for: "key pgup"))
    terminal.type("q")
    #expect(terminal.status() == 0)
    #expect(terminal.isSane)
    let hasSecondScreen = !["vt100", "linux"].contains(type)
    #expect(terminal.output.contains("\u{1B}[?1049h") == hasSecondScreen)
    #expect(terminal.output.contains("\r\nclosed") == !hasSecondScreen)
  }

  @Test(
    "is drawn in ASCII unless the locale is UTF-8", arguments: ["C", "POSIX", "bogus", "unset"])
  func ascii(locale: String) throws {
    let terminal = try PseudoTerminal(["LC_ALL": locale])
    #expect(terminal.waits(for: "sigmoid(z) = dL/dw ~="))
    #expect(terminal.output.utf8.allSatisfy { $0 < 0x80 })
  }

  @Test("is drawn in Unicode if the locale names UTF-8 without being installed")
  func foreignLocale() throws {
    let terminal = try PseudoTerminal(["LC_ALL": "xx_YY.UTF-8"])
    #expect(terminal.waits(for: "σ(z) = ∂L/∂w ≈ 漢字"))
  }

  @Test("has no colours where none are wanted")
  func noColour() throws {
    let terminal = try PseudoTerminal(["NO_COLOR": "1"])
    #expect(terminal.waits(for: "probe 80x24"))
    #expect(!terminal.output.contains(try Regex("\u{1B}\\[[0-9;]*3[0-9][;m]")))
  }

  @Test("is sent what is copied, where its type may have a clipboard")
  func clipboard() throws {
    let terminal = try PseudoTerminal()
    #expect(terminal.waits(for: "ready"))
    terminal.type("y")
    #expect(terminal.waits(for: "copied true"))
    // printf '∂loss = 1\nw' | base64
    #expect(terminal.output.contains("\u{1B}]52;c;4oiCbG9zcyA9IDEKdw==\u{07}"))
    let console = try PseudoTerminal(["TERM": "linux"])
    #expect(console.waits(for: "ready"))
    console.type("y")
    #expect(console.waits(for: "copied false"))
    #expect(!console.output.contains("]52;"))
  }

  @Test("changes its looks at once with the theme")
  func theme() throws {
    let terminal = try PseudoTerminal(["NO_COLOR": "1"])
    #expect(terminal.waits(for: "probe 80x24"))
    terminal.type("c")
    #expect(terminal.waits(for: "\u{1B}[38;5;"))
  }

  @Test("is refused where input or output is none", arguments: ["</dev/null", "<&-", ">/dev/null"])
  func streams(redirection: String) throws {
    let terminal = try PseudoTerminal(script: "\"$0\" \(redirection); echo status=$?")
    #expect(terminal.waits(for: "status=2"))
    #expect(!terminal.output.contains("\u{1B}"))
  }

  @Test("is noticed when it goes away", arguments: [false, true])
  func gone(ignoringHangup: Bool) throws {
    let script = ignoringHangup ? "trap '' HUP; exec \"$0\"" : nil
    let terminal = try PseudoTerminal(script: script)
    #expect(terminal.waits(for: "ready"))
    terminal.close()
    let start = ContinuousClock.now
    #expect(terminal.status() == 129)
    #expect(ContinuousClock.now - start < .seconds(2))
  }

  @Test("sends keys, pastes and the mouse as they come")
  func input() throws {
    let terminal = try PseudoTerminal()
    #expect(terminal.waits(for: "ready"))
    terminal.type("\u{1B}")
    #expect(terminal.waits(for: "key esc"))
    terminal.type("m\u{1B}[<0;9;8M")
    #expect(terminal.waits(for: "mouse 8 7"))
    #expect(terminal.output.contains("\u{1B}[?1000;1002;1006h"))
    terminal.type("\u{1B}[200~q q q\u{1B}[201~")
    #expect(terminal.waits(for: "paste 5 q q q"))
    terminal.type("q")
    #expect(terminal.status() == 0)
  }

  @Test("shows its cursor where the frame has one")
  func cursor() throws {
    let terminal = try PseudoTerminal()
    #expect(terminal.waits(for: "ready"))
    #expect(!terminal.output.contains("\u{1B}[?25h"))
    terminal.type("i")
    #expect(terminal.waits(for: "\u{1B}[?25h"))
    terminal.forget()
    terminal.type("i")
    #expect(terminal.waits(for: "\u{1B}[?25l"))
  }

  @Test("gets only what has changed")
  func differences() throws {
    let terminal = try PseudoTerminal()
    #expect(terminal.waits(for: "ready"))
    terminal.type("x")
    #expect(terminal.waits(for: "key x"))
    terminal.forget()
    terminal.type("w")
    #expect(terminal.waits(for: "w"))
    usleep(50_000)
    #expect(terminal.output.utf8.count < 40)
    terminal.forget()
    terminal.type("l")
    #expect(terminal.waits(for: "probe 80x24"))
  }

  @Test("draws once for many keys")
  func coalescing() throws {
    let terminal = try PseudoTerminal()
    #expect(terminal.waits(for: "ready"))
    for _ in 0..<10 { terminal.type(String(repeating: "j", count: 300)) }
    terminal.type("q")
    #expect(terminal.status() == 0)
    #expect(terminal.output.utf8.count < 20_000)
  }
}
