import Screen

/// A sheet of dots finer than cells, for curves: two by four in a cell, as braille has them; in
/// ASCII one by two, as `'`, `.` and `:`.
struct Dots {
  /// In cells.
  let columns: Int
  let rows: Int
  private let isASCII: Bool
  /// For each cell its dots, a bit each, and the style of the one set last.
  private var cells: [(bits: UInt8, style: Style)]

  /// How many dots stand side by side and one above the other.
  var width: Int { columns * dotsInCell.width }
  var height: Int { rows * dotsInCell.height }

  private var dotsInCell: Size {
    isASCII ? Size(width: 1, height: 2) : Size(width: 2, height: 4)
  }

  init(columns: Int, rows: Int, isASCII: Bool) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
    self.isASCII = isASCII
    cells = Array(repeating: (0, .plain), count: self.columns * self.rows)
  }

  /// Sets a dot, counted from the top left; outside the sheet nothing happens.
  mutating func set(_ x: Int, _ y: Int, _ style: Style) {
    guard x >= 0, y >= 0, x < width, y < height else { return }
    let (cell, column, row) = (
      y / dotsInCell.height * columns + x / dotsInCell.width, x % dotsInCell.width,
      y % dotsInCell.height
    )
    cells[cell].bits |= 1 << bit(column, row)
    cells[cell].style = style
  }

  /// Braille counts the upper six dots column by column, then the lowest row.
  private func bit(_ column: Int, _ row: Int) -> Int {
    isASCII ? row : row == 3 ? 6 + column : 3 * column + row
  }

  /// Sets the dots from one to another in a straight line.
  mutating func line(from a: Point, to b: Point, _ style: Style) {
    // Far outside there is nothing to see, and a walk there would not end.
    let reach = -4 * (width + 8)...4 * (width + 8), range = -4 * (height + 8)...4 * (height + 8)
    guard [a.x, b.x].allSatisfy(reach.contains), [a.y, b.y].allSatisfy(range.contains) else {
      return
    }
    let count = max(abs(b.x - a.x), abs(b.y - a.y))
    for n in 0...count {
      let part = count == 0 ? 0 : Double(n) / Double(count)
      set(
        a.x + Int((Double(b.x - a.x) * part).rounded()),
        a.y + Int((Double(b.y - a.y) * part).rounded()), style)
    }
  }

  /// Whether a cell has a dot.
  func isSet(column: Int, row: Int) -> Bool { cells[row * columns + column].bits != 0 }

  /// Draws the cells that have a dot; the others keep what they show.
  func draw(on canvas: inout Canvas, x: Int, y: Int) {
    for row in 0..<rows {
      for column in 0..<columns where isSet(column: column, row: row) {
        let cell = cells[row * columns + column]
        canvas.frame.put(text(cell.bits), x: x + column, y: y + row, cell.style)
      }
    }
  }

  private func text(_ bits: UInt8) -> String {
    guard !isASCII else { return bits == 1 ? "'" : bits == 2 ? "." : ":" }
    return String(Character(UnicodeScalar(0x2800 + UInt32(bits)) ?? " "))
  }
}
