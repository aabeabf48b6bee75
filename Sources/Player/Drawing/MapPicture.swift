import Courseware
import Screen

/// The course map: the chapters, and what the chosen one is about.
struct MapPicture {
  private let state: State
  private let selection: Int

  init(_ state: State, selection: Int) {
    self.state = state
    self.selection = selection
  }

  func draw(into frame: inout Frame) {
    let rows = self.rows
    let glyphs = state.glyphs
    let x = frame.put(" Unroll", x: 0, y: 0, .title)
    frame.put("  step through neural networks, one number at a time", x: x, y: 0, .muted)
    frame.horizontalLine(x: 0, y: rows[1].y, width: frame.size.width)
    drawChapters(into: &frame)
    if state.course.indices.contains(selection) {
      drawDetails(state.course[selection], into: &frame, in: columns[1].inset(x: 2, y: 1))
    } else {
      frame.put(glyphs.text("there are no chapters here"), x: 2, y: rows[2].y + 1, .muted)
    }
    FooterPicture(state).draw(into: &frame, in: rows[3])
  }

  private var rows: [Rect] {
    Rect(state.size).rows([.fixed(1), .fixed(1), .share(1), .fixed(1)])
  }

  private var columns: [Rect] {
    rows[2].columns([.fixed(max(24, min(40, state.size.width * 2 / 5))), .share(1)])
  }

  private var chapters: Rect { columns[0].inset(x: 1, y: 1) }

  /// The first chapter that is seen.
  private var first: Int { max(0, selection - chapters.height + 1) }

  /// The chapter that stands at a place.
  func chapter(at point: Point) -> Int? {
    let index = first + point.y - chapters.y
    return chapters.contains(point) && state.course.indices.contains(index) ? index : nil
  }

  private func drawChapters(into frame: inout Frame) {
    let area = chapters
    frame.cursor = Point(x: area.x + 1, y: area.y + selection - first)
    for (row, chapter) in state.course.enumerated().dropFirst(first).prefix(area.height) {
      let y = area.y + row - first
      let isChosen = row == selection
      let number = chapter.folder.prefix { $0.isNumber }
      let mark = isChosen ? state.glyphs.pointer : " "
      let text = state.glyphs.text(" \(mark) \(number) \(chapter.title) ")
      frame.put(text, x: area.x, y: y, isChosen ? .selection : .plain, in: area)
      drawRemark(on: chapter, behind: area.x + TextWidth.of(text), y: y, into: &frame)
    }
  }

  /// How much there is to review, where there is room for it, and how long the chapter takes.
  private func drawRemark(
    on chapter: Catalogue.Entry, behind x: Int, y: Int, into frame: inout Frame
  ) {
    let area = chapters, minutes = "\(chapter.minutes) min"
    let start = area.maxX - TextWidth.of(minutes)
    frame.put(minutes, x: start, y: y, .muted, in: area)
    guard let due = state.due[chapter.name], due > 0 else { return }
    let review = "\(due) to review  "
    let width = TextWidth.of(review)
    if start - width >= x { frame.put(review, x: start - width, y: y, .notice, in: area) }
  }

  private func drawDetails(_ chapter: Catalogue.Entry, into frame: inout Frame, in area: Rect) {
    var y = area.y
    func draw(_ text: StyledText, into frame: inout Frame, indent: Int = 0) {
      for line in text.wrapped(width: area.width, indent: indent) {
        frame.put(line, x: area.x, y: y, in: area)
        y += 1
      }
    }
    draw(StyledText(state.glyphs.text(chapter.title), .strong), into: &frame)
    draw(StyledText(state.glyphs.text(chapter.summary)), into: &frame)
    y += 1
    let place = state.places[chapter.name]?.page
    let current = chapter.pages.firstIndex { $0.id == place }
    let what = current.map { "enter continues at page \($0 + 1)" } ?? "enter begins"
    draw(StyledText(what, .notice), into: &frame)
    if let due = state.due[chapter.name], due > 0 {
      draw(StyledText("\(due) to review: unroll review", .notice), into: &frame)
    }
    y += 1
    for (n, page) in chapter.pages.enumerated() {
      let mark = current.map { n <= $0 } ?? false ? state.glyphs.dot : state.glyphs.ring
      let style: Style = n == current ? .strong : .muted
      draw(StyledText(state.glyphs.text("\(mark) \(page.title)"), style), into: &frame, indent: 2)
    }
  }
}
