/// How long one part of a split rectangle is.
package enum Length: Hashable, Sendable {
  /// This many cells, or what is left if that is less.
  case fixed(Int)
  /// A part of what the fixed lengths leave, in proportion to the other shares.
  case share(Int)
}

extension Rect {
  /// Splits the rectangle into columns from left to right: one for each length, in order.
  ///
  /// `Rect(x: 0, y: 0, width: 10, height: 2).columns([.fixed(3), .share(1)])` gives widths 3 and 7.
  /// Where there is too little room, the first fixed lengths win; no column is ever negative.
  package func columns(_ lengths: [Length]) -> [Rect] {
    var left = x
    return divide(width, by: lengths).map { part in
      defer { left += part }
      return Rect(x: left, y: y, width: part, height: height)
    }
  }

  /// Splits the rectangle into rows from top to bottom, as `columns` does.
  package func rows(_ lengths: [Length]) -> [Rect] {
    var top = y
    return divide(height, by: lengths).map { part in
      defer { top += part }
      return Rect(x: x, y: top, width: width, height: part)
    }
  }
}

/// The lengths in cells. Each share ends where its proportion of the whole rounds down to, so
/// that the parts always fill the total.
private func divide(_ total: Int, by lengths: [Length]) -> [Int] {
  var remaining = max(0, total)
  var weights = 0
  var parts = lengths.map { length -> Int in
    switch length {
    case .fixed(let wanted):
      let given = min(max(0, wanted), remaining)
      remaining -= given
      return given
    case .share(let weight):
      weights += max(0, weight)
      return 0
    }
  }
  guard weights > 0 else { return parts }
  var passed = 0
  var end = 0
  for (index, length) in lengths.enumerated() {
    guard case .share(let weight) = length else { continue }
    passed += max(0, weight)
    let start = end
    end = remaining * passed / weights
    parts[index] = end - start
  }
  return parts
}
