import Autograd
import Screen

/// A view's own sheet: drawn on from its top left, then stamped on the frame.
///
/// So a view counts from 0, cannot draw outside its rectangle, and needs no thought of ASCII.
struct Canvas {
  let context: ViewContext
  var frame: Frame
  private(set) var places: [Place] = []
  /// Those inside a formula, which a ghost would tear.
  private var placesInText: Set<Place> = []

  var width: Int { frame.size.width }
  var height: Int { frame.size.height }
  var bounds: Rect { frame.bounds }

  /// Lets `body` draw on a canvas of the rectangle's visible part.
  ///
  /// - Returns: where the numbers stand on the frame.
  static func draw(
    _ context: ViewContext, into frame: inout Frame, in rect: Rect, _ body: (inout Canvas) -> Void
  ) -> [Place] {
    let area = rect.intersection(frame.bounds)
    guard !area.isEmpty else { return [] }
    var canvas = Canvas(context: context, frame: Frame(size: area.size))
    body(&canvas)
    canvas.putGhosts()
    if context.glyphs.isASCII { canvas.frame.restrictToASCII() }
    frame.stamp(canvas.frame, x: area.x, y: area.y)
    return canvas.places.map { place in
      let rect = place.rect
      return Place(
        place.entry,
        Rect(x: rect.x + area.x, y: rect.y + area.y, width: rect.width, height: rect.height))
    }
  }
}

// MARK: - Drawing

extension Canvas {
  /// Writes a text in the context's glyphs; returns the column after it.
  @discardableResult
  mutating func text(
    _ text: String, x: Int, y: Int, _ style: Style = .plain, maxX: Int? = nil
  ) -> Int {
    let room = (maxX ?? width) - x
    let shown = truncated(
      context.glyphs.text(text), to: max(0, room), ellipsis: context.glyphs.ellipsis)
    return frame.put(shown, x: x, y: y, style)
  }

  /// Writes an entry's number, right-aligned in `width` columns; returns the column after it.
  ///
  /// A number that does not fit whole is left out: a part of one would be another number.
  @discardableResult
  mutating func number(_ entry: Entry, x: Int, y: Int, width: Int = 0) -> Int {
    let place = frame.put(entry, context, x: x, y: y, width: width, in: bounds)
    if !place.rect.isEmpty { places.append(place) }
    return max(x + width, place.rect.maxX)
  }

  /// Writes an entry's number in other words, such as `0.5000`.
  mutating func number(_ entry: Entry, as text: String, x: Int, y: Int) {
    let end = frame.put(text, x: x, y: y, context.style(of: entry))
    let seen = Rect(x: x, y: y, width: end - x, height: 1).intersection(bounds)
    guard !seen.isEmpty else { return }
    places.append(Place(entry, seen))
    placesInText.insert(Place(entry, seen))
  }

  mutating func horizontal(_ x: Int, _ y: Int, to end: Int, _ style: Style = .border) {
    if end > x { frame.horizontalLine(x: x, y: y, width: end - x, style: style) }
  }

  mutating func vertical(_ x: Int, _ y: Int, to end: Int, _ style: Style = .border) {
    if end > y { frame.verticalLine(x: x, y: y, height: end - y + 1, style: style) }
  }
}

// MARK: - Ghosts

extension Canvas {
  /// Beside each edited number the one it was, where a neighbour leaves room.
  private mutating func putGhosts() {
    guard context.original != nil || !context.guesses.isEmpty else { return }
    for place in places where !placesInText.contains(place) {
      let rect = place.rect
      let hasGhost = frame[rect.maxX + 1, rect.y].style == .ghost
      guard !hasGhost, let ghost = context.ghostText(place.entry) else { continue }
      let length = TextWidth.of(ghost)
      if isBlank(rect.maxX, rect.y, length + 2) {
        frame.put(ghost, x: rect.maxX + 1, y: rect.y, .ghost)
      } else if isBlank(rect.x - length - 2, rect.y, length + 2) {
        frame.put(ghost, x: rect.x - length - 1, y: rect.y, .ghost)
      }
    }
  }

  /// Whether so many cells are blank, but for the last one, which may lie outside.
  private func isBlank(_ x: Int, _ y: Int, _ count: Int) -> Bool {
    guard x >= 0, x + count - 1 <= width else { return false }
    return (x..<x + count).allSatisfy { frame[$0, y] == .blank }
  }
}
