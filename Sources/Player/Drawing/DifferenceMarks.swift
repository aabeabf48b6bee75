import Autograd
import Screen
import Views

/// What a wrong rule has changed, marked where it stands, as far as the steps have come.
struct DifferenceMarks {
  private let first: ViewContext
  private let second: ViewContext
  private let reached: ReachedDifference?
  private let titles: (String, String)
  private let row: Rect

  /// - Returns: nil on a page where nothing runs beside the scene.
  init?(_ first: ViewContext, _ second: ViewContext, _ page: PageState, in row: Rect) {
    guard let twin = page.twin else { return nil }
    self.first = first
    self.second = second
    reached = page.reachedDifference
    titles = (twin.title(isTwin: false), twin.title(isTwin: true))
    self.row = row
  }

  /// Puts a sign beside each number that is another one in the other scene, where a neighbour leaves
  /// room; the number itself is lit anyway.
  func mark(_ places: [Place], into frame: inout Frame, in area: Rect) {
    for place in places where isDifferent(place.entry) {
      let rect = place.rect
      let free = [rect.x - 1, rect.maxX].first {
        area.contains(Point(x: $0, y: rect.y)) && frame[$0, rect.y].character == " "
      }
      if let free {
        frame.put(first.glyphs.differs, x: free, y: rect.y, .wrong, in: area)
      }
      if place.entry != first.cursor, place.entry != second.cursor { frame.restyle(rect, .wrong) }
    }
  }

  private func isDifferent(_ entry: Autograd.Entry) -> Bool {
    first.reading(entry)?.differs(from: second.reading(entry)) ?? false
  }

  /// How far the two have been seen to agree.
  func drawLine(into frame: inout Frame) {
    guard let reached else {
      let text = "\(titles.0) and \(titles.1): no number differs so far"
      frame.put(first.glyphs.text(text), x: row.x, y: row.y, .muted, in: row)
      return
    }
    // A number is written whole or not at all.
    let forms = reached.forms.map { "\(first.glyphs.differs) \(first.glyphs.text($0))" }
    let text = forms.first { TextWidth.of($0) <= row.width } ?? forms.last ?? ""
    frame.put(
      truncated(text, to: row.width, ellipsis: first.glyphs.ellipsis), x: row.x, y: row.y, .wrong,
      in: row)
  }
}
