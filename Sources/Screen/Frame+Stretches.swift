/// Cells of a row, side by side, of one style.
struct Stretch {
  let x: Int
  let style: Style
  let cells: ArraySlice<Cell>

  var width: Int { cells.count }
  var text: String { String(cells.lazy.filter { !$0.isContinuation }.map(\.character)) }
  var isBlank: Bool { cells.allSatisfy { $0.character == " " } }
}

extension Frame {
  /// A row cut where the style changes, without blanks at its end that cannot be seen.
  func stretches(row y: Int, cutting isCut: (Cell, Cell) -> Bool = { _, _ in false }) -> [Stretch] {
    let theme = Theme(depth: .many), cells = self[row: y].prefix(inkedWidth(row: y, theme))
    var stretches: [Stretch] = [], start = cells.startIndex
    for index in cells.indices {
      let next = index + 1
      guard next < cells.endIndex else {
        stretches.append(stretch(cells, start..<next))
        break
      }
      let isSame = cells[next].style == cells[index].style || cells[next].isContinuation
      if isSame, !isCut(cells[index], cells[next]) { continue }
      stretches.append(stretch(cells, start..<next))
      start = next
    }
    return stretches
  }

  private func stretch(_ row: ArraySlice<Cell>, _ range: Range<Int>) -> Stretch {
    Stretch(
      x: range.lowerBound - row.startIndex, style: row[range.lowerBound].style, cells: row[range])
  }
}

extension String {
  /// The text as it stands between tags and inside quotes.
  var escapedForMarkup: String {
    var result = ""
    for character in self {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.append(character)
      }
    }
    return result
  }
}
