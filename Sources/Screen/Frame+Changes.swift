/// A stretch of cells in one row that has to be drawn.
package struct Change: Hashable, Sendable {
  package var x: Int
  package var y: Int
  package var cells: ArraySlice<Cell>
}

extension Frame {
  /// What must be drawn to turn the picture of `old` into this one: the stretches of each row
  /// that differ, from top to bottom and left to right. Wide characters come whole.
  ///
  /// Without an old frame, or if its size differs, everything that is not blank: the caller
  /// clears the screen first.
  package func changes(from old: Frame?) -> [Change] {
    let old = old.flatMap { $0.size == size ? $0.cells : nil }
    return (0..<size.height).flatMap { changes(row: $0, from: old) }
  }

  private func changes(row y: Int, from old: [Cell]?) -> [Change] {
    let row = y * size.width..<(y + 1) * size.width
    if let old, old[row] == cells[row] { return [] }
    var changes: [Change] = []
    var start: Int?
    for index in row where !cells[index].isContinuation {
      let isWide = index + 1 < row.upperBound && cells[index + 1].isContinuation
      let differs =
        cells[index] != (old?[index] ?? .blank)
        || (isWide && cells[index + 1] != (old?[index + 1] ?? .blank))
      if differs, start == nil { start = index }
      if !differs, let from = start {
        changes.append(change(from..<index, row: y))
        start = nil
      }
    }
    if let from = start { changes.append(change(from..<row.upperBound, row: y)) }
    return changes
  }

  private func change(_ range: Range<Int>, row y: Int) -> Change {
    Change(x: range.lowerBound - y * size.width, y: y, cells: cells[range])
  }
}
