/// The signs the views draw with, by name, in Unicode and in ASCII.
///
/// An ASCII sign may be longer than its Unicode twin: choose the glyph set before layout.
/// `text` does the same for prose and formulas.
///
/// No more than a choice, since it goes everywhere: what a view draws from is copied thousands of
/// times a frame.
package enum GlyphSet: Hashable, Sendable {
  case unicode, ascii

  package var isASCII: Bool { self == .ascii }

  private func sign(_ unicode: String, _ ascii: String) -> String { isASCII ? ascii : unicode }

  // Lines
  package var horizontal: String { sign("─", "-") }
  package var vertical: String { sign("│", "|") }
  package var topLeft: String { sign("┌", "+") }
  package var topRight: String { sign("┐", "+") }
  package var bottomLeft: String { sign("└", "+") }
  package var bottomRight: String { sign("┘", "+") }
  package var teeDown: String { sign("┬", "+") }
  package var teeUp: String { sign("┴", "+") }
  package var teeRight: String { sign("├", "+") }
  package var teeLeft: String { sign("┤", "+") }
  package var crossing: String { sign("┼", "+") }

  // Blocks
  package var full: String { sign("█", "#") }
  package var light: String { sign("░", ".") }
  package var medium: String { sign("▒", ":") }
  package var dark: String { sign("▓", "%") }
  /// A cell filled from the left by none to eight eighths: nine characters.
  package var rowEighths: [Character] { isASCII ? Self.rowsInASCII : Self.rows }
  /// A cell filled from below by none to eight eighths: nine characters.
  package var columnEighths: [Character] { isASCII ? Self.columnsInASCII : Self.columns }

  // Marks
  package var dot: String { sign("●", "*") }
  package var ring: String { sign("○", "o") }
  package var diamond: String { sign("◆", "#") }
  package var hollowDiamond: String { sign("◇", "<>") }
  package var bullet: String { sign("•", "*") }
  package var check: String { sign("✓", "v") }
  package var cross: String { sign("✗", "x") }
  package var ellipsis: String { sign("…", "...") }
  package var breadcrumb: String { sign("›", ">") }

  // Arrows
  package var left: String { sign("←", "<-") }
  package var right: String { sign("→", "->") }
  package var up: String { sign("↑", "^") }
  package var down: String { sign("↓", "v") }
  package var turn: String { sign("↳", "`->") }
  package var pointer: String { sign("▶", ">") }

  // Mathematics
  package var approximately: String { sign("≈", "~=") }
  package var middleDot: String { sign("·", "*") }
  package var minus: String { sign("−", "-") }
  package var times: String { sign("×", "x") }
  /// Marks a number that is not the one beside it: one column.
  package var differs: String { sign("≠", "!") }
  package var partial: String { sign("∂", "d") }
  package var sum: String { sign("Σ", "sum") }

  private static let rows = Array(" ▏▎▍▌▋▊▉█"), rowsInASCII = Array("  ..--==#")
  private static let columns = Array(" ▁▂▃▄▅▆▇█"), columnsInASCII = Array(" __.--==#")
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
