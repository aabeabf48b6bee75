import Screen
import Terminal
import Testing

@Suite("The environment")
struct EnvironmentTests {
  @Test(
    "decides how many colours are used",
    arguments: [
      ([:], 256, .many), ([:], 65536, .many), ([:], 88, .sixteen), ([:], 16, .sixteen),
      ([:], 8, .eight), ([:], 0, .none), ([:], -1, .none),
      (["NO_COLOR": "1"], 256, .none), (["NO_COLOR": "0"], 256, .none),
      (["NO_COLOR": ""], 256, .many), (["CLICOLOR": "0"], 256, .none),
      (["CLICOLOR": "1"], 8, .eight), (["COLORTERM": "truecolor"], 256, .many),
    ] as [([String: String], Int, ColourDepth)])
  func colours(variables: [String: String], colours: Int, depth: ColourDepth) {
    #expect(TerminalEnvironment(variables).colourDepth(terminalColours: colours) == depth)
    let why = TerminalEnvironment(variables).whyColourless(terminalColours: colours)
    #expect((why == nil) == (depth != .none))
  }

  @Test("says why there are no colours")
  func colourless() {
    func why(_ variables: [String: String], _ colours: Int) -> String? {
      TerminalEnvironment(variables).whyColourless(terminalColours: colours)
    }
    #expect(why(["NO_COLOR": "1"], 256) == "NO_COLOR is set")
    #expect(why(["CLICOLOR": "0"], 256) == "CLICOLOR is 0")
    #expect(why([:], 0) == "this terminal has none")
  }

  @Test(
    "decides whether the background is light",
    arguments: [
      ([:], .dark), (["COLORFGBG": "15;0"], .dark), (["COLORFGBG": "0;15"], .light),
      (["COLORFGBG": "0;default;7"], .light), (["COLORFGBG": "7;8"], .dark),
      (["COLORFGBG": "x;y"], .dark), (["COLORFGBG": ""], .dark),
      (["UNROLL_BACKGROUND": "light"], .light), (["UNROLL_BACKGROUND": "pink"], .dark),
      (["UNROLL_BACKGROUND": "dark", "COLORFGBG": "0;15"], .dark),
    ] as [([String: String], Background)])
  func background(variables: [String: String], background: Background) {
    #expect(TerminalEnvironment(variables).background == background)
  }

  @Test(
    "names UTF-8 or not",
    arguments: [
      ([:], false), (["LANG": "C"], false), (["LANG": "POSIX"], false), (["LANG": "bogus"], false),
      (["LANG": "en_US.UTF-8"], true), (["LANG": "C.utf8"], true), (["LC_CTYPE": "UTF-8"], true),
      (["LANG": "de_DE.UTF-8@euro"], true), (["LANG": "de_DE.ISO-8859-1"], false),
      (["LANG": "en_US.UTF-8", "LC_ALL": "C"], false),
      (["LANG": "en_US.UTF-8", "LC_ALL": ""], true),
      (["LANG": "C", "LC_CTYPE": "en_US.UTF-8"], true),
    ] as [([String: String], Bool)])
  func locale(variables: [String: String], namesUTF8: Bool) {
    #expect(TerminalEnvironment(variables).namesUTF8 == namesUTF8)
  }

  @Test(
    "names the terminal's type and one like it",
    arguments: [
      ("vt100", ["vt100"]), ("xterm", ["xterm"]), ("bogus", ["bogus"]),
      ("xterm-kitty", ["xterm-kitty", "xterm-256color"]),
      ("tmux-direct", ["tmux-direct", "xterm-256color"]),
      ("alien-256color", ["alien-256color", "xterm-256color"]),
    ])
  func types(type: String, types: [String]) throws {
    #expect(try TerminalEnvironment(["TERM": type]).types() == types)
  }

  @Test("refuses terminals that cannot show pictures")
  func refusals() {
    #expect(throws: TerminalError.noType) { try TerminalEnvironment([:]).types() }
    #expect(throws: TerminalError.noType) { try TerminalEnvironment(["TERM": ""]).types() }
    #expect(throws: TerminalError.onlyLines(type: "dumb")) {
      try TerminalEnvironment(["TERM": "dumb"]).types()
    }
  }
}
