import Courseware
import Screen

/// The result of a quiz or a review: each question with what came of it, and which page to read again.
struct QuizPicture {
  private(set) var frame: Frame
  private let quiz: QuizState
  private let glyphs: GlyphSet

  init(_ state: State, _ quiz: QuizState) {
    self.quiz = quiz
    glyphs = state.glyphs
    frame = Frame(size: state.size)
    let rows = Rect(state.size).rows([.fixed(1), .fixed(1), .share(1), .fixed(1)])
    let x = frame.put(" Unroll  ", x: 0, y: 0, .muted)
    frame.put(quiz.title, x: x, y: 0, .title)
    frame.horizontalLine(x: 0, y: rows[1].y, width: frame.size.width)
    draw(in: rows[2].inset(x: 2, y: 1))
    FooterPicture(state).draw(into: &frame, in: rows[3])
  }

  private mutating func draw(in area: Rect) {
    guard quiz.count > 0 else { return put([StyledText(glyphs.text(quiz.nothing))], in: area) }
    let details = details
    let parts = area.rows([.fixed(2), .share(1), .fixed(1), .fixed(Self.detailRows)])
    put([StyledText(glyphs.text(quiz.summary), .strong)], in: parts[0])
    drawList(in: parts[1])
    put(details, in: parts[3])
  }

  private static let detailRows = 6

  // MARK: The questions

  private mutating func drawList(in area: Rect) {
    let first = max(0, min(quiz.selection - area.height + 1, quiz.count - area.height))
    for (row, item) in quiz.items.enumerated().dropFirst(first).prefix(area.height) {
      let y = area.y + row - first, isChosen = row == quiz.selection
      let mark = isChosen ? glyphs.pointer : " "
      let result = item.result
      var x = frame.put("\(mark) ", x: area.x, y: y, .strong, in: area)
      x = frame.put("\(glyphs.text(sign(of: result))) ", x: x, y: y, result.style, in: area)
      let word = result.word.padding(to: QuizState.Result.longest + 2)
      x = frame.put(word, x: x, y: y, result.style, in: area)
      let ask = truncated(
        glyphs.text(quiz.ask(item)), to: area.maxX - x, ellipsis: glyphs.ellipsis)
      frame.put(ask, x: x, y: y, isChosen ? .selection : .plain, in: area)
      if isChosen { frame.cursor = Point(x: area.x, y: y) }
    }
  }

  private func sign(of result: QuizState.Result) -> String {
    switch result {
    case .atOnce, .withHelp: glyphs.check
    case .wrong: glyphs.cross
    case .skipped, .open: " "
    }
  }

  /// What is behind the chosen line: its mistakes by name, and its page.
  private var details: [StyledText] {
    guard quiz.items.indices.contains(quiz.selection) else { return [] }
    let item = quiz.items[quiz.selection]
    let lesson = quiz.chapters[item.chapter].lesson
    let mistakes = item.mistakes.map { $0.replacing("-", with: " ") }
    let ask = StyledText(glyphs.text(quiz.ask(item)))
    let told =
      mistakes.isEmpty
      ? []
      : [
        StyledText("mistakes: ", .muted) + StyledText(mistakes.joined(separator: ", "), .wrong)
      ]
    let page = "\(lesson.title) \(glyphs.breadcrumb) \(lesson.pages[item.page].title)"
    return [ask] + told + [
      StyledText("enter reads the page again: ", .muted) + StyledText(glyphs.text(page), .strong)
    ]
  }

  private mutating func put(_ texts: [StyledText], in area: Rect) {
    let lines = texts.flatMap { $0.wrapped(width: area.width) }
    for (row, line) in lines.prefix(area.height).enumerated() {
      frame.put(line, x: area.x, y: area.y + row, in: area)
    }
  }
}

extension String {
  fileprivate func padding(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - TextWidth.of(self)))
  }
}
