import Foundation
import Screen
import Terminal

/// The smallest program on the terminal: shows what happens, for tests and for trying out.
///
/// Keys: `q` quits, `t` traps, `s` fills the stack, `z` or Ctrl-Z suspends, `b` is busy for good,
/// `m` switches the mouse, `c` takes the theme for 256 colours on light, `l` redraws,
/// `i` shows the cursor, `y` copies.
@main
@MainActor
struct TerminalProbe {
  let terminal: Terminal
  private var lines: [String] = []
  private var showsCursor = false

  static func main() {
    do {
      var probe = TerminalProbe(terminal: try Terminal.open())
      let status = probe.run()
      probe.terminal.close()
      print("closed")
      exit(status)
    } catch {
      FileHandle.standardError.write(Data("probe: \(error)\n".utf8))
      exit(2)
    }
  }

  init(terminal: Terminal) { self.terminal = terminal }

  private mutating func run() -> Int32 {
    lines = [terminal.notice ?? "ready"]
    while true {
      terminal.draw(frame)
      guard let event = terminal.nextEvent() else { continue }
      for event in [event] + terminal.pendingEvents() {
        lines.append(describe(event))
        if let status = react(to: event) { return status }
      }
    }
  }

  /// The exit status, if the event ends the program.
  private mutating func react(to event: TerminalEvent) -> Int32? {
    switch event {
    case .key(.character("q")): return 0
    case .key(.character("t")): fatalError("asked to crash")
    case .key(.character("s")): return Int32(depth(of: 1))
    case .key(.character("b")): while true { sleep(1) }
    case .key(.character("z")), .key(.control("z")): terminal.suspend()
    case .key(.character("m")): terminal.mouse.toggle()
    case .key(.character("c")): terminal.theme = Theme(depth: .many, background: .light)
    case .key(.character("i")): showsCursor.toggle()
    case .key(.character("l")): terminal.redraw()
    case .key(.character("y")): lines.append("copied \(terminal.copy("∂loss = 1\nw"))")
    case .terminate(let signal): return 128 + signal
    case .hangup: return 129
    default: break
    }
    return nil
  }

  /// Calls itself, and works after the call, until there is no stack left.
  private func depth(of number: Int) -> Int {
    number > 0 ? depth(of: number + lines.count) &+ number : 0
  }

  private func describe(_ event: TerminalEvent) -> String {
    switch event {
    case .key(let key): "key \(key.name)"
    case .paste(let text): "paste \(text.count) \(text.prefix(20))"
    case .mouse(let x, let y, let action): "mouse \(x) \(y) \(action)"
    case .resized(let size): "resized \(size.width)x\(size.height)"
    case .resume: "resume"
    case .terminate(let signal): "terminate \(signal)"
    case .hangup: "hangup"
    }
  }

  private var frame: Frame {
    var frame = Frame(size: terminal.size)
    frame.box(frame.bounds, title: "probe \(frame.size.width)x\(frame.size.height)")
    let inside = frame.bounds.inset(x: 2, y: 1)
    for (row, line) in lines.suffix(max(0, inside.height - 3)).enumerated() {
      frame.put(line, x: inside.x, y: inside.y + row, in: inside)
    }
    var x = inside.x
    for style in Style.allCases {
      x = frame.put("\(style) ", x: x, y: inside.maxY - 2, style, in: inside)
    }
    let sample = terminal.glyphs.text("σ(z) = ∂L/∂w ≈ 漢字 ●○◆ ")
    x = frame.put(sample, x: inside.x, y: inside.maxY - 1, in: inside)
    if showsCursor { frame.cursor = Point(x: 7, y: 5) }
    frame.put(terminal.glyphs.bar(0.6, width: 10), x: x, y: inside.maxY - 1, .forward, in: inside)
    return frame
  }
}
