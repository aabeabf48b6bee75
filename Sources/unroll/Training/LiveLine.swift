import Foundation
import Screen

/// A line of a terminal that is written again and again. Where there is no terminal, nothing.
struct LiveLine {
  private static let pause = Duration.milliseconds(100)

  private let isTerminal: Bool
  private let glyphs = GlyphSet.ofEnvironment
  private var shown = ""
  private var last = ContinuousClock.now

  init() {
    let type = ProcessInfo.processInfo.environment["TERM"] ?? ""
    isTerminal = isatty(STDERR_FILENO) == 1 && !type.isEmpty && type != "dumb"
  }

  /// Whether the line has stood long enough for another.
  var isDue: Bool { isTerminal && ContinuousClock.now - last >= Self.pause }

  mutating func show(_ text: String) {
    let text = String(glyphs.text(text).prefix(columns - 1))
    write("\r" + text + String(repeating: " ", count: max(0, shown.count - text.count)))
    shown = text
    last = .now
  }

  /// Gives the line back.
  mutating func clear() {
    guard !shown.isEmpty else { return }
    write("\r" + String(repeating: " ", count: shown.count) + "\r")
    shown = ""
  }

  private var columns: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 1 else { return 80 }
    return Int(size.ws_col)
  }

  private func write(_ text: String) {
    FileHandle.standardError.write(Data(text.utf8))
  }
}
