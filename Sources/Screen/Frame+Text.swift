extension Frame {
  /// Writes a text in one line from column `x` on, clipped to `rect` and to the frame.
  ///
  /// The text is sanitised. A wide character that only half fits is left out, and its half
  /// becomes a space. Returns the column after the text as if nothing had been clipped, so that
  /// the next text can follow on.
  @discardableResult
  package mutating func put(
    _ text: String, x: Int, y: Int, _ style: Style = .plain, in rect: Rect? = nil
  ) -> Int {
    let clip = rect.map(bounds.intersection) ?? bounds
    let isRowVisible = !clip.isEmpty && y >= clip.y && y < clip.maxY
    var column = x
    for cluster in Cluster.all(in: text) {
      if isRowVisible { put(cluster, x: column, y: y, style, in: clip) }
      column = column.saturating(adding: cluster.width)
    }
    return column
  }

  /// Writes runs one after another in one line.
  ///
  /// Returns where the tagged runs landed, as far as they can be seen, in order; a tag comes
  /// back once for each of its runs.
  @discardableResult
  package mutating func put(
    _ runs: [Run], x: Int, y: Int, in rect: Rect? = nil
  ) -> [(tag: Int, rect: Rect)] {
    let clip = rect.map(bounds.intersection) ?? bounds
    var places: [(tag: Int, rect: Rect)] = []
    var column = x
    for run in runs {
      let start = column
      column = put(run.text, x: start, y: y, run.style, in: clip)
      let width = column.saturating(subtracting: start)
      let place = Rect(x: start, y: y, width: width, height: 1).intersection(clip)
      if let tag = run.tag, !place.isEmpty { places.append((tag, place)) }
    }
    return places
  }

  private mutating func put(
    _ cluster: Cluster, x: Int, y: Int, _ style: Style, in clip: Rect
  ) {
    let cells = Rect(x: x, y: y, width: cluster.width, height: 1)
    let seen = cells.intersection(clip)
    if seen == cells {
      place(cluster.withoutHold, x: x, y: y, style)
    } else if !seen.isEmpty {
      place(Cluster(character: " ", width: 1), x: seen.x, y: y, style)
    }
  }
}

extension Cluster {
  /// A no-break space has done its work once lines are broken; on the screen it is a space.
  fileprivate var withoutHold: Cluster {
    character == "\u{A0}" ? Cluster(character: " ", width: 1) : self
  }
}
