import Screen

/// The last line: what is typed, what was said, or the keys.
struct FooterPicture {
  private let state: State

  init(_ state: State) { self.state = state }

  func draw(into frame: inout Frame, in rect: Rect) {
    if let prompt = state.prompt {
      draw(prompt, into: &frame, in: rect)
    } else if let message = state.message {
      let style: Style = message.isProblem ? .wrong : .notice
      frame.put(" \(state.glyphs.text(message.text))", x: rect.x, y: rect.y, style, in: rect)
    } else if !state.count.isEmpty {
      drawCount(into: &frame, in: rect)
    } else {
      drawKeys(into: &frame, in: rect)
    }
  }

  /// What was counted, and what can be done so often.
  private func drawCount(into frame: inout Frame, in rect: Rect) {
    let end = frame.put(" \(state.count)", x: rect.x, y: rect.y, .key, in: rect)
    frame.put(
      "   space: so many steps   G: to this step   esc: none of it", x: end, y: rect.y, .muted,
      in: rect)
  }

  private func draw(_ prompt: Prompt, into frame: inout Frame, in rect: Rect) {
    let glyphs = state.glyphs
    let x = frame.put(" \(glyphs.text(prompt.question))", x: rect.x, y: rect.y, .strong, in: rect)
    let end = frame.put(prompt.text, x: x, y: rect.y, in: rect)
    frame.cursor = Point(x: min(end, rect.maxX - 1), y: rect.y)
    if let problem = state.message {
      let style: Style = problem.isProblem ? .wrong : .notice
      frame.put("   \(glyphs.text(problem.text))", x: end + 1, y: rect.y, style, in: rect)
    } else {
      let room = rect.maxX - end - 4
      let hints = prompt.hints.map { glyphs.text($0) }
      guard let hint = hints.first(where: { TextWidth.of($0) <= room }) else { return }
      frame.put(hint, x: rect.maxX - TextWidth.of(hint) - 1, y: rect.y, .muted, in: rect)
    }
  }

  private func matters(_ command: Command) -> Bool {
    command != .nextPage || state.lesson?.chapter.isModel != true
  }

  /// As many keys as fit whole, help always among them.
  private func drawKeys(into frame: inout Frame, in rect: Rect) {
    let shown = KeyTable.bindings.filter {
      $0.short != nil && $0.contexts.contains(state.context) && matters($0.command)
    }
    let items = shown.map { binding -> (text: StyledText, isLast: Bool) in
      let key = binding.keys[0].label(state.glyphs)
      let text = StyledText(key, .key) + StyledText(" \(binding.short ?? "")", .muted)
      return (text, binding.command == .help || binding.command == .quit)
    }
    let kept = items.filter(\.isLast)
    var room = rect.width - 1 - kept.reduce(0) { $0 + $1.text.width + 3 }
    var x = rect.x + 1
    for item in items.filter({ !$0.isLast }) {
      room -= item.text.width + 3
      if room < 0 { break }
      frame.put(item.text.runs, x: x, y: rect.y, in: rect)
      x += item.text.width + 3
    }
    for item in kept {
      frame.put(item.text.runs, x: x, y: rect.y, in: rect)
      x += item.text.width + 3
    }
  }
}
