import Autograd
import Screen

extension HeatmapDrawing {
  func draw(on canvas: inout Canvas) {
    let detail = detail(for: canvas.frame.size)
    let head = min(headHeight, max(0, canvas.height - 2))
    let hasLegend = canvas.height >= head + 3
    let room = Rect(
      x: left, y: head, width: canvas.width - left,
      height: canvas.height - head - (hasLegend ? 1 : 0))
    let table = HeatTable(self, detail, in: room)
    if head > 0 {
      let window = window(of: table), room = canvas.width - TextWidth.of(window) - 2
      let headline = grid.headlines.first { TextWidth.of(context.glyphs.text($0)) <= room }
      let end = canvas.text(headline ?? grid.headlines.last ?? "", x: 0, y: 0, .title)
      canvas.text(window, x: end + 2, y: 0, .muted)
    }
    drawColumnTitles(table, top: 1, end: head, on: &canvas)
    for row in table.rows { drawRow(row, table, on: &canvas) }
    if hasLegend { drawLegend(table, on: &canvas) }
  }

  /// Which rows and columns are seen, where not all are.
  private func window(of table: HeatTable) -> String {
    let rows = part("rows", table.rows, of: grid.rowCount)
    let columns = part("columns", table.columns, of: grid.columnCount)
    return [rows, columns].compactMap { $0 }.joined(separator: ", ")
  }

  private func part(_ name: String, _ seen: Range<Int>, of count: Int) -> String? {
    seen.isEmpty || seen.count == count
      ? nil : "\(name) \(seen.lowerBound + 1) to \(seen.upperBound) of \(count)"
  }

  private func drawColumnTitles(
    _ table: HeatTable, top: Int, end: Int, on canvas: inout Canvas
  ) {
    for column in table.columns {
      let title = grid.columnTitles[column], isCurrent = column == current.column
      let x = table.x(column)
      let word = title.word.map { ($0, isCurrent ? Style.current : .strong) }
      let name = (context.glyphs.text(title.name), isCurrent ? Style.current : .muted)
      // Where there is one line for both, the word says more.
      let lines = hasColumnWords ? (end - top > 1 ? [name, word] : [word ?? name]) : [name]
      for (n, line) in lines.enumerated() where top + n < end {
        guard let (text, style) = line else { continue }
        let length = TextWidth.of(text)
        guard length <= table.cellWidth else { continue }
        canvas.text(text, x: x + (table.cellWidth - length) / 2, y: top + n, style)
      }
    }
  }

  private func drawRow(_ row: Int, _ table: HeatTable, on canvas: inout Canvas) {
    let title = grid.rowTitles[row], isCurrent = row == current.row
    let y = table.y(row), numberY = y + (table.detail.hasShadeRow ? 1 : 0)
    if isCurrent { canvas.text(context.marker(context.step?.phase), x: 0, y: numberY, .current) }
    let name = context.glyphs.text(title.name), start = 2 + labelWidth - TextWidth.of(name)
    canvas.text(name, x: start, y: numberY, isCurrent ? .current : .muted, maxX: left - 1)
    if let word = title.word {
      let style: Style = isCurrent ? .current : .strong
      canvas.text(word, x: 2 + labelWidth + 1, y: numberY, style, maxX: left - 1)
    }
    for column in table.columns {
      guard let entry = grid.entry(row, column) else { continue }
      draw(entry, x: table.x(column), y: y, table, on: &canvas)
    }
  }

  private func draw(
    _ entry: Entry, x: Int, y: Int, _ table: HeatTable, on canvas: inout Canvas
  ) {
    let value = context.reading(entry), width = table.cellWidth
    guard table.detail != .shades else { return drawShade(value, entry, x, y, on: &canvas) }
    let numberY = y + (table.detail.hasShadeRow ? 1 : 0)
    if let value {
      let wide = String(repeating: shade(value), count: width)
      if table.detail.hasShadeRow { canvas.text(wide, x: x, y: y, style(value)) }
      canvas.text(wide, x: x, y: numberY, style(value))
    }
    let isTight = table.detail.isTight
    let start = x + (isTight ? width - numberWidth : (width - numberWidth) / 2)
    let end = start + numberWidth
    canvas.text(String(repeating: " ", count: numberWidth + 2), x: start - 1, y: numberY)
    canvas.number(entry, x: start, y: numberY, width: numberWidth)
    guard table.detail.hasGradients, hasGradients else { return }
    canvas.gradient(of: entry, end: max(end, x + gradientWidth), y: numberY + 1)
  }

  /// A cell without its number: the sign, then the shade.
  private func drawShade(
    _ value: Double?, _ entry: Entry, _ x: Int, _ y: Int, on canvas: inout Canvas
  ) {
    let width = width(ofCellIn: .shades), isMarked = context.style(of: entry) == .focus
    guard let value else {
      canvas.number(entry, x: x, y: y, width: isSigned ? 2 : 1)
      return
    }
    let sign = isSigned ? (value < 0 ? context.glyphs.minus : value > 0 ? "+" : " ") : ""
    let text = sign + String(repeating: shade(value), count: width - TextWidth.of(sign))
    canvas.text(text, x: x, y: y, isMarked ? .focus : style(value))
  }

  /// What the shades stand for; where there are only shades, the number that matters as well.
  private func drawLegend(_ table: HeatTable, on canvas: inout Canvas) {
    let glyphs = context.glyphs, y = canvas.height - 1
    let shades = [glyphs.light, glyphs.medium, glyphs.dark, glyphs.full]
    let title = canvas.width < 56 ? "from " : isSigned ? "shaded by size, from " : "shaded from "
    var x = canvas.text(title, x: 0, y: y, .muted)
    for (n, shade) in shades.enumerated() {
      let text = glyphs.text(StageNumber.text(scale * Double(n + 1) / 5))
      guard x + 4 + TextWidth.of(text) <= canvas.width else { break }
      x = canvas.text(shade + shade, x: x, y: y, isSigned ? .plain : .forward)
      x = canvas.text(" \(text)  ", x: x, y: y, .muted)
    }
    guard table.detail == .shades, let place = grid.keptPlace,
      let entry = grid.entry(place.row, place.column)
    else { return }
    let line = StageLine("\(context.name(entry)) = ", .muted) + StageLine([.number(entry)])
    if x + line.width(context) <= canvas.width { canvas.put(line, x: x, y: y) }
  }
}

/// Which rows and columns of a grid are seen, and where.
struct HeatTable {
  let detail: HeatmapDrawing.Detail
  let rows: Range<Int>
  let columns: Range<Int>
  let cellWidth: Int
  private let pitch: Int
  private let rowHeight: Int
  private let room: Rect

  /// Cells become wider than they need where there is room, up to this.
  private static let widest = 16

  init(_ drawing: HeatmapDrawing, _ detail: HeatmapDrawing.Detail, in room: Rect) {
    self.detail = detail
    self.room = room
    let grid = drawing.grid, gap = detail == .shades ? 0 : 1
    let natural = drawing.width(ofCellIn: detail)
    let share = room.width / max(1, grid.columnCount) - gap
    cellWidth =
      detail.hasShadeRow && !detail.isTight ? max(natural, min(share, Self.widest)) : natural
    pitch = cellWidth + gap
    rowHeight = drawing.height(ofRowIn: detail)
    let kept = grid.keptPlace
    rows = Self.visible(
      grid.rowCount, room: (room.height + detail.gap) / rowHeight, kept: kept?.row)
    columns = Self.visible(
      grid.columnCount, room: (room.width + gap) / pitch, kept: kept?.column)
  }

  private static func visible(_ count: Int, room: Int, kept: Int?) -> Range<Int> {
    let first = firstVisible(of: count, room: max(0, room), keeping: kept)
    return first..<min(count, first + max(0, room))
  }

  func x(_ column: Int) -> Int { room.x + (column - columns.lowerBound) * pitch }
  func y(_ row: Int) -> Int { room.y + (row - rows.lowerBound) * rowHeight }
}
