import Courseware
import Screen

/// The first line: where in the course this is, and how far.
struct HeaderPicture {
  private let state: State
  private let lesson: LessonState

  init(_ state: State, _ lesson: LessonState) {
    self.state = state
    self.lesson = lesson
  }

  func draw(into frame: inout Frame, in row: Rect) {
    let glyphs = state.glyphs
    let x = frame.put(glyphs.text(" Unroll  "), x: row.x, y: row.y, .muted, in: row)
    let afterTitle = frame.put(glyphs.text(title), x: x, y: row.y, .muted, in: row)
    let crumb = frame.put(" \(glyphs.breadcrumb) ", x: afterTitle, y: row.y, .muted, in: row)
    let page = lesson.linked?.page.title ?? ""
    let end = frame.put(glyphs.text(page), x: crumb, y: row.y, .title, in: row)
    for text in places where end + 2 + TextWidth.of(text) <= row.maxX {
      frame.put(text, x: row.maxX - TextWidth.of(text), y: row.y, .muted, in: row)
      break
    }
  }

  private var title: String {
    let chapter = lesson.chapter.lesson
    let number = chapter.folder.prefix { $0.isNumber }
    let name = number.isEmpty ? chapter.title : "\(number) \(chapter.title)"
    return state.quiz.map { "\($0.title) \(state.glyphs.breadcrumb) \(name)" } ?? name
  }

  /// Which page or question this is, from the longest form to the shortest.
  private var places: [String] {
    guard !lesson.chapter.isModel else { return [] }
    let glyphs = state.glyphs
    guard let quiz = state.quiz else {
      let count = lesson.pageCount
      let dots = (0..<count).map { $0 <= lesson.pageIndex ? glyphs.dot : glyphs.ring }.joined()
      let place = "\(lesson.pageIndex + 1)/\(count)"
      return ["page \(place)  \(dots) ", "\(place) "]
    }
    let place = "\(quiz.index + 1)/\(quiz.count)"
    return ["question \(place) ", "\(place) "]
  }
}

extension QuizState {
  var title: String { purpose == .quiz ? "Quiz" : "Review" }
}
