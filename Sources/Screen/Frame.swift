/// A picture of the screen: a rectangle of cells, made anew for every picture.
///
/// All drawing clips in itself. Any rectangle may be given, outside the frame, empty or huge, and
/// nothing traps; a view need not ask whether there is room. A row always takes exactly the
/// frame's width: whoever overwrites half of a wide character blanks the other half.
package struct Frame: Hashable, Sendable {
  package let size: Size
  /// Where the terminal shows its own cursor, for text input; nil hides it.
  package var cursor: Point?
  var cells: [Cell]

  /// A blank frame. Negative lengths count as 0.
  package init(size: Size) {
    self.size = Size(width: max(0, size.width), height: max(0, size.height))
    self.cells = Array(repeating: .blank, count: self.size.width * self.size.height)
  }

  package var bounds: Rect { Rect(size) }

  /// The cell in column `x` of row `y`; a blank one outside the frame.
  package subscript(x: Int, y: Int) -> Cell {
    bounds.contains(Point(x: x, y: y)) ? cells[y * size.width + x] : .blank
  }

  /// The characters of a row, as wide as the frame; empty outside it.
  package func text(row y: Int) -> String {
    guard y >= 0, y < size.height else { return "" }
    return String(self[row: y].lazy.filter { !$0.isContinuation }.map(\.character))
  }

  /// Fills a rectangle with a character one column wide; blanks it if the character is not.
  package mutating func fill(
    _ rect: Rect, _ style: Style = .plain, character: Character = " "
  ) {
    let area = rect.intersection(bounds)
    let shown = TextWidth.of(character) == 1 ? character : " "
    forEachPoint(in: area) { frame, x, y in
      frame.place(Cluster(character: shown, width: 1), x: x, y: y, style)
    }
  }

  /// Changes what the cells of a rectangle mean and keeps what they show. A wide character that
  /// reaches into the rectangle counts as inside.
  package mutating func restyle(_ rect: Rect, _ style: Style) {
    forEachPoint(in: rect.intersection(bounds)) { frame, x, y in
      let index = y * frame.size.width + x
      frame.cells[index].style = style
      if frame.cells[index].isContinuation { frame.cells[index - 1].style = style }
      if frame[x + 1, y].isContinuation { frame.cells[index + 1].style = style }
    }
  }

  /// The cells of a row that exists.
  subscript(row y: Int) -> ArraySlice<Cell> {
    cells[y * size.width..<(y + 1) * size.width]
  }

  /// Puts a cluster into cells that exist, and blanks the other halves of what it covers.
  mutating func place(_ cluster: Cluster, x: Int, y: Int, _ style: Style) {
    let first = y * size.width + x
    let last = first + cluster.width - 1
    if cells[first].isContinuation { cells[first - 1].character = " " }
    if self[x + cluster.width, y].isContinuation { cells[last + 1].character = " " }
    cells[first] = Cell(cluster.character, style)
    if cluster.width == 2 { cells[last] = .continuation(style) }
  }

  /// Puts another frame's cells on this one, as they are, with its top left at a place.
  package mutating func stamp(_ other: Frame, x: Int, y: Int) {
    let area = Rect(x: x, y: y, width: other.size.width, height: other.size.height)
      .intersection(bounds)
    guard !area.isEmpty else { return }
    for row in area.y..<area.maxY {
      let target = row * size.width
      // The halves of wide characters that are cut through at either end.
      if cells[target + area.x].isContinuation { cells[target + area.x - 1].character = " " }
      if self[area.maxX, row].isContinuation { cells[target + area.maxX].character = " " }
      let source = (row - y) * other.size.width - x
      for column in area.x..<area.maxX { cells[target + column] = other.cells[source + column] }
      if cells[target + area.x].isContinuation { cells[target + area.x].character = " " }
      let isCut = area.maxX - x < other.size.width
      if isCut, other.cells[source + area.maxX].isContinuation {
        cells[target + area.maxX - 1].character = " "
      }
    }
  }

  private mutating func forEachPoint(in area: Rect, _ body: (inout Frame, Int, Int) -> Void) {
    guard !area.isEmpty else { return }
    for y in area.y..<area.maxY {
      for x in area.x..<area.maxX { body(&self, x, y) }
    }
  }
}
