/// The box lines, blocks and dots of a frame as paths, one for each style and kind.
struct SVGShapes {
  private struct Kind: Hashable {
    let style: Style
    /// How much of the cell's colour a shade shows, in hundredths; nil for a line.
    let opacity: Int?
  }

  private var kinds: [Kind: String] = [:]

  init(_ frame: Frame) {
    for y in 0..<frame.size.height {
      for stretch in frame.stretches(row: y, cutting: { $0.character != $1.character }) {
        guard let character = stretch.cells.first?.character else { continue }
        add(character, stretch, y: y * SVGCell.height)
      }
    }
  }

  /// Whether a character is drawn, and not left to a font.
  static func draws(_ character: Character) -> Bool {
    LineArms(character) != nil || BlockShape(character) != nil
  }

  /// The elements, in an order that does not change.
  var paths: String {
    let order = kinds.keys.sorted {
      ($0.style.rawValue, $0.opacity ?? 0) < ($1.style.rawValue, $1.opacity ?? 0)
    }
    return order.map { kind in
      let name = kind.style == .plain ? nil : "\(kind.style)"
      let path = kinds[kind] ?? ""
      guard let opacity = kind.opacity else {
        return "<path class=\"\(name.map { $0 + "-line" } ?? "line")\" stroke-width=\"1.5\" "
          + "d=\"\(path)\"/>\n"
      }
      let shade = opacity == 100 ? "" : " fill-opacity=\".\(opacity)\""
      return "<path class=\"\(name ?? "ink")\"\(shade) d=\"\(path)\"/>\n"
    }.joined()
  }

  /// - Parameter stretch: of one character.
  private mutating func add(_ character: Character, _ stretch: Stretch, y: Int) {
    let x = stretch.x * SVGCell.width
    if let arms = LineArms(character) {
      for n in 0..<(arms == .horizontal ? 1 : stretch.width) {
        let width = arms == .horizontal ? stretch.width * SVGCell.width : SVGCell.width
        draw(arms, x: x + n * SVGCell.width, y: y, width: width, stretch.style)
      }
    } else if let shape = BlockShape(character) {
      for n in 0..<(shape.fillsRow ? 1 : stretch.width) {
        let width = shape.fillsRow ? stretch.width * SVGCell.width : SVGCell.width
        draw(shape, x: x + n * SVGCell.width, y: y, width: width, stretch.style)
      }
    }
  }

  private mutating func draw(_ arms: LineArms, x: Int, y: Int, width: Int, _ style: Style) {
    let (middleX, middleY) = (x + width / 2, y + SVGCell.height / 2)
    let left = arms.contains(.left) ? x : middleX
    let right = arms.contains(.right) ? x + width : middleX
    let top = arms.contains(.up) ? y : middleY
    let bottom = arms.contains(.down) ? y + SVGCell.height : middleY
    let horizontal = left < right ? "M\(left) \(middleY)H\(right)" : ""
    let vertical = top < bottom ? "M\(middleX) \(top)V\(bottom)" : ""
    kinds[Kind(style: style, opacity: nil), default: ""] += horizontal + vertical
  }

  private mutating func draw(_ shape: BlockShape, x: Int, y: Int, width: Int, _ style: Style) {
    let cell = SVGCell.height
    let path = shape.parts.map { part in
      let width = Self.eighths(part.width * width), height = Self.eighths(part.height * cell)
      let corner = Self.eighths(x * 8 + part.left * SVGCell.width)
      return "M\(corner) \(Self.eighths(y * 8 + part.top * cell))h\(width)v\(height)h-\(width)z"
    }.joined()
    kinds[Kind(style: style, opacity: shape.opacity), default: ""] += path
  }

  /// A number of eighths, as paths write it: an eighth is .125.
  private static func eighths(_ count: Int) -> String {
    let rests = ["", ".125", ".25", ".375", ".5", ".625", ".75", ".875"]
    return "\(count / 8)\(rests[count % 8])"
  }
}
