import Autograd
import Screen

/// How numbers stand on the stage: few digits, one width, told apart without colour.
package enum StageNumber {
  /// Two decimals, three for numbers below 1 that would lose all but one digit; whole numbers
  /// without any.
  package static func text(_ value: Double) -> String {
    if value == value.rounded(), abs(value) < 1e5 { return value.text(digits: 6) }
    guard value.isFinite, abs(value) < 1e5, abs(value) >= 0.0005 else {
      return value.text(digits: 3)
    }
    let decimals = abs(value) < 0.1 ? 3 : 2
    let scale = decimals == 3 ? 1000.0 : 100
    return ((value * scale).rounded() / scale).text(digits: 8)
  }

  /// What stands where a number is not computed yet.
  package static let covered = "·"
}

extension Frame {
  /// Writes an entry's number, or a dot where it is not computed yet, right-aligned in `width`
  /// columns; an edited number is followed by the old one where there is room.
  ///
  /// - Returns: where the number stands.
  package mutating func put(
    _ entry: Entry, _ context: ViewContext, x: Int, y: Int, width: Int, in rect: Rect
  ) -> Place {
    let number = context.reading(entry).map(StageNumber.text) ?? StageNumber.covered
    let text = context.glyphs.text(number)
    let padding = String(repeating: " ", count: max(0, width - TextWidth.of(text)))
    let end = put(padding + text, x: x, y: y, context.style(of: entry), in: rect)
    return Place(entry, Rect(x: x, y: y, width: end - x, height: 1).intersection(rect))
  }
}
