/// How many columns and rows something has.
package struct Size: Hashable, Sendable {
  package var width: Int
  package var height: Int

  package init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }
}

/// A cell's place: column `x` and row `y`, counted from 0 at the top left.
package struct Point: Hashable, Sendable {
  package var x: Int
  package var y: Int

  package init(x: Int, y: Int) {
    self.x = x
    self.y = y
  }
}

/// A rectangle of cells. It may lie anywhere, also outside the frame it is used in: drawing clips.
package struct Rect: Hashable, Sendable {
  package var x: Int
  package var y: Int
  package var width: Int
  package var height: Int

  /// Negative lengths count as 0, so that layouts may subtract without looking.
  package init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = max(0, width)
    self.height = max(0, height)
  }

  package init(_ size: Size) { self.init(x: 0, y: 0, width: size.width, height: size.height) }

  package var size: Size { Size(width: width, height: height) }
  /// One past the last column.
  package var maxX: Int { x.saturating(adding: max(0, width)) }
  /// One past the last row.
  package var maxY: Int { y.saturating(adding: max(0, height)) }
  package var isEmpty: Bool { width <= 0 || height <= 0 }

  package func contains(_ point: Point) -> Bool {
    point.x >= x && point.x < maxX && point.y >= y && point.y < maxY
  }

  /// The rectangle without a margin of `margin` cells on each side; empty if nothing is left.
  package func inset(by margin: Int) -> Rect { inset(x: margin, y: margin) }

  /// The rectangle without `x` columns left and right and `y` rows above and below.
  package func inset(x dx: Int, y dy: Int) -> Rect {
    Rect(
      x: x.saturating(adding: dx), y: y.saturating(adding: dy),
      width: width.saturating(subtracting: dx).saturating(subtracting: dx),
      height: height.saturating(subtracting: dy).saturating(subtracting: dy))
  }

  /// What both rectangles cover; empty, with a place inside neither, if they do not meet.
  package func intersection(_ other: Rect) -> Rect {
    let left = max(x, other.x)
    let top = max(y, other.y)
    return Rect(
      x: left, y: top,
      width: min(maxX, other.maxX).saturating(subtracting: left),
      height: min(maxY, other.maxY).saturating(subtracting: top))
  }
}

extension Int {
  /// The sum, held at the ends of `Int`: a rectangle at the edge of the number line is drawn
  /// nowhere, but must not stop the program.
  func saturating(adding other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    guard overflow else { return sum }
    return other < 0 ? .min : .max
  }

  /// The difference, held at the ends of `Int`.
  func saturating(subtracting other: Int) -> Int {
    let (difference, overflow) = subtractingReportingOverflow(other)
    guard overflow else { return difference }
    return other < 0 ? .max : .min
  }
}
