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
    } else if !state.count.isEmpty, state.overview == nil {
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
    // Of a text that is longer than the line, what is before the caret is seen.
    let room = max(0, rect.maxX - x - 1)
    let hidden = prompt.beforeCaret.indices.first {
      TextWidth.of(String(prompt.beforeCaret[$0...])) <= room
    }
    let before = String(prompt.beforeCaret[(hidden ?? prompt.beforeCaret.endIndex)...])
    let caret = frame.put(before, x: x, y: rect.y, in: rect)
    let end = frame.put(String(prompt.text.suffix(prompt.behind)), x: caret, y: rect.y, in: rect)
    frame.cursor = Point(x: min(caret, rect.maxX - 1), y: rect.y)
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

  /// Whether a key does something at this moment.
  private func matters(_ command: Command) -> Bool {
    let question = state.lesson?.question
    return switch command {
    case .nextPage: state.lesson?.chapter.isModel != true && !state.isInQuiz
    case .hint: (question?.hintsLeft ?? 0) > 0
    case .easy: state.quiz?.isReview == true && question?.canBeEasy == true
    case .why where state.context == .answered:
      question?.stage != nil || question?.shownDerivations != nil
    case .down where state.context == .result: (state.quiz?.count ?? 0) > 1
    case .readPage: (state.quiz?.count ?? 0) > 0
    case .takeBack where state.context == .result: (state.quiz?.count ?? 0) > 0
    default: true
    }
  }

  private func drawKeys(into frame: inout Frame, in rect: Rect) {
    for item in items(in: rect) { frame.put(item.text.runs, x: item.rect.x, y: rect.y, in: rect) }
  }

  /// A key and what it does, where it stands.
  private struct Item {
    let key: Key
    let text: StyledText
    var rect: Rect
  }

  /// The key that stands at a place.
  func key(at point: Point, in rect: Rect) -> Key? {
    guard state.prompt == nil, state.message == nil, state.count.isEmpty else { return nil }
    return items(in: rect).first { $0.rect.contains(point) }?.key
  }

  /// As many keys as fit whole, help always among them.
  private func items(in rect: Rect) -> [Item] {
    let gap = 3
    let shown = KeyTable.bindings.filter {
      $0.short != nil && $0.contexts.contains(state.context) && matters($0.command)
    }
    let kept = shown.filter { $0.command == .help || $0.command == .quit }.map(item)
    var room = rect.width - 1 - kept.reduce(0) { $0 + $1.text.width + gap }
    let others = shown.filter { $0.command != .help && $0.command != .quit }.map(item).prefix {
      room -= $0.text.width + gap
      return room >= 0
    }
    var x = rect.x + 1
    return (others + kept).map { item in
      var item = item
      item.rect = Rect(x: x, y: rect.y, width: item.text.width, height: 1)
      x = item.rect.maxX + gap
      return item
    }
  }

  private func item(_ binding: KeyBinding) -> Item {
    let key = binding.keys[0]
    // Where two scenes run, tab stops at both.
    let isPair = binding.command == .focusNext && state.lesson?.page.twin != nil
    let short = isPair ? "text/stages" : binding.short ?? ""
    let text = StyledText(key.label(state.glyphs), .key) + StyledText(" \(short)", .muted)
    return Item(key: key, text: text, rect: Rect(x: 0, y: 0, width: 0, height: 0))
  }
}
