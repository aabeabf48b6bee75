import CNcurses
import CTerminal
import Foundation
import Screen

/// The ncurses window, which lives as long as the terminal is open.
typealias Window = UnsafeMutablePointer<WINDOW>

/// The terminal the program runs in: draws frames, reads events, and leaves everything as it was
/// found, whichever way the program ends. One at a time.
///
///     let terminal = try Terminal.open()
///     defer { terminal.close() }
///     terminal.draw(frame)
///     while let event = terminal.nextEvent() { … }
@MainActor
package final class Terminal {
  /// The signs this terminal can show; choose them before layout.
  package let glyphs: GlyphSet
  /// What the student should know about the terminal, in one line.
  package let notice: String?
  /// Whether the mouse is reported to the program. Off, the terminal selects text with it.
  package var mouse: Bool { didSet { write(mouse ? Modes.mouseOn : Modes.mouseOff) } }
  /// The looks of the styles; a new theme is on the screen at once.
  package var theme: Theme { didSet { repaint() } }
  /// Why there are no colours; nil where there are some.
  package let whyColourless: String?

  private let window: Window
  private let screen: OpaquePointer
  private var painter: Painter
  private var shown: Frame?
  private(set) var isClosed = false
  var input: Input

  /// Takes over the terminal of standard input and output.
  ///
  /// Throws where there can be no picture: input or output is not a terminal, or its type can do
  /// nothing but lines.
  package static func open(
    _ options: TerminalOptions = TerminalOptions()
  ) throws(TerminalError) -> Terminal {
    if isatty(STDIN_FILENO) == 0 { throw .notATerminal(stream: "standard input") }
    if isatty(STDOUT_FILENO) == 0 { throw .notATerminal(stream: "standard output") }
    let types = try options.environment.types()
    let isUnicode = options.environment.namesUTF8 && adoptLocale()
    terminal_heal(STDIN_FILENO, STDOUT_FILENO)
    let wakeUp = guard_install(STDIN_FILENO, STDOUT_FILENO)
    if wakeUp < 0 { throw .notAvailable }
    use_tioctl(true)
    for type in types {
      guard let screen = curses_open(type) else { continue }
      guard let window = curses_window() else { break }
      let notice = type == types[0] ? nil : "drawing as \(type), for \(types[0]) is not known here"
      return Terminal(
        options, screen: screen, window: window, glyphs: isUnicode ? .unicode : .ascii,
        notice: notice, wakeUp: wakeUp)
    }
    guard_remove()
    throw .unknownType(types[0])
  }

  private init(
    _ options: TerminalOptions, screen: OpaquePointer, window: Window, glyphs: GlyphSet,
    notice: String?, wakeUp: Int32
  ) {
    self.screen = screen
    self.window = window
    self.glyphs = glyphs
    self.notice = notice
    self.mouse = options.mouse
    let colours = Int(tigetnum("colors"))
    let environment = options.environment
    self.theme = Theme(
      depth: environment.colourDepth(terminalColours: colours), background: environment.background)
    self.whyColourless = environment.whyColourless(terminalColours: colours)
    self.painter = Painter(theme: theme)
    self.input = Input(terminal: STDIN_FILENO, wakeUp: wakeUp)
    prepare()
  }

  /// Keys as they come, nothing echoed, output only when asked for.
  private func prepare() {
    raw()
    noecho()
    nonl()
    typeahead(-1)
    curs_set(0)
    guard_arm()
    adoptSize()
    write(Modes.pasteOn + (mouse ? Modes.mouseOn : ""))
  }

  /// The real size of the terminal, in columns and rows; nothing once it is closed.
  package var size: Size {
    guard !isClosed else { return Size(width: 0, height: 0) }
    return Size(width: Int(getmaxx(window)), height: Int(getmaxy(window)))
  }

  /// Brings a frame to the screen, sending only what differs from the one before.
  package func draw(_ frame: Frame) {
    guard !isClosed else { return }
    var frame = frame
    if glyphs.isASCII { frame.restrictToASCII() }
    if shown?.size != frame.size { werase(window) }
    for change in frame.changes(from: shown) { painter.paint(change, in: window) }
    shown = frame
    flush()
  }

  /// Sends the whole screen again, for when something else has written on it.
  package func redraw() {
    guard !isClosed else { return }
    clearok(window, true)
    flush()
  }

  /// Puts a text on the clipboard, where the terminal lets programs do that.
  ///
  /// - Returns: false where it is known to have none; whether others obey cannot be asked.
  package func copy(_ text: String) -> Bool {
    guard !isClosed, !Self.withoutClipboard.contains(where: String(cString: termname()).hasPrefix)
    else { return false }
    write("\u{1B}]52;c;\(Data(text.utf8).base64EncodedString())\u{07}")
    return true
  }

  /// Types of terminals that would print the sequence, or wait for its end.
  private static let withoutClipboard = ["linux", "vt", "ansi", "dumb", "cons", "sun"]

  /// Stops the program, as Ctrl-Z does in others, and draws the screen again when it goes on.
  package func suspend() {
    guard !isClosed else { return }
    leave()
    guard_stop()
    resume()
  }

  /// Gives the terminal back as it was found. May be called more than once.
  package func close() {
    guard !isClosed else { return }
    leave()
    isClosed = true
    guard_remove()
    delscreen(screen)
  }

  /// Takes the terminal again after the program was stopped.
  func resume() {
    // First the modes: in the background this stops the program until it is in the foreground.
    reset_prog_mode()
    guard_arm()
    if adoptSize() { input.queue.append(.resized(size)) }
    write(Modes.pasteOn + (mouse ? Modes.mouseOn : ""))
    redraw()
  }

  /// Makes ncurses use the terminal's size, and says whether it is another than before.
  @discardableResult
  func adoptSize() -> Bool {
    var columns: Int32 = 0
    var rows: Int32 = 0
    guard terminal_size(STDOUT_FILENO, &columns, &rows) else { return false }
    guard columns != getmaxx(window) || rows != getmaxy(window) else { return false }
    resizeterm(rows, columns)
    shown = nil
    return true
  }

  private func leave() {
    write(Modes.mouseOff + Modes.pasteOff)
    endwin()
    // Without a second screen the picture stays, and the shell's prompt would be put into it.
    if tigetstr("smcup") == nil { write("\r\n") }
    guard_disarm()
  }

  private func repaint() {
    painter.theme = theme
    guard !isClosed, let frame = shown else { return }
    shown = nil
    werase(window)
    draw(frame)
  }

  /// Places the terminal's cursor and sends what has changed, in one go.
  private func flush() {
    if let cursor = shown?.cursor, Rect(size).contains(cursor) {
      curs_set(1)
      wmove(window, Int32(cursor.y), Int32(cursor.x))
    } else {
      curs_set(0)
    }
    wrefresh(window)
  }

  /// Sends what ncurses has no words for. It has flushed its own output before.
  private func write(_ sequence: String) {
    guard !isClosed else { return }
    var bytes = Array(sequence.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { bytes in
        Foundation.write(STDOUT_FILENO, bytes.baseAddress, bytes.count)
      }
      if count < 0 && errno != EINTR { return }
      bytes = bytes.dropFirst(max(0, count))
    }
  }
}

/// Modes that terminals have and ncurses does not set: text from the clipboard between marks,
/// and the mouse with drags, in the form without a limit of columns.
private enum Modes {
  static let pasteOn = "\u{1B}[?2004h"
  static let pasteOff = "\u{1B}[?2004l"
  static let mouseOn = "\u{1B}[?1000;1002;1006h"
  static let mouseOff = "\u{1B}[?1006;1002;1000l"
}

/// Makes the C library use the user's characters; only those, for numbers keep their points. A
/// locale that names UTF-8 but is not installed here says enough about the terminal.
private func adoptLocale() -> Bool {
  setlocale(LC_CTYPE, "") != nil || setlocale(LC_CTYPE, "C.UTF-8") != nil
}
