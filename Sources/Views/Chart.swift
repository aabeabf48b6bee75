import Autograd
import Screen

/// Two axes and the sheet of dots between them.
struct Chart {
  let x: Scale
  let y: Scale
  /// The cells between the axes.
  let plot: Rect
  var dots: Dots
  private let hasAxes: Bool
  private let ticksX: [Scale.Tick]
  private let ticksY: [Scale.Tick]

  init(x: Scale, y: Scale, in area: Rect, glyphs: GlyphSet) {
    self.x = x
    self.y = y
    hasAxes = area.width >= 16 && area.height >= 4
    let ticksY = hasAxes ? y.ticks(most: min(6, (area.height - 1) / 2)) : []
    let left = hasAxes ? (ticksY.map { TextWidth.of(glyphs.text($0.text)) }.max() ?? 0) + 1 : 0
    plot = Rect(
      x: area.x + left, y: area.y, width: area.width - left,
      height: area.height - (hasAxes ? 2 : 0))
    let widest = x.ticks(most: 8).map { TextWidth.of(glyphs.text($0.text)) }.max() ?? 0
    ticksX = hasAxes ? x.ticks(most: min(8, plot.width / (widest + 3))) : []
    self.ticksY = ticksY
    dots = Dots(columns: plot.width, rows: plot.height, isASCII: glyphs.isASCII)
  }

  /// The dot of a point, also where it lies outside; nil where it has no place.
  func dot(_ x: Double, _ y: Double) -> Point? {
    guard let across = self.x.part(of: x), let up = self.y.part(of: y), abs(across) < 1e6,
      abs(up) < 1e6
    else { return nil }
    return Point(
      x: Self.place(across, dots.width), y: dots.height - 1 - Self.place(up, dots.height))
  }

  /// The cell of a point, on the canvas; nil where it lies outside.
  func cell(_ x: Double, _ y: Double) -> Point? {
    guard let across = self.x.part(of: x), let up = self.y.part(of: y),
      (0...1).contains(across), (0...1).contains(up), !plot.isEmpty
    else { return nil }
    return Point(
      x: plot.x + Self.place(across, plot.width),
      y: plot.maxY - 1 - Self.place(up, plot.height))
  }

  /// The end of an axis belongs to its last dot.
  private static func place(_ part: Double, _ count: Int) -> Int {
    part == 1 ? count - 1 : Int((part * Double(count)).rounded(.down))
  }

  /// Lines from point to point; one that has no place leaves a gap.
  mutating func line(_ points: [(x: Double, y: Double)?], _ style: Style) {
    var last: Point?
    for point in points {
      let dot = point.flatMap { self.dot($0.x, $0.y) }
      if let dot { dots.line(from: last ?? dot, to: dot, style) }
      last = dot
    }
  }

  /// Where a number is 0, a row or a column of single dots.
  mutating func zeroLines() {
    if !x.isWhole, x.span.contains(0), x.span.lowerBound < 0,
      let column = dot(0, y.span.lowerBound)?.x
    {
      for n in stride(from: 0, to: dots.height, by: 4) { dots.set(column, n, .border) }
    }
    if y.span.contains(0), y.span.lowerBound < 0, let row = dot(x.span.lowerBound, 0)?.y {
      for n in stride(from: 0, to: dots.width, by: 4) { dots.set(n, row, .border) }
    }
  }

  // MARK: - Drawing

  /// Draws the axes, the name of the lower one at its end, and the dots.
  func draw(nameX: String, on canvas: inout Canvas) {
    if hasAxes {
      drawAxisY(on: &canvas)
      drawAxisX(nameX, on: &canvas)
    }
    dots.draw(on: &canvas, x: plot.x, y: plot.y)
  }

  private func drawAxisY(on canvas: inout Canvas) {
    let glyphs = canvas.context.glyphs
    for row in 0..<plot.height {
      canvas.text(glyphs.vertical, x: plot.x - 1, y: plot.y + row, .border)
    }
    for tick in ticksY {
      let y = plot.maxY - 1 - Self.place(tick.part, plot.height)
      let text = glyphs.text(tick.text)
      canvas.text(text, x: plot.x - 1 - TextWidth.of(text), y: y, .muted)
      canvas.text(glyphs.teeLeft, x: plot.x - 1, y: y, .border)
    }
    canvas.text(glyphs.bottomLeft, x: plot.x - 1, y: plot.maxY, .border)
    if y.isLogarithmic, plot.x >= 4 {
      canvas.text("log", x: plot.x - 4, y: plot.maxY + 1, .code)
    }
  }

  private func drawAxisX(_ name: String, on canvas: inout Canvas) {
    let glyphs = canvas.context.glyphs, shown = glyphs.text(name)
    for column in 0..<plot.width {
      canvas.text(glyphs.horizontal, x: plot.x + column, y: plot.maxY, .border)
    }
    let nameStart = plot.maxX - TextWidth.of(shown)
    canvas.text(shown, x: nameStart, y: plot.maxY + 1, .code)
    var free = plot.x
    for tick in ticksX {
      let column = plot.x + Self.place(tick.part, plot.width), text = glyphs.text(tick.text)
      canvas.text(glyphs.teeDown, x: column, y: plot.maxY, .border)
      // A part of a number would be another number.
      let start = max(free, column - TextWidth.of(text) / 2)
      guard start + TextWidth.of(text) < nameStart, start <= column else { continue }
      free = canvas.text(text, x: start, y: plot.maxY + 1, .muted) + 1
    }
  }
}
