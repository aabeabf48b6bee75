import Autograd
import Screen

/// A row of a list: lines of text and numbers, each from a column on.
struct ListRow {
  struct Column {
    let x: Int
    let line: StageLine
    let end: Int?

    init(_ x: Int, _ line: StageLine, end: Int? = nil) {
      self.x = x
      self.line = line
      self.end = end
    }
  }

  var columns: [Column]
  /// Whether it is about what happens now: it is marked and kept in sight.
  var isCurrent: Bool

  init(_ columns: [Column] = [], isCurrent: Bool = false) {
    self.columns = columns
    self.isCurrent = isCurrent
  }

  /// Whether an entry's number stands in it.
  func holds(_ entry: Entry) -> Bool {
    columns.contains { column in
      column.line.parts.contains { part in
        switch part {
        case .number(let other), .written(_, let other): other == entry
        case .text: false
        }
      }
    }
  }
}

extension Canvas {
  /// Draws rows from `top` on. Where there are more than fit, those around the current one.
  mutating func list(_ rows: [ListRow], top: Int, height: Int) {
    let kept = context.kept.flatMap { kept in rows.firstIndex { $0.holds(kept) } }
    let current = kept ?? rows.firstIndex(where: \.isCurrent)
    let first = firstVisible(of: rows.count, room: height, keeping: current)
    let count = max(0, min(height, rows.count - first))
    for (line, row) in rows.dropFirst(first).prefix(count).enumerated() {
      if row.isCurrent { text(context.marker(context.step?.phase), x: 0, y: top + line, .current) }
      for column in row.columns { put(column.line, x: column.x, y: top + line, maxX: column.end) }
    }
    if first > 0, width > 12 { more(context.glyphs.up, y: top) }
    if first + count < rows.count, width > 12 { more(context.glyphs.down, y: top + count - 1) }
  }

  /// A sign at the right edge that the list goes on.
  private mutating func more(_ sign: String, y: Int) {
    if frame[width - 1, y].character == " " { text(sign, x: width - 1, y: y, .muted) }
  }
}
