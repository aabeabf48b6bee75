import Foundation
import Testing

@Suite("In a real terminal", .serialized, .enabled(if: Tmux.path != nil, Tmux.howToGetIt))
struct TerminalTests {
  @Test("the course opens on its map and a page is read, stepped, asked and edited")
  func tour() throws {
    let terminal = try Tmux()
    try terminal.start()
    try terminal.wait(for: "The perceptron", "enter begins", "q quit")
    #expect(try terminal.modes() == "1 1 1", "the cursor is on the chapter that is chosen")
    try terminal.press("Enter")
    try terminal.wait(for: "page 1/", "Weighing evidence", "step 0/4")
    #expect(try terminal.modes() == "1 0 1", "who reads is not disturbed by a cursor")
    try terminal.press("Space")
    try terminal.wait(for: "w[1]·x[1] = 3·1 = 3", "step 1/4")
    try terminal.press("Space", "Space", "Space")
    try terminal.wait(for: "step 4/4")
    try terminal.press("BSpace")
    try terminal.wait(for: "step 3/4")
    try terminal.press("Space", "Tab", "Enter")
    try terminal.wait(for: "─ s ─", "= 3·1 + 2·0 + (−1)·1")
    try terminal.press("Enter")
    try terminal.wait(for: "─ s › w[1] ─", "a weight")
    try terminal.press("Escape")
    try terminal.wait { $0.contains("─ s ─") && !$0.contains("› w[1]") }
    try terminal.press("Escape")
    try terminal.wait(for: "this step")
    try terminal.press("Left")
    try terminal.press("e")
    try terminal.wait(for: "enter takes it, esc leaves it")
    #expect(try terminal.modes() == "1 1 1", "the cursor shows where a number is typed")
    try terminal.press("1", "0", "Enter")
    try terminal.wait { $0.contains("10") && !$0.contains("enter takes it") }
    try terminal.press("x", "q")
    try terminal.wait(for: "ended=0")
    try terminal.expectRestored()
  }

  @Test("numbers and keys are clicked, and the mouse is given back to the terminal")
  func mouse() throws {
    let terminal = try Tmux()
    try terminal.start("lesson perceptron#weigh")
    try terminal.wait(for: "step 0/4")
    try terminal.click(on: "space step")
    try terminal.wait(for: "step 1/4", "w[1]·x[1] = 3·1 = 3")
    try terminal.click(on: "help")
    try terminal.wait(for: "esc or ? closes")
    try terminal.click(on: "esc or ? closes")
    try terminal.wait { !$0.contains("esc or ? closes") }
    try terminal.press("End", "g", "s", "Enter", "Enter")
    try terminal.wait(for: "─ s ─", "= 3·1 + 2·0 + (−1)·1")
    try terminal.click(on: "w[3]·x[3]")
    try terminal.wait(for: "─ s › w[3] ─")
    try terminal.press("m")
    try terminal.wait(for: "the mouse selects text")
    #expect(try terminal.modes().hasSuffix(" 0"))
    try terminal.press("m")
    try terminal.wait(for: "the mouse points at numbers")
    #expect(try terminal.modes().hasSuffix(" 1"))
    try terminal.press("q")
    try terminal.wait(for: "ended=0")
    try terminal.expectRestored()
  }

  @Test("a model's file opens without a lesson, and nothing of it is kept")
  func model() throws {
    let terminal = try Tmux(["UNROLL_LESSONS": "/nowhere"])
    let steps = (1...300).map { "h\($0) = tanh(w h\($0 - 1))   # step \($0)\n" }.joined()
    try terminal.folder.write(
      "# Three hundred steps.\nweight w = 0.9\ngiven h0 = 1\n\(steps)loss = h300^2\n",
      to: "m.eqn")
    try terminal.start("lesson --model m.eqn")
    try terminal.wait(for: "Model › m.eqn", "Three hundred steps.", "one equation a key")
    try terminal.press("Space", "Space")
    try terminal.wait(for: "▶ h2 = tanh(w h1)")
    try terminal.press("End")
    try terminal.wait(for: "◀ h1 = tanh(w h0)")
    try terminal.press("g", "h", "1", "5", "0", "Enter")
    try terminal.wait(for: "h150 = tanh(w h149)")
    try terminal.press("g", "w", "Enter", "e", "1", "Enter")
    try terminal.wait(for: "(0.9)")
    try terminal.press("Escape", "Escape")
    try terminal.wait(for: "q leaves")
    try terminal.press("q")
    try terminal.wait(for: "ended=0")
    try terminal.expectRestored()
    #expect(!FileManager.default.fileExists(atPath: terminal.folder.path + "/data"))
  }

  @Test("the arrows go from number to number")
  func arrows() throws {
    let terminal = try Tmux()
    try terminal.start("lesson perceptron#bias")
    try terminal.wait(for: "The bias")
    try terminal.press("Tab", "g", "w", "[", "2", "]", "Enter", "Enter")
    try terminal.wait(for: "─ w[2] ─", "w[2] = 2")
    try terminal.press("Escape", "Up", "Enter")
    try terminal.wait(for: "─ w[1] ─", "w[1] = 3")
    try terminal.press("Escape", "Down", "Down", "Enter")
    try terminal.wait(for: "─ w[3] ─", "w[3] = −1")
    try terminal.press("Escape", "Left", "Enter")
    try terminal.wait(for: "─ x[3] ─", "x[3] = 1")
  }

  @Test("the next start continues at the same page and step")
  func continues() throws {
    let terminal = try Tmux()
    try terminal.start()
    try terminal.wait(for: "enter begins")
    try terminal.press("Enter")
    try terminal.wait(for: "page 1/")
    try terminal.press("N", "N", "P", "P", "Space", "Space")
    let before = try terminal.wait(for: "step 2/4")
    try terminal.press("q")
    try terminal.wait(for: "ended=0")
    try terminal.start()
    let after = try terminal.wait(for: "step 2/4")
    #expect(after == before)
    try terminal.press("Escape", "Escape")
    try terminal.wait(for: "enter continues at page 1")
  }

  @Test("the place survives kill -9, and the next start heals the terminal")
  func killed() throws {
    let terminal = try Tmux()
    try terminal.start("lesson perceptron#weigh")
    try terminal.wait(for: "step 0/4")
    try terminal.press("Space", "Space", "Space")
    try terminal.wait(for: "step 3/4")
    // The place is written when no key has come for a moment. What another start shows is what
    // has been written.
    try terminal.until {
      try Self.savedStep(terminal.folder) == 3 ? () : nil
    }
    try terminal.send(SIGKILL)
    try terminal.wait(for: "ended=137")
    try terminal.shell("clear")
    try terminal.wait { !$0.contains("step 3/4") }
    try terminal.start()
    try terminal.wait(for: "step 3/4", "Weighing evidence")
    try terminal.press("q")
    try terminal.wait(for: "ended=0")
    try terminal.expectRestored()
  }

  /// The step in the progress file, read by another program; nil where it cannot be read now.
  private static func savedStep(_ folder: Scratch) throws -> Int? {
    let copy = try Scratch()
    let file = "/unroll/progress.sqlite"
    try copy.write("", to: "data/unroll/empty")
    guard
      let data = FileManager.default.contents(atPath: folder.path + "/data" + file),
      !FileManager.default.fileExists(atPath: folder.path + "/data" + file + "-journal")
    else { return nil }
    try data.write(to: URL(fileURLWithPath: copy.path + "/data" + file))
    let other = try Tmux(["XDG_DATA_HOME": copy.path + "/data"])
    try other.start()
    let screen = try other.wait { $0.contains("enter begins") || $0.contains("step ") }
    return screen.firstMatch(of: /step ([0-9]+)\/4/).flatMap { Int($0.output.1) }
  }

  @Test("Ctrl-Z goes to the shell, fg comes back to the same picture")
  func suspend() throws {
    let terminal = try Tmux()
    try terminal.start("lesson perceptron#weigh")
    try terminal.wait(for: "step 0/4")
    try terminal.press("Space")
    let before = try terminal.wait(for: "step 1/4")
    try terminal.press("C-z")
    try terminal.wait(for: "Stopped", "READY>")
    try terminal.expectRestored()
    try terminal.shell("fg")
    try terminal.wait { $0 == before }
    #expect(try terminal.modes() == "1 0 1")
    try terminal.press("Space")
    try terminal.wait(for: "step 2/4")
    try terminal.press("q")
    // Earlier prompts are still on the screen; what is typed before the new one may be discarded.
    try terminal.wait { screen in
      screen.split(separator: "\n").last { !$0.allSatisfy(\.isWhitespace) }?
        .trimmingCharacters(in: .whitespaces) == "READY>"
    }
    try terminal.expectRestored()
  }

  @Test("Ctrl-C twice leaves")
  func interrupt() throws {
    let terminal = try Tmux()
    try terminal.start("lesson perceptron#weigh")
    try terminal.wait(for: "step 0/4")
    try terminal.press("C-c")
    try terminal.wait(for: "Ctrl-C again leaves")
    try terminal.press("C-c")
    try terminal.wait(for: "ended=0")
    try terminal.expectRestored()
  }

  @Test("a screen made too small says so, one made tiny does no harm, and both come back")
  func resizing() throws {
    let terminal = try Tmux()
    try terminal.start("lesson perceptron#weigh")
    try terminal.wait(for: "step 0/4")
    try terminal.press("Space", "Tab")
    let before = try terminal.wait(for: "step 1/4")
    try terminal.resize(width: 59, height: 17)
    try terminal.wait(for: "60×18", "59×17")
    try terminal.press("Space")
    try terminal.resize(width: 1, height: 1)
    try terminal.wait { $0.trimmingCharacters(in: .whitespacesAndNewlines).count <= 1 }
    try terminal.resize(width: 140, height: 45)
    try terminal.wait(for: "step 1/4")
    try terminal.resize(width: 100, height: 30)
    try terminal.wait { $0 == before }
    try terminal.press("Space")
    try terminal.wait(for: "step 2/4")
  }
}
