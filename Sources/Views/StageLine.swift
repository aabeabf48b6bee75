import Autograd
import Screen

/// A line of text with numbers of the trace in it, such as `w = [0.5, 1]`.
struct StageLine {
  enum Part {
    case text(String, Style)
    case number(Entry)
    /// A number in other words: with more digits, or without its sign.
    case written(String, Entry)
  }

  var parts: [Part] = []

  /// Vectors and matrices of more numbers are shown by their shape.
  static let largest = 36

  init(_ parts: [Part] = []) { self.parts = parts }
  init(_ text: String, _ style: Style = .plain) { parts = [.text(text, style)] }

  /// `0.5`, `[0.5, 1]` or `[[1, 2], [3, 4]]`.
  init(_ quantity: Quantity, in graph: Graph) {
    let shape = graph[quantity.node].shape
    guard shape.count <= Self.largest else {
      let text = "\(shape.rowCount)×\(shape.columnCount) numbers"
      parts = [.text(text, .muted)]
      return
    }
    let rows = (0..<shape.rowCount).map { row in
      Self.list(
        (0..<shape.columnCount).map { [.number(Entry(quantity, row: row, column: $0))] },
        isBracketed: shape.columns != nil)
    }
    parts = Self.list(rows, isBracketed: shape.rows != nil)
  }

  /// `= ` before a quantity's numbers, `≈ ` where what is shown is not all of them.
  static func equality(_ quantity: Quantity, _ context: ViewContext) -> String {
    let entries = context.graph.entries(of: quantity)
    let isExact =
      entries.count > largest
      || entries.compactMap(context.reading).allSatisfy(StageNumber.isExact)
    return isExact ? "= " : "≈ "
  }

  private static func list(_ items: [[Part]], isBracketed: Bool) -> [Part] {
    let joined = Array(items.joined(separator: [.text(", ", .muted)]))
    return isBracketed ? [.text("[", .muted)] + joined + [.text("]", .muted)] : joined
  }

  /// Written mathematics, its numbers where the cursor can reach them.
  init(_ pieces: [Piece], _ style: Style = .plain) {
    parts = pieces.map { piece in
      piece.entry.map { .written(piece.text, $0) } ?? .text(piece.text, style)
    }
  }

  static func + (a: Self, b: Self) -> Self { Self(a.parts + b.parts) }
  static func += (a: inout Self, b: Self) { a.parts += b.parts }

  /// The columns it takes at any moment of the pass.
  func width(_ context: ViewContext) -> Int {
    parts.reduce(0) { width, part in
      switch part {
      case .number(let entry): width + context.width(entry) + context.ghostWidth([entry])
      default: width + TextWidth.of(Self.text(part, context))
      }
    }
  }

  fileprivate static func text(_ part: Part, _ context: ViewContext) -> String {
    switch part {
    case .text(let text, _), .written(let text, _): context.glyphs.text(text)
    case .number(let entry):
      context.text(entry) + (context.ghostText(entry).map { " " + $0 } ?? "")
    }
  }
}

extension Canvas {
  /// Writes the line up to column `maxX`; returns the column after it.
  ///
  /// What does not fit is left out from the first part on that would be cut.
  @discardableResult
  mutating func put(_ line: StageLine, x: Int, y: Int, maxX: Int? = nil) -> Int {
    let limit = min(maxX ?? width, width)
    let texts = line.parts.map { StageLine.text($0, context) }
    var room = max(0, limit - x)
    let fits = texts.reduce(0) { $0 + TextWidth.of($1) } <= room
    room -= fits ? 0 : TextWidth.of(context.glyphs.ellipsis)
    var x = x
    for (part, text) in zip(line.parts, texts) {
      guard TextWidth.of(text) <= room else {
        // Prose may be cut anywhere, numbers may not.
        if case .text(_, let style) = part {
          x = frame.put(truncated(text, to: room, ellipsis: ""), x: x, y: y, style)
        }
        return self.text(context.glyphs.ellipsis, x: x, y: y, .muted, maxX: limit)
      }
      room -= TextWidth.of(text)
      put(part, text, x: x, y: y)
      x += TextWidth.of(text)
    }
    return x
  }

  private mutating func put(_ part: StageLine.Part, _ text: String, x: Int, y: Int) {
    switch part {
    case .text(_, let style): frame.put(text, x: x, y: y, style)
    case .written(_, let entry): number(entry, as: text, x: x, y: y)
    case .number(let entry):
      let end = number(entry, x: x, y: y)
      if let ghost = context.ghostText(entry) { frame.put(ghost, x: end + 1, y: y, .ghost) }
    }
  }
}
