import Autograd
import Screen

/// How numbers stand on the stage: few digits, one width, told apart without colour.
package enum StageNumber {
  /// Two decimals, three for numbers below 0.1 that would lose all but one digit; whole numbers
  /// without any, but `1.00` for 0.9973, which is not 1.
  package static func text(_ value: Double) -> String {
    guard let shown = shown(value) else { return value.text(digits: 3) }
    let hidesDigits = shown == shown.rounded() && shown != value
    return shown.text(digits: 8) + (hidesDigits ? ".00" : "")
  }

  /// Whether the text of a number is all of it.
  static func isExact(_ value: Double) -> Bool {
    if let shown = shown(value) { return shown == value }
    return Double(text(value).replacing("−", with: "-")) == value || !value.isFinite
  }

  /// The number with its decimals; nil for what is too large or too small for those.
  private static func shown(_ value: Double) -> Double? {
    guard abs(value) < 1e5 else { return nil }
    if value == value.rounded() { return value }
    guard abs(value) >= 0.0005 else { return nil }
    let scale = abs(value) < 0.1 ? 1000.0 : 100
    return (value * scale).rounded() / scale
  }

  /// Columns the text takes.
  static func width(_ value: Double, _ glyphs: GlyphSet) -> Int {
    TextWidth.of(glyphs.text(text(value)))
  }

  /// What stands where a number is not computed yet.
  package static let covered = "·"
  /// What stands where a number waits for a guess.
  static let asked = "?"
}

extension Frame {
  /// Writes an entry's number, or a dot where it is not computed yet, right-aligned in `width`
  /// columns.
  ///
  /// A number that does not fit whole is left out: a part of one would be another number.
  ///
  /// - Returns: where the number stands, without the blanks before it.
  package mutating func put(
    _ entry: Entry, _ context: ViewContext, x: Int, y: Int, width: Int, in rect: Rect
  ) -> Place {
    let text = context.text(entry), length = TextWidth.of(text)
    let place = Rect(x: x + max(0, width - length), y: y, width: length, height: 1)
    guard place.intersection(rect.intersection(bounds)) == place else {
      return Place(entry, Rect(x: x, y: y, width: 0, height: 0))
    }
    put(text, x: place.x, y: y, context.style(of: entry), in: rect)
    return Place(entry, place)
  }
}

extension ViewContext {
  /// An entry's number as it stands on the stage; a dot where it is not computed yet, a question
  /// mark where a guess is asked for.
  package func text(_ entry: Entry) -> String {
    if hidden.contains(entry) { return StageNumber.asked }
    // Not spelled as in prose: a number's minus and a dot keep their one column.
    let text = reading(entry).map(StageNumber.text) ?? StageNumber.covered
    return glyphs.isASCII
      ? glyphs.text(text.replacing(StageNumber.covered, with: ".")) : text
  }

  /// The number an edited one was, or what the student guessed, in parentheses.
  package func ghostText(_ entry: Entry) -> String? {
    if let old = ghost(entry) { return glyphs.text("(\(StageNumber.text(old)))") }
    return guesses[entry].map { glyphs.text("(\($0)?)") }
  }

  /// Columns enough for an entry's number at any moment of the pass, so that nothing moves when
  /// a number appears.
  func width(_ entry: Entry) -> Int {
    let before = trace[entry], after = next(entry) ?? before
    return max(StageNumber.width(before, glyphs), StageNumber.width(after, glyphs))
  }

  /// Columns enough for any of the entries' numbers.
  func width(_ entries: [Entry]) -> Int { entries.map { width($0) }.max() ?? 1 }

  /// Columns enough for any of the numbers and for their gradients with a `∂` before them.
  func widthWithGradient(_ entries: [Entry]) -> Int {
    let gradients = entries.map {
      Entry(.gradient($0.quantity.node), row: $0.row, column: $0.column)
    }
    return entries.isEmpty ? 0 : max(width(entries), width(gradients) + 1)
  }

  /// Columns to leave free behind the entries for the numbers they were before an edit.
  func ghostWidth(_ entries: [Entry]) -> Int {
    entries.compactMap { ghostText($0) }.map { TextWidth.of($0) + 1 }.max() ?? 0
  }
}
