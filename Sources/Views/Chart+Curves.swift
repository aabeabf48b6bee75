import Screen

extension Chart {
  /// Single dots of a curve, every third: another curve beside one that is drawn whole.
  mutating func dotted(_ points: [(x: Double, y: Double)], _ style: Style) {
    for n in stride(from: 0, to: points.count, by: 3) {
      if let dot = dot(points[n].x, points[n].y) { dots.set(dot.x, dot.y, style) }
    }
  }

  /// A curve through close points; a jump, as that of `step`, stays open.
  mutating func curve(_ points: [(x: Double, y: Double)], _ style: Style) {
    var last: Point?
    for point in points {
      guard let dot = dot(point.x, point.y) else {
        last = nil
        continue
      }
      let isJump = last.map { abs($0.y - dot.y) > max(2, dots.height / 2) } ?? true
      dots.line(from: isJump ? dot : last ?? dot, to: dot, style)
      last = dot
    }
  }

  /// The straight line of this slope through a point, to both sides of it.
  mutating func tangent(at x: Double, _ y: Double, _ slope: Double) {
    let reach = (self.x.span.upperBound - self.x.span.lowerBound) / 5
    guard slope.isFinite, let height = lengthened(slope, reach) else { return }
    line([(x - height, y - slope * height), (x + height, y + slope * height)], .backward)
  }

  /// How far to go aside so that the line is neither longer than `reach` nor than the chart is high.
  private func lengthened(_ slope: Double, _ reach: Double) -> Double? {
    let most = (y.span.upperBound - y.span.lowerBound) / 2
    return slope == 0 ? reach : min(reach, most / abs(slope))
  }
}
