import Autograd
import Screen

/// The map of the loss with what stands on it.
struct SurfaceDrawing {
  let context: ViewContext
  private let pair: SurfacePair
  private let way: SurfaceWay
  private let grid: LossGrid
  private let panel: PlotPanel
  private var chart: Chart
  private let contours: Contours

  /// - Returns: nil where the loss takes too long to be measured.
  init?(_ context: ViewContext, _ pair: SurfacePair, in area: Rect) {
    guard var measure = LossGrid.measure(context, pair) else { return nil }
    self.context = context
    self.pair = pair
    way = SurfaceWay(context, pair)
    panel = SurfaceLegend(context, pair, way, examples: measure.count).panel(width: area.width)
    let room = panel.chartArea(in: area, context)
    let aspect = Double(max(1, room.width)) / Double(max(1, 2 * room.height))
    grid = LossGrid(&measure, pair, aspect: min(4, max(0.25, aspect)), holding: way.all)
    var chart = Chart(
      x: Scale(grid.spanX), y: Scale(grid.spanY), in: room, glyphs: context.glyphs)
    contours = Contours(grid, on: &chart.dots, cellsOf: chart.plot.size)
    self.chart = chart
  }

  func draw(on canvas: inout Canvas) {
    var chart = chart
    chart.line(way.path.map { $0 }, .update)
    let arrow = way.gradient.flatMap { SurfaceArrow(chart, from: way.current, against: $0) }
    if let arrow { chart.dots.line(from: arrow.start, to: arrow.end, .backward) }
    chart.draw(nameX: context.name(pair.across), on: &canvas)
    drawLabels(on: &canvas)
    drawMarks(on: &canvas)
    if let arrow, let cell = arrow.headCell {
      canvas.frame.put(arrow.head(context.glyphs), x: cell.x, y: cell.y, .backward)
    }
    panel.draw(in: canvas.bounds, on: &canvas)
  }

  private func drawLabels(on canvas: inout Canvas) {
    // Beside the lines' numbers a loss that waits for a guess could be read off.
    guard !context.isLossHidden else { return }
    let texts = contours.levels.map { context.glyphs.text($0.text(digits: 6)) }
    let plot = chart.plot
    let taken = (way.all + [grid.lowest].compactMap(\.self)).compactMap { chart.cell($0.x, $0.y) }
    let places = contours.places(
      widths: texts.map(TextWidth.of), in: plot.size,
      avoiding: taken.map { Point(x: $0.x - plot.x, y: $0.y - plot.y) })
    for (text, place) in zip(texts, places) {
      if let place { canvas.text(text, x: plot.x + place.x, y: plot.y + place.y, .muted) }
    }
  }

  private func drawMarks(on canvas: inout Canvas) {
    let signs = SurfaceLegend.Signs(context.glyphs)
    if let lowest = grid.lowest { put(signs.lowest, at: lowest, .right, on: &canvas) }
    var last: Point?
    for point in way.path {
      guard let cell = chart.cell(point.x, point.y) else { continue }
      // Signs that touch would be a smear; the line between them is drawn anyway.
      if let last, abs(last.x - cell.x) < 2, last.y == cell.y { continue }
      canvas.frame.put(signs.path, x: cell.x, y: cell.y, .update)
      last = cell
    }
    if let next = way.next { put(signs.next, at: next, .update, on: &canvas) }
    put(signs.current, at: way.current, .current, on: &canvas)
  }

  private func put(
    _ sign: String, at point: (x: Double, y: Double), _ style: Style, on canvas: inout Canvas
  ) {
    guard let cell = chart.cell(point.x, point.y) else { return }
    canvas.frame.put(sign, x: cell.x, y: cell.y, style)
  }
}
