import Foundation
import Testing

@Suite("A signal", .serialized, .enabled(if: Tmux.path != nil, Tmux.howToGetIt))
struct SignalTests {
  @Test(
    "ends the program with 128 and its number, and the terminal is as it was",
    arguments: [SIGHUP, SIGINT, SIGQUIT, SIGTERM])
  func restores(signal: Int32) throws {
    let terminal = try Tmux()
    try terminal.start("lesson perceptron#weigh")
    try terminal.wait(for: "step 0/4")
    try terminal.press("Space")
    try terminal.wait(for: "step 1/4")
    #expect(try terminal.modes().hasPrefix("1 "))
    try terminal.send(signal)
    try terminal.wait(for: "ended=\(128 + signal)")
    try terminal.expectRestored()
    // No picture is left among the shell's lines.
    #expect(try !terminal.screen().contains("umbrella"))
  }

  @Test("while a number is typed restores too, and the step is kept")
  func whileTyping() throws {
    let terminal = try Tmux()
    try terminal.start("lesson perceptron#weigh")
    try terminal.wait(for: "step 0/4")
    try terminal.press("Space", "e", "1")
    try terminal.wait(for: "enter takes it")
    try terminal.send(SIGTERM)
    try terminal.wait(for: "ended=143")
    try terminal.expectRestored()
    try terminal.start()
    try terminal.wait(for: "step 1/4")
  }
}

@Suite(
  "What the environment says", .serialized, .enabled(if: Tmux.path != nil, Tmux.howToGetIt))
struct EnvironmentTests {
  @Test("about characters: without UTF-8 there are only ASCII signs", arguments: ["C", "POSIX"])
  func ascii(locale: String) throws {
    let terminal = try Tmux(["LC_ALL": locale])
    try terminal.start("lesson perceptron#weigh")
    try terminal.wait(for: "step 0/4")
    try terminal.press("Space", "Tab", "g", "s", "Enter", "Enter")
    let screen = try terminal.wait(for: "- s -", "not computed yet")
    #expect(screen.utf8.allSatisfy { $0 < 128 })
  }

  @Test("about colours: NO_COLOR takes them out, and only them")
  func colours() throws {
    func picture(_ environment: [String: String]) throws -> String {
      let terminal = try Tmux(environment)
      try terminal.start("lesson perceptron#weigh")
      try terminal.wait(for: "step 0/4")
      return try terminal.colouredScreen()
    }
    let coloured = try picture([:]), plain = try picture(["NO_COLOR": "1"])
    #expect(coloured.hasColours)
    #expect(!plain.hasColours)
    #expect(coloured.withoutColours == plain.withoutColours)
    #expect(try picture(["NO_COLOR": ""]).hasColours)
  }

  @Test(
    "about the terminal: where it can only print lines, lines are printed", arguments: ["dumb", ""])
  func dumb(type: String) throws {
    let terminal = try Tmux(["TERM": type])
    try terminal.record(to: "bytes")
    try terminal.start("lesson perceptron#weigh")
    try terminal.wait(for: "Weighing evidence")
    try terminal.press("Enter")
    try terminal.wait(for: "w[1]·x[1] = 3·1 = 3")
    try terminal.press("q", "Enter")
    try terminal.wait(for: "ended=0")
    let bytes = try terminal.until {
      let bytes = terminal.folder.text("bytes")
      return bytes.contains("ended=0") ? bytes : nil
    }
    #expect(!bytes.contains(String.escape))
  }

  @Test("about its size is less than what the terminal says")
  func size() throws {
    let terminal = try Tmux(width: 80, height: 24, ["LINES": "60", "COLUMNS": "200"])
    try terminal.start("lesson perceptron#weigh")
    let screen = try terminal.wait(for: "step 0/4", "q quit")
    #expect(screen.split(separator: "\n", omittingEmptySubsequences: false).count <= 25)
    #expect(screen.contains(" Unroll  01 The perceptron"))
  }

  @Test("about a type nobody knows: a known one that is like it is used, and said once")
  func unknownType() throws {
    let terminal = try Tmux(["TERM": "nobody-256color"])
    try terminal.start("lesson perceptron#weigh")
    try terminal.wait(for: "drawing as xterm-256color")
    try terminal.press("Space")
    try terminal.wait { $0.contains("step 1/4") && !$0.contains("drawing as") }
  }

  @Test(
    "about where to keep progress: where that cannot be, the course runs and says so once",
    arguments: [
      ["XDG_DATA_HOME": "/dev/null/data"], ["XDG_DATA_HOME": Tmux.unset, "HOME": "/dev/null"],
      ["XDG_DATA_HOME": Tmux.unset, "HOME": Tmux.unset],
    ])
  func noProgress(environment: [String: String]) throws {
    try expectNoProgress(try Tmux(environment))
  }

  @Test(
    "about a home that is read-only: the course runs and says so once",
    .enabled(if: getuid() != 0, "the superuser may write everywhere"))
  func readOnlyHome() throws {
    let home = try Scratch()
    chmod(home.path, 0o500)
    defer { chmod(home.path, 0o700) }
    try expectNoProgress(try Tmux(["XDG_DATA_HOME": Tmux.unset, "HOME": home.path]))
  }

  private func expectNoProgress(_ terminal: Tmux) throws {
    try terminal.start()
    try terminal.wait(for: "progress is not kept")
    try terminal.press("Enter")
    try terminal.wait { $0.contains("step 0/4") && !$0.contains("progress is not kept") }
    try terminal.press("Space")
    try terminal.wait { $0.contains("step 1/4") && !$0.contains("progress is not kept") }
    try terminal.press("q")
    try terminal.wait(for: "ended=0")
  }
}
