/// The signs the views draw with, by name, in Unicode and in ASCII.
///
/// An ASCII sign may be longer than its Unicode twin: choose the glyph set before layout.
/// `text` does the same for prose and formulas.
package struct GlyphSet: Hashable, Sendable {
  package let isASCII: Bool

  // Lines
  package let horizontal: String
  package let vertical: String
  package let topLeft: String
  package let topRight: String
  package let bottomLeft: String
  package let bottomRight: String
  package let teeDown: String
  package let teeUp: String
  package let teeRight: String
  package let teeLeft: String
  package let crossing: String

  // Blocks
  package let full: String
  package let light: String
  package let medium: String
  package let dark: String
  /// A cell filled from the left by none to eight eighths: nine characters.
  package let rowEighths: [Character]
  /// A cell filled from below by none to eight eighths: nine characters.
  package let columnEighths: [Character]

  // Marks
  package let dot: String
  package let ring: String
  package let diamond: String
  package let hollowDiamond: String
  package let bullet: String
  package let check: String
  package let cross: String
  package let ellipsis: String
  package let breadcrumb: String

  // Arrows
  package let left: String
  package let right: String
  package let up: String
  package let down: String
  package let turn: String
  package let pointer: String

  // Mathematics
  package let approximately: String
  package let middleDot: String
  package let minus: String
  package let times: String
  package let partial: String
  package let sum: String
}

extension GlyphSet {
  package static let unicode = GlyphSet(
    isASCII: false,
    horizontal: "─", vertical: "│", topLeft: "┌", topRight: "┐", bottomLeft: "└",
    bottomRight: "┘", teeDown: "┬", teeUp: "┴", teeRight: "├", teeLeft: "┤", crossing: "┼",
    full: "█", light: "░", medium: "▒", dark: "▓",
    rowEighths: Array(" ▏▎▍▌▋▊▉█"), columnEighths: Array(" ▁▂▃▄▅▆▇█"),
    dot: "●", ring: "○", diamond: "◆", hollowDiamond: "◇", bullet: "•", check: "✓", cross: "✗",
    ellipsis: "…", breadcrumb: "›",
    left: "←", right: "→", up: "↑", down: "↓", turn: "↳", pointer: "▶",
    approximately: "≈", middleDot: "·", minus: "−", times: "×", partial: "∂", sum: "Σ")

  package static let ascii = GlyphSet(
    isASCII: true,
    horizontal: "-", vertical: "|", topLeft: "+", topRight: "+", bottomLeft: "+",
    bottomRight: "+", teeDown: "+", teeUp: "+", teeRight: "+", teeLeft: "+", crossing: "+",
    full: "#", light: ".", medium: ":", dark: "%",
    rowEighths: Array("  ..--==#"), columnEighths: Array(" __.--==#"),
    dot: "*", ring: "o", diamond: "#", hollowDiamond: "<>", bullet: "*", check: "v", cross: "x",
    ellipsis: "...", breadcrumb: ">",
    left: "<-", right: "->", up: "^", down: "v", turn: "`->", pointer: ">",
    approximately: "~=", middleDot: "*", minus: "-", times: "x", partial: "d", sum: "sum")
}

extension GlyphSet {
  /// A bar `width` columns long, filled from the left to a fraction 0…1 to the next eighth of a
  /// column, the rest shaded. A fraction outside 0…1, or not a number, is drawn as the nearest
  /// end.
  package func bar(_ fraction: Double, width: Int) -> String {
    let width = max(0, width)
    let fraction = fraction > 0 ? min(fraction, 1) : 0
    let eighths = Int(fraction * Double(width * 8) + 0.5)
    let part = eighths % 8 > 0 ? String(rowEighths[eighths % 8]) : ""
    let filled = String(repeating: full, count: eighths / 8) + part
    return filled + String(repeating: light, count: width - filled.count)
  }

  /// One character as high as a fraction 0…1 of a cell: for a curve in one row.
  package func column(_ fraction: Double) -> Character {
    let fraction = fraction > 0 ? min(fraction, 1) : 0
    return columnEighths[Int(fraction * 8 + 0.5)]
  }
}
