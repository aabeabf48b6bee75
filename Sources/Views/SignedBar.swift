import Screen

/// A bar to the right of an axis for a positive number, to the left for a negative one.
struct SignedBar {
  /// The columns on each side of the axis.
  let reach: Int
  /// The number whose bar fills a side.
  let largest: Double
  /// Whether there is a left side.
  var isSigned = true

  var width: Int { isSigned ? 2 * reach + 1 : reach }

  /// The text of a bar, `width` columns; a number without one is an axis alone.
  func text(_ value: Double?, _ glyphs: GlyphSet) -> String {
    let right = (value ?? 0) > 0 ? filled(value ?? 0, glyphs) : ""
    let padded = right + blanks(reach - right.count)
    guard isSigned else { return padded }
    let left = (value ?? 0) < 0 ? filledLeft(-(value ?? 0), glyphs) : ""
    return blanks(reach - left.count) + left + glyphs.vertical + padded
  }

  private func fraction(_ value: Double) -> Double {
    guard largest > 0 else { return 0 }
    return value.isFinite ? min(1, value / largest) : 1
  }

  private func filled(_ value: Double, _ glyphs: GlyphSet) -> String {
    String(glyphs.bar(fraction(value), width: reach).filter { String($0) != glyphs.light })
  }

  /// There are no eighths from the right, but halves.
  private func filledLeft(_ value: Double, _ glyphs: GlyphSet) -> String {
    let halves = Int(fraction(value) * Double(2 * reach) + 0.5)
    let half = glyphs.isASCII ? "" : "▐"
    return (halves % 2 > 0 ? half : "") + String(repeating: glyphs.full, count: halves / 2)
  }

  private func blanks(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
}
