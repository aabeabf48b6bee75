import Autograd
import Screen

/// What stands above a chart: its title, what its signs stand for, and the numbers told.
struct PlotPanel {
  let title: StageLine
  /// The first may stand behind the title.
  let legends: [StageLine]

  init(title: StageLine, legends: [StageLine]) {
    self.title = title
    self.legends = legends
  }

  /// The part of an area that is left for the chart.
  func chartArea(in area: Rect, _ context: ViewContext) -> Rect {
    let rows = min(rows(in: area, context).count, max(0, area.height - 1))
    return Rect(x: area.x, y: area.y + rows, width: area.width, height: area.height - rows)
  }

  /// The lines as there is room for them: where it is short, the numbers go before the title.
  private func rows(in area: Rect, _ context: ViewContext) -> [StageLine] {
    guard let first = legends.first else { return [title] }
    let joined = title + StageLine("   ") + first
    let isJoined = joined.width(context) <= area.width
    let rows = isJoined ? [joined] + legends.dropFirst() : [title] + legends
    guard rows.count > 1, area.height < 5 + rows.count else { return rows }
    return area.height < 7 ? [first] : isJoined ? rows.dropLast() : legends
  }

  func draw(in area: Rect, on canvas: inout Canvas) {
    for (n, row) in rows(in: area, canvas.context).enumerated().prefix(area.height) {
      canvas.put(row, x: area.x, y: area.y + n, maxX: area.maxX)
    }
  }

  /// The signs of points, which tell lines apart without colour.
  static func marks(_ glyphs: GlyphSet) -> [String] {
    glyphs.isASCII
      ? ["*", "o", "#", "+"] : [glyphs.dot, glyphs.ring, glyphs.diamond, glyphs.hollowDiamond]
  }
}

extension ViewContext {
  /// `name = 0.5`, the number where the cursor can reach it.
  func told(_ name: String, _ entry: Entry) -> StageLine {
    StageLine("\(name) = ", .muted) + StageLine([.number(entry)])
  }
}
