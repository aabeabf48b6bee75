extension Frame {
  /// Draws a light box along the edge of a rectangle, with a title in its top line.
  ///
  /// Lines it meets are joined: two boxes that share an edge give `┬` and `┴`. To cover what is
  /// below, `fill` the rectangle first. One row or column is drawn as a line.
  package mutating func box(
    _ rect: Rect, style: Style = .border, title: String? = nil, titleStyle: Style = .title
  ) {
    guard !rect.isEmpty else { return }
    let right = rect.maxX - 1
    let bottom = rect.maxY - 1
    guard rect.width > 1, rect.height > 1 else {
      if rect.height == 1 { horizontalLine(x: rect.x, y: rect.y, width: rect.width, style: style) }
      if rect.height > 1 { verticalLine(x: rect.x, y: rect.y, height: rect.height, style: style) }
      return
    }
    for x in clippedColumns(rect.x, rect.maxX) {
      let arms = LineArms.horizontal.cut(at: x, first: rect.x, last: right)
      join(arms.union(x == rect.x || x == right ? .down : []), x: x, y: rect.y, style)
      join(arms.union(x == rect.x || x == right ? .up : []), x: x, y: bottom, style)
    }
    for y in clippedRows(rect.y, rect.maxY) where y != rect.y && y != bottom {
      join(.vertical, x: rect.x, y: y, style)
      join(.vertical, x: right, y: y, style)
    }
    if let title { putTitle(title, in: rect, titleStyle) }
  }

  /// Draws a line to the right from `(x, y)`. It joins the lines it crosses, starts on and ends
  /// on; start it on a box's edge to give `├`.
  package mutating func horizontalLine(x: Int, y: Int, width: Int, style: Style = .border) {
    let row = Rect(x: x, y: y, width: width, height: 1)
    for column in clippedColumns(row.x, row.maxX) {
      let isOnLine = LineArms(self[column, y].character) != nil
      let first = isOnLine && width > 1 ? x : nil
      let last = isOnLine && width > 1 ? row.maxX - 1 : nil
      join(LineArms.horizontal.cut(at: column, first: first, last: last), x: column, y: y, style)
    }
  }

  /// Draws a line downwards from `(x, y)`, as `horizontalLine` does; started on a box's edge it
  /// gives `┬`.
  package mutating func verticalLine(x: Int, y: Int, height: Int, style: Style = .border) {
    let column = Rect(x: x, y: y, width: 1, height: height)
    for row in clippedRows(column.y, column.maxY) {
      let isOnLine = LineArms(self[x, row].character) != nil
      var arms = LineArms.vertical
      if isOnLine, height > 1, row == y { arms.remove(.up) }
      if isOnLine, height > 1, row == column.maxY - 1 { arms.remove(.down) }
      join(arms, x: x, y: row, style)
    }
  }

  /// Adds arms to a cell: to those of the line it shows, or in place of whatever else it shows.
  private mutating func join(_ arms: LineArms, x: Int, y: Int, _ style: Style) {
    guard bounds.contains(Point(x: x, y: y)) else { return }
    let joined = arms.union(LineArms(self[x, y].character) ?? [])
    place(Cluster(character: joined.character, width: 1), x: x, y: y, style)
  }

  private mutating func putTitle(_ title: String, in rect: Rect, _ style: Style) {
    let room = rect.inset(x: 2, y: 0)
    guard room.width > 2 else { return }
    put(" \(truncated(title, to: room.width - 2)) ", x: room.x, y: rect.y, style, in: room)
  }

  private func clippedColumns(_ from: Int, _ to: Int) -> Range<Int> {
    let first = min(max(0, from), size.width)
    return first..<max(first, min(to, size.width))
  }

  private func clippedRows(_ from: Int, _ to: Int) -> Range<Int> {
    let first = min(max(0, from), size.height)
    return first..<max(first, min(to, size.height))
  }
}

extension LineArms {
  /// A horizontal line's arms in column `x`: none to the left of its first column or to the
  /// right of its last.
  fileprivate func cut(at x: Int, first: Int?, last: Int?) -> LineArms {
    var arms = self
    if x == first { arms.remove(.left) }
    if x == last { arms.remove(.right) }
    return arms
  }
}
