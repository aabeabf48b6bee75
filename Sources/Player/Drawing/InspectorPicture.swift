import Screen

/// The lines of the inspector, as many as fit, and where its operands stand.
struct InspectorPicture {
  /// An operand: its number among all of them, and its cells.
  struct Operand: Hashable {
    let index: Int
    let rect: Rect
  }

  private let rows: [[Run]]
  private let area: Rect

  init(_ lines: [StyledText], in area: Rect) {
    self.area = area
    rows = Self.fitting(lines, width: area.width, height: area.height)
  }

  func draw(into frame: inout Frame) {
    for (row, line) in rows.enumerated() {
      frame.put(line, x: area.x, y: area.y + row, in: area)
    }
  }

  /// The operands that can be seen.
  var operands: [Operand] {
    rows.enumerated().flatMap { row, line -> [Operand] in
      var x = area.x
      return line.compactMap { run in
        let width = TextWidth.of(run.text)
        defer { x += width }
        let rect = Rect(x: x, y: area.y + row, width: width, height: 1).intersection(area)
        return run.tag.flatMap { rect.isEmpty ? nil : Operand(index: $0, rect: rect) }
      }
    }
  }

  /// The lines that fit: the rounds of arithmetic between the numbers and the result go first.
  private static func fitting(_ lines: [StyledText], width: Int, height: Int) -> [[Run]] {
    var rows = lines.map { $0.wrapped(width: width, indent: 4) }
    var count = rows.reduce(0) { $0 + $1.count }
    while count > height, rows.count > 4 { count -= rows.remove(at: rows.count - 2).count }
    guard count > height, height > 1 else { return Array(rows.joined().prefix(height)) }
    let more = [Run("… \(count - height + 1) more lines on a larger screen", .muted)]
    return rows.joined().prefix(height - 1) + [more]
  }
}
