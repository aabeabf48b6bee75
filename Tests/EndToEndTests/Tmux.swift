import Foundation
import Testing

/// A real terminal: a tmux server of its own with one shell in it, gone with its last user.
final class Tmux {
  /// Where files of this terminal lie: the program's data, what commands write.
  let folder: Scratch
  private let server: Process
  private let socket = "unroll-\(UUID().uuidString.prefix(13))"

  static let howToGetIt: Comment =
    "tmux is missing; install it: apt-get install tmux, or brew install tmux"

  /// The tmux of this computer.
  static let path: String? = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")
    .split(separator: ":").map { "\($0)/tmux" }
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  /// - Parameter environment: for the shell, in place of the usual.
  init(
    width: Int = 100, height: Int = 30, _ environment: [String: String] = [:]
  ) throws {
    folder = try Scratch()
    var variables = Program.environment(in: folder)
    variables["TERM"] = "screen-256color"
    variables["UNROLL"] = Program.path
    variables["PS1"] = "READY> "
    variables.merge(environment) { $1 }
    let words = variables.filter { $0.value != Self.unset }.map { "\($0.key)=\($0.value)" }
    // The server is a child of this process that stays: there is no waiting for its end.
    server = try Program.start(
      ["-u", "-L", socket, "-f", "/dev/null", "new-session", "-d", "-c", folder.path]
        + ["-x", "\(width)", "-y", "\(height)", "env", "-i"] + words + ["sh", "-i"],
      program: try #require(Self.path, Self.howToGetIt), in: folder)
    try wait { $0.contains("READY>") }
    try tmux(["set", "-g", "status", "off", ";", "set", "-g", "escape-time", "0"])
  }

  /// In place of a variable's value, takes the variable out.
  static let unset = "\u{0}"

  deinit { _ = try? tmux(["kill-server"]) }

  @discardableResult
  private func tmux(_ arguments: [String]) throws -> String {
    let program = try #require(Self.path, Self.howToGetIt)
    let result = try Program.run(
      ["-u", "-L", socket, "-f", "/dev/null"] + arguments, program: program)
    return result.output
  }

  // MARK: Keys and commands

  /// Presses keys by tmux's names: `Space`, `Enter`, `C-z`, `Left`, `q`.
  func press(_ keys: String...) throws { try tmux(["send-keys"] + keys) }

  /// Presses and releases the mouse's left button on the first letter of a text of the screen.
  func click(on text: String) throws {
    let rows = try screen().split(separator: "\n", omittingEmptySubsequences: false)
    let row = try #require(rows.lastIndex { $0.contains(text) })
    let range = try #require(rows[row].range(of: text))
    let column = rows[row].distance(from: rows[row].startIndex, to: range.lowerBound) + 1
    for action in ["M", "m"] {
      try tmux(["send-keys", "-l", "\u{1B}[<0;\(column);\(row + 1)\(action)"])
    }
  }

  /// Types a command at the shell's prompt.
  func shell(_ command: String) throws {
    try tmux(["send-keys", "-l", command])
    // Not Enter: a shell in a terminal that was left raw waits for a line feed.
    try press("C-j")
  }

  /// Starts the program. When it ends, the shell says `ended=` with its status.
  func start(_ arguments: String = "") throws {
    try shell("clear; sh -c 'echo $$ >pid; exec \"$UNROLL\" \(arguments)'; echo ended=$?")
  }

  /// The process id of the program started last.
  func processID() throws -> pid_t {
    try until { pid_t(folder.text("pid").trimmingCharacters(in: .whitespacesAndNewlines)) }
  }

  func send(_ signal: Int32) throws { kill(try processID(), signal) }

  func resize(width: Int, height: Int) throws {
    try tmux(["resize-window", "-x", "\(width)", "-y", "\(height)"])
  }

  // MARK: What is seen

  /// The characters on the screen.
  func screen() throws -> String { try tmux(["capture-pane", "-p"]) }

  /// The same with sequences for colours.
  func colouredScreen() throws -> String { try tmux(["capture-pane", "-p", "-e"]) }

  /// Whether the screen is the one programs draw on, and whether the cursor shows.
  func modes() throws -> String {
    try tmux(["display-message", "-p", "#{alternate_on} #{cursor_flag} #{mouse_any_flag}"])
      .trimmingCharacters(in: .newlines)
  }

  /// Writes every byte that arrives at the terminal to a file.
  func record(to name: String) throws { try tmux(["pipe-pane", "cat >'\(folder.path)/\(name)'"]) }

  // MARK: Waiting

  /// Waits until the screen is as it should be; records what it is where it never is.
  @discardableResult
  func wait(
    seconds: Double = 15, _ location: SourceLocation = #_sourceLocation,
    until isRight: (String) throws -> Bool
  ) throws -> String {
    let end = ContinuousClock.now + .seconds(seconds)
    var screen = ""
    repeat {
      screen = try self.screen()
      if try isRight(screen) { return screen }
      usleep(20_000)
    } while ContinuousClock.now < end
    Issue.record("the screen never was as it should be:\n\(screen)", sourceLocation: location)
    throw NeverCame()
  }

  @discardableResult
  func wait(
    for texts: String..., location: SourceLocation = #_sourceLocation
  ) throws -> String {
    try wait(location) { screen in texts.allSatisfy { screen.contains($0) } }
  }

  /// Waits for something that is not on the screen.
  func until<Value>(
    seconds: Double = 15, location: SourceLocation = #_sourceLocation, _ body: () throws -> Value?
  ) throws -> Value {
    let end = ContinuousClock.now + .seconds(seconds)
    repeat {
      if let value = try body() { return value }
      usleep(20_000)
    } while ContinuousClock.now < end
    Issue.record("it never came", sourceLocation: location)
    throw NeverCame()
  }

  struct NeverCame: Error {}
}

extension Tmux {
  /// The modes of the terminal as `stty -a` lists them, once the shell has it back.
  func sttyModes() throws -> Set<Substring> {
    try shell("stty -a >modes; echo >modes.done")
    try until { folder.text("modes.done").isEmpty ? nil : () }
    return Set(folder.text("modes").split { " ;\n".contains($0) })
  }

  /// Expects the terminal as a shell wants it: main screen, cursor, echo, lines.
  func expectRestored(_ location: SourceLocation = #_sourceLocation) throws {
    #expect(try modes() == "0 1 0", sourceLocation: location)
    let stty = try sttyModes()
    let wanted: Set<Substring> = ["echo", "icanon", "isig", "icrnl", "opost"]
    #expect(stty.isSuperset(of: wanted), sourceLocation: location)
  }
}
