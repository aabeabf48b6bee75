import Autograd
import Screen

/// The rows of a band, cut into blocks as wide as the canvas.
struct TokenSheet {
  /// What stands below one another, what matters most first.
  enum Row: Hashable {
    case reads, says, right, sure, loss
    /// How probable a word of the vocabulary is.
    case chance(Int)

    static let usual: [Row] = [.reads, .says, .right, .sure, .loss]
  }

  /// A stretch of a band that is drawn as a whole.
  struct Block {
    let sheet: TokenSheet
    let places: Range<Int>
    /// The place at work, where that is one of them.
    let current: Int?

    var height: Int { sheet.rows.count }
  }

  let band: TokenBand
  let context: ViewContext
  private(set) var rows: [Row]
  let columnWidth: Int
  static let titleX = 2, cellX = 9, gap = 2

  init(_ band: TokenBand, _ context: ViewContext) {
    self.band = band
    self.context = context
    rows = Row.usual.filter { row in band.places.contains { Self.has(row, $0) } }
    columnWidth = Self.width(of: band, context)
  }

  /// The same with all words of the vocabulary and their probabilities.
  var withChances: Self {
    let probabilities = band.places.lazy.compactMap(\.probabilities).first
    let words = probabilities.map { context.graph[$0].shape.count } ?? 0
    var sheet = self
    sheet.rows += (0..<words).map { .chance($0) }
    return sheet
  }

  func title(of row: Row) -> String {
    switch row {
    case .reads: "reads"
    case .says: "says"
    case .right: "right"
    case .sure: "p"
    case .loss: "loss"
    case .chance(let n):
      band.places.lazy.compactMap(\.probabilities).first
        .flatMap { context.word(row: n, of: $0) }.map { "p \($0)" } ?? "p \(n + 1)"
    }
  }

  private static func has(_ row: Row, _ place: TokenBand.Place) -> Bool {
    switch row {
    case .reads: place.read != nil
    case .says: place.said != nil || place.probabilities != nil
    case .sure, .chance: place.probabilities != nil
    case .right: place.target != nil
    case .loss: place.loss != nil
    }
  }

  /// Wide enough for every word of the vocabularies and every loss, so that nothing moves; a mark
  /// stands behind what is said.
  private static func width(of band: TokenBand, _ context: ViewContext) -> Int {
    let read = band.places.compactMap { $0.read.flatMap { context.tokenWord($0) } }
    let right = band.places.compactMap { $0.target.flatMap { context.tokenWord($0) } }
    let vocabulary = (band.places.first?.probabilities).map { node in
      context.graph.entries(of: .value(node)).compactMap { context.word(row: $0.row, of: node) }
    }
    let said = (vocabulary ?? []).map { TextWidth.of($0) + 2 }
    let losses = band.places.compactMap(\.loss).map { context.width(Entry(.value($0))) }
    let numbers = band.places.contains { $0.probabilities != nil } ? [5] : []
    let words = (read + right).map { TextWidth.of($0) }
    return min(16, (words + said + losses + numbers).max() ?? 1)
  }

  var naturalWidth: Int { Self.cellX + band.places.count * (columnWidth + Self.gap) }

  private func placesInRow(width: Int) -> Int {
    max(1, (width - Self.cellX + Self.gap) / (columnWidth + Self.gap))
  }

  func height(for width: Int) -> Int {
    let blocks = (band.places.count + placesInRow(width: width) - 1) / placesInRow(width: width)
    return blocks * (rows.count + 1) - 1
  }

  func blocks(width: Int, isAtWork: Bool) -> [Block] {
    let count = placesInRow(width: width), current = isAtWork ? band.current(context) : nil
    return stride(from: 0, to: band.places.count, by: count).map { first in
      let places = first..<min(first + count, band.places.count)
      return Block(
        sheet: self, places: places,
        current: current.flatMap { places.contains($0) ? $0 : nil })
    }
  }
}

extension Canvas {
  /// Draws blocks below one another; where not all fit, those from the one at work on.
  mutating func stack(_ blocks: [TokenSheet.Block], height: Int) {
    let whole = blocks.reduce(-1) { $0 + $1.height + 1 }
    let current = whole <= height ? 0 : blocks.firstIndex { $0.current != nil } ?? 0
    // From the block before it on, where both fit.
    let pair = blocks.dropFirst(max(0, current - 1)).prefix(2).reduce(-1) { $0 + $1.height + 1 }
    let first = current > 0 && pair <= height ? current - 1 : current
    var y = 0
    for block in blocks.dropFirst(first) where y < height {
      block.draw(y: y, end: height, on: &self)
      y += block.height + 1
    }
  }
}

extension TokenSheet.Block {
  fileprivate func draw(y: Int, end: Int, on canvas: inout Canvas) {
    for (n, row) in sheet.rows.enumerated() where y + n < end {
      canvas.text(
        sheet.title(of: row), x: TokenSheet.titleX, y: y + n, .muted, maxX: TokenSheet.cellX - 1)
      for place in places {
        let x =
          TokenSheet.cellX + (place - places.lowerBound) * (sheet.columnWidth + TokenSheet.gap)
        draw(
          row, sheet.band.places[place], isCurrent: place == current, x: x, y: y + n, on: &canvas)
      }
    }
    if let current {
      let x =
        TokenSheet.cellX + (current - places.lowerBound) * (sheet.columnWidth + TokenSheet.gap)
      canvas.text(canvas.context.marker(canvas.context.step?.phase), x: x - 1, y: y, .current)
    }
  }

  private func draw(
    _ row: TokenSheet.Row, _ place: TokenBand.Place, isCurrent: Bool, x: Int, y: Int,
    on canvas: inout Canvas
  ) {
    let context = sheet.context
    let style: Style = isCurrent ? .current : .strong
    switch row {
    case .reads: word(place.read.flatMap { context.tokenWord($0) }, style, x, y, on: &canvas)
    case .says: drawSaying(place, style, x, y, on: &canvas)
    case .right: word(place.target.flatMap { context.tokenWord($0) }, .plain, x, y, on: &canvas)
    case .sure:
      guard let choice = place.choice(context) else {
        return covered(x, y, on: &canvas)
      }
      number(place.probabilities.map { Entry(.value($0), row: choice) }, x, y, on: &canvas)
    case .chance(let n):
      number(place.probabilities.map { Entry(.value($0), row: n) }, x, y, on: &canvas)
    case .loss: number(place.loss.map { Entry(.value($0)) }, x, y, on: &canvas)
    }
  }

  private func covered(_ x: Int, _ y: Int, on canvas: inout Canvas) {
    let dot = sheet.context.glyphs.isASCII ? "." : StageNumber.covered
    canvas.text(dot, x: x, y: y, .covered)
  }

  private func word(
    _ word: String?, _ style: Style, _ x: Int, _ y: Int, on canvas: inout Canvas
  ) {
    guard let word else { return }
    canvas.text(word, x: x, y: y, style, maxX: min(canvas.width, x + sheet.columnWidth))
  }

  /// The word said, with a sign whether it is right.
  private func drawSaying(
    _ place: TokenBand.Place, _ style: Style, _ x: Int, _ y: Int, on canvas: inout Canvas
  ) {
    let context = sheet.context, limit = min(canvas.width, x + sheet.columnWidth)
    guard let said = place.sayingWord(context) else {
      return covered(x, y, on: &canvas)
    }
    let end = canvas.text(said, x: x, y: y, style, maxX: limit - 2)
    guard let isRight = place.isRight(context) else { return }
    let sign = isRight ? context.glyphs.check : context.glyphs.cross
    canvas.text(sign, x: end + 1, y: y, isRight ? .right : .wrong, maxX: limit)
  }

  /// A number under its word, where it fits whole.
  private func number(_ entry: Entry?, _ x: Int, _ y: Int, on canvas: inout Canvas) {
    guard let entry else { return }
    guard TextWidth.of(sheet.context.text(entry)) <= sheet.columnWidth + 1 else { return }
    canvas.number(entry, x: x, y: y)
  }
}
