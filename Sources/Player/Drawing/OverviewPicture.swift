import Courseware
import Screen

/// The pages of a lesson over everything else: which were read, which is open, which is chosen.
struct OverviewPicture {
  private let state: State
  private let lesson: LessonState
  private let chosen: Int

  /// - Returns: nil where no lesson is open.
  init?(_ state: State, chosen: Int) {
    guard let lesson = state.lesson else { return nil }
    self.state = state
    self.lesson = lesson
    self.chosen = chosen
  }

  private var pages: [Page] { lesson.chapter.lesson.pages }
  private var height: Int { min(pages.count, state.size.height - 5) }
  private var width: Int {
    let longest = pages.map { TextWidth.of(state.glyphs.text($0.title)) }.max() ?? 0
    let title = TextWidth.of(state.glyphs.text(lesson.chapter.lesson.title))
    return max(44, min(max(longest + 18, title + 8), state.size.width - 2))
  }

  private var box: Rect {
    Rect(
      x: (state.size.width - width) / 2, y: max(0, (state.size.height - height - 4) / 2),
      width: width, height: height + 3)
  }

  private var list: Rect {
    let inner = box.inset(x: 2, y: 1)
    return Rect(x: inner.x, y: inner.y, width: inner.width, height: height)
  }

  /// The first page that is seen.
  private var first: Int { max(0, min(chosen - height / 2, pages.count - height)) }

  /// The page that stands at a place.
  func page(at point: Point) -> Int? {
    let index = first + point.y - list.y
    return list.contains(point) && pages.indices.contains(index) ? index : nil
  }

  func draw(into frame: inout Frame) {
    let glyphs = state.glyphs
    frame.fill(box)
    let title = truncated(
      glyphs.text(lesson.chapter.lesson.title), to: width - 6, ellipsis: glyphs.ellipsis)
    frame.box(box, style: .border, title: title)
    for index in pages.indices.dropFirst(first).prefix(height) { draw(index, into: &frame) }
    frame.put(legend, x: list.x, y: list.maxY, .muted, in: box.inset(x: 2, y: 0))
    frame.cursor = Point(x: list.x, y: list.y + chosen - first)
  }

  private func draw(_ index: Int, into frame: inout Frame) {
    let glyphs = state.glyphs, y = list.y + index - first
    let isOpen = index == lesson.pageIndex
    let style: Style = index == chosen ? .selection : isOpen ? .strong : .plain
    let pointer = index == chosen ? glyphs.pointer : " "
    let number = String(index + 1)
    let padding = String(repeating: " ", count: String(pages.count).count - number.count)
    let mark = isRead(index) ? glyphs.dot : glyphs.ring
    let head = "\(pointer) \(mark) \(padding)\(number) "
    let here = isOpen ? "here" : ""
    let room = list.width - TextWidth.of(head) - (isOpen ? 6 : 1)
    let title = truncated(
      glyphs.text(pages[index].title), to: max(0, room), ellipsis: glyphs.ellipsis)
    frame.put("\(head)\(title) ", x: list.x, y: y, style, in: list)
    frame.put(here, x: list.maxX - TextWidth.of(here), y: y, .muted, in: list)
  }

  private func isRead(_ index: Int) -> Bool {
    state.visited[lesson.chapter.lesson.name]?.contains(pages[index].id) ?? false
  }

  private var legend: String {
    let hidden = pages.count - height
    let more = hidden > 0 ? "\(chosen + 1)/\(pages.count)   " : ""
    return "\(more)\(state.glyphs.dot) read   \(state.glyphs.ring) not yet"
  }
}
