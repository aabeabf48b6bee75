import Screen

/// Lines of several nets, drawn so that a crossing does not look like a joint: there the line that
/// goes up and down, or the one that is lit, is in front.
struct WireSheet {
  private struct Wire {
    let net: Int
    var arms: Arms
    var style: Style
    var isDotted: Bool
  }

  /// Which ways a line leaves a cell.
  struct Arms: OptionSet {
    let rawValue: Int
    static let up = Arms(rawValue: 1)
    static let down = Arms(rawValue: 2)
    static let left = Arms(rawValue: 4)
    static let right = Arms(rawValue: 8)
    static let across: Arms = [.left, .right]
    static let upright: Arms = [.up, .down]
  }

  private var wires: [Point: Wire] = [:]

  /// A line from `from` across to column `turn`, up or down there, and across to `to`.
  struct Line {
    let net: Int
    let from: Point
    let turn: Int
    let to: Point
    let style: Style
    var isDotted = false
  }

  mutating func add(_ line: Line) {
    let (start, end, turn) = (line.from, line.to, line.turn)
    for x in min(start.x, turn)..<turn { put(line, x, start.y, .across) }
    for x in turn + 1..<max(turn + 1, end.x + 1) { put(line, x, end.y, .across) }
    guard start.y != end.y else { return put(line, turn, start.y, .across) }
    let isDown = end.y > start.y
    put(line, turn, start.y, [.left, isDown ? .down : .up])
    put(line, turn, end.y, [.right, isDown ? .up : .down])
    for y in min(start.y, end.y) + 1..<max(start.y, end.y) { put(line, turn, y, .upright) }
  }

  private mutating func put(_ line: Line, _ x: Int, _ y: Int, _ arms: Arms) {
    let point = Point(x: x, y: y), isLit = line.style != .border
    var new = Wire(net: line.net, arms: arms, style: line.style, isDotted: line.isDotted)
    if let old = wires[point] {
      let isCrossing = [old.arms, arms].contains(.across) && [old.arms, arms].contains(.upright)
      if old.net == line.net || !isCrossing {
        // Lines of two nets meet where they lead to the same place.
        new.arms.formUnion(old.arms)
        if !isLit { new.style = old.style }
        new.isDotted = old.isDotted && line.isDotted
      } else if !isLit, arms == .across || old.style != .border {
        return
      }
    }
    wires[point] = new
  }

  func draw(on canvas: inout Canvas, x: Int, y: Int) {
    let glyphs = canvas.context.glyphs, dot = glyphs.isASCII ? "." : "·"
    for (point, wire) in wires
    where canvas.bounds.contains(Point(x: point.x + x, y: point.y + y)) {
      let glyph = wire.isDotted ? dot : Self.glyph(wire.arms, glyphs)
      canvas.frame.put(glyph, x: point.x + x, y: point.y + y, wire.style)
    }
  }

  private static func glyph(_ arms: Arms, _ glyphs: GlyphSet) -> String {
    switch arms {
    case [.right, .down]: glyphs.topLeft
    case [.left, .down]: glyphs.topRight
    case [.right, .up]: glyphs.bottomLeft
    case [.left, .up]: glyphs.bottomRight
    case [.right, .up, .down]: glyphs.teeRight
    case [.left, .up, .down]: glyphs.teeLeft
    case [.left, .right, .down]: glyphs.teeDown
    case [.left, .right, .up]: glyphs.teeUp
    case [.left, .right, .up, .down]: glyphs.crossing
    case .upright, .up, .down: glyphs.vertical
    default: glyphs.horizontal
    }
  }
}
