/// Reads a typed number from left to right.
struct NumberReader {
  private var rest: Substring

  init(_ text: String) {
    // What editors and phones put in place of the characters on a keyboard.
    let plain = text.map { Self.plain[$0] ?? $0 }
    let first = plain.firstIndex { !$0.isWhitespace } ?? plain.endIndex
    let last = plain.lastIndex { !$0.isWhitespace } ?? first
    rest = first < plain.endIndex ? String(plain[first...last])[...] : ""
  }

  private static let plain: [Character: Character] = [
    "−": "-", "–": "-", "﹣": "-", "－": "-", "＋": "+", "⁄": "/", "∕": "/", "．": ".", "，": ",",
  ]

  private static let fractions: [Character: (above: Double, below: Double)] = [
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5),
    "⅗": (3, 5), "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅐": (1, 7), "⅛": (1, 8), "⅜": (3, 8),
    "⅝": (5, 8), "⅞": (7, 8), "⅑": (1, 9), "⅒": (1, 10),
  ]

  mutating func number() throws(NumberText.Unreadable) -> NumberText {
    guard !rest.isEmpty else { throw .empty }
    let above = try part()
    let behind = rest
    takeSpaces()
    guard take("/") else {
      rest = behind
      try expectEnd()
      return above
    }
    takeSpaces()
    let below = try part()
    try expectEnd()
    guard below.value != 0 else { throw .divisionByZero }
    return NumberText(value: try finite(above.value / below.value), decimals: nil)
  }

  /// A number with its sign, a fraction of one character behind it where there is one.
  private mutating func part() throws(NumberText.Unreadable) -> NumberText {
    let isNegative = takeSign()
    takeSpaces()
    let whole = digits()
    if let fraction = rest.first.flatMap({ Self.fractions[$0] }) {
      rest.removeFirst()
      let value = (Double(whole) ?? 0) + fraction.above / fraction.below
      return NumberText(value: isNegative ? -value : value, decimals: nil)
    }
    let number = try decimal(whole)
    return NumberText(value: isNegative ? -number.value : number.value, decimals: number.decimals)
  }

  private mutating func decimal(_ whole: String) throws(NumberText.Unreadable) -> NumberText {
    let mark = rest.first
    let behind = take(".") || take(",") ? digits() : ""
    guard !(whole + behind).isEmpty else { throw .notANumber }
    if rest.first == "." || rest.first == "," { throw .severalPoints }
    let exponent = try exponent()
    if mark == ",", behind.count == 3, (1...3).contains(whole.count), whole.first != "0",
      exponent == nil
    {
      throw .ambiguousComma(decimal: "\(whole).\(behind)", whole: whole + behind)
    }
    let text = (whole.isEmpty ? "0" : whole) + (behind.isEmpty ? "" : "." + behind)
    guard let value = Double(exponent.map { text + "e" + $0 } ?? text) else { throw .notANumber }
    let isZero = (whole + behind).allSatisfy { $0 == "0" }
    if value == 0, !isZero { throw .outOfRange }
    // Exponents that no finite number has were refused above.
    let power = exponent.flatMap { Int($0) } ?? 0
    return NumberText(value: try finite(value), decimals: max(0, behind.count - power))
  }

  /// What stands behind an `e`, as Swift writes it.
  private mutating func exponent() throws(NumberText.Unreadable) -> String? {
    guard take("e") || take("E") else { return nil }
    let isNegative = takeSign()
    let power = digits()
    guard !power.isEmpty else { throw .notANumber }
    // Six digits are enough to be out of range.
    let shortened = String(power.drop { $0 == "0" }.prefix(6))
    return (isNegative ? "-" : "") + (shortened.isEmpty ? "0" : shortened)
  }

  private func finite(_ value: Double) throws(NumberText.Unreadable) -> Double {
    guard value.isFinite else { throw .outOfRange }
    return value
  }

  private func expectEnd() throws(NumberText.Unreadable) {
    guard let next = rest.first else { return }
    if next == "%" { throw .percent }
    let isSeparator = next.isWhitespace || next == "'" || next == "’" || next == "_"
    guard isSeparator, rest.dropFirst().contains(where: \.isNumber) else { throw .notANumber }
    throw .spaceInside
  }

  // MARK: Characters

  private mutating func take(_ character: Character) -> Bool {
    guard rest.first == character else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func takeSign() -> Bool {
    if take("-") { return true }
    _ = take("+")
    return false
  }

  private mutating func takeSpaces() {
    while rest.first?.isWhitespace == true { rest.removeFirst() }
  }

  /// Decimal digits of any script, as ASCII.
  private mutating func digits() -> String {
    var digits = ""
    while let next = rest.first, let digit = Self.digit(next) {
      digits.append(String(digit))
      rest.removeFirst()
    }
    return digits
  }

  /// ² and Ⅳ have a value too, but are no digits.
  private static func digit(_ character: Character) -> Int? {
    guard let scalar = character.unicodeScalars.first, character.unicodeScalars.count == 1,
      scalar.properties.numericType == .decimal
    else { return nil }
    return character.wholeNumberValue
  }
}
