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
    for x in clippedColumns(rect.x, rect.maxX) where x != rect.x && x != right {
      join(.horizontal, x: x, y: rect.y, style)
      join(.horizontal, x: x, y: bottom, style)
    }
    for y in clippedRows(rect.y, rect.maxY) where y != rect.y && y != bottom {
      join(.vertical, x: rect.x, y: y, style)
      join(.vertical, x: right, y: y, style)
    }
    join([.right, .down], x: rect.x, y: rect.y, style)
    join([.left, .down], x: right, y: rect.y, style)
    join([.right, .up], x: rect.x, y: bottom, style)
    join([.left, .up], x: right, y: bottom, style)
    if let title { putTitle(title, in: rect, titleStyle) }
  }

  /// Draws a line to the right from `(x, y)`. It joins the lines it crosses, starts on and ends
  /// on; start it on a box's edge to give `├`.
  package mutating func horizontalLine(x: Int, y: Int, width: Int, style: Style = .border) {
    let end = Rect(x: x, y: y, width: width, height: 1).maxX
    for column in clippedColumns(x, end) {
      let arms = arms(.horizontal, x: column, y: y, isFirst: column == x, isLast: column == end - 1)
      join(arms, x: column, y: y, style)
    }
  }

  /// Draws a line downwards from `(x, y)`, as `horizontalLine` does; started on a box's edge it
  /// gives `┬`.
  package mutating func verticalLine(x: Int, y: Int, height: Int, style: Style = .border) {
    let end = Rect(x: x, y: y, width: 1, height: height).maxY
    for row in clippedRows(y, end) {
      let arms = arms(.vertical, x: x, y: row, isFirst: row == y, isLast: row == end - 1)
      join(arms, x: x, y: row, style)
    }
  }

  /// The arms of one cell of a line: at an end that lies on another line, only inwards.
  private func arms(
    _ whole: LineArms, x: Int, y: Int, isFirst: Bool, isLast: Bool
  ) -> LineArms {
    guard isFirst != isLast, LineArms(self[x, y].character) != nil else { return whole }
    return whole.subtracting(isFirst ? [.left, .up] : [.right, .down])
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
