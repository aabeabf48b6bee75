import Screen

/// An arrow from the current point against the gradient, as the axes show that direction.
struct SurfaceArrow {
  let start: Point
  let end: Point
  /// On the canvas; nil where it lies outside.
  let headCell: Point?

  init?(_ chart: Chart, from point: (x: Double, y: Double), against slope: (x: Double, y: Double)) {
    let spanX = chart.x.span, spanY = chart.y.span
    let right = -slope.x / (spanX.upperBound - spanX.lowerBound) * Double(chart.dots.width)
    let down = slope.y / (spanY.upperBound - spanY.lowerBound) * Double(chart.dots.height)
    let length = (right * right + down * down).squareRoot()
    guard length > 0, length.isFinite, let start = chart.dot(point.x, point.y) else { return nil }
    let reach = Double(max(4, min(24, min(chart.dots.width, chart.dots.height) / 3)))
    self.start = start
    let (dx, dy) = (Int((right / length * reach).rounded()), Int((down / length * reach).rounded()))
    end = Point(x: start.x + dx, y: start.y + dy)
    let plot = chart.plot
    let (wide, high) = (
      chart.dots.width / max(1, plot.width), chart.dots.height / max(1, plot.height)
    )
    let isInside = end.x >= 0 && end.y >= 0 && end.x < chart.dots.width && end.y < chart.dots.height
    headCell =
      isInside && wide > 0 && high > 0
      ? Point(x: plot.x + end.x / wide, y: plot.y + end.y / high) : nil
  }

  /// The arrowhead of the nearest of the four directions; a terminal has no finer ones in ASCII.
  func head(_ glyphs: GlyphSet) -> String {
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    if abs(dx) >= abs(dy) {
      return dx > 0 ? (glyphs.isASCII ? ">" : "→") : glyphs.isASCII ? "<" : "←"
    }
    return dy > 0 ? (glyphs.isASCII ? "v" : "↓") : glyphs.isASCII ? "^" : "↑"
  }
}
