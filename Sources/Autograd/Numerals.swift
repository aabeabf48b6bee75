import Foundation

extension Double {
  /// The number to so many significant digits, as a person would write it: no trailing zeros, no
  /// negative zero, an exponent only where the number is very large or very small.
  ///
  /// The minus sign is U+2212. Digits before the point are never rounded away below ten million.
  public func text(digits: Int) -> String {
    guard isFinite else { return isNaN ? "NaN" : self < 0 ? "−∞" : "∞" }
    guard self != 0 else { return "0" }
    if let text = usualText(digits: digits) { return text }
    let scientific = printed("%.*e", max(0, digits - 1), magnitude)
    let parts = scientific.split(separator: "e")
    let exponent = Int(parts[1]) ?? 0
    let sign = self < 0 ? "−" : ""
    guard (-5..<7).contains(exponent) else {
      let power = exponent < 0 ? "−\(-exponent)" : "\(exponent)"
      return sign + withoutTrailingZeros(String(parts[0])) + "e" + power
    }
    let decimals = max(0, digits - 1 - exponent)
    return sign + withoutTrailingZeros(printed("%.*f", decimals, magnitude))
  }

  /// The same without `printf`, which a frame of hundreds of numbers would wait for; nil where the
  /// size is unusual, or so near half of the last digit that only exact arithmetic can tell.
  private func usualText(digits: Int) -> String? {
    guard (1...12).contains(digits), magnitude >= 1e-5, magnitude < 9e6 else { return nil }
    let decimals = max(0, digits - 1 - exponentOfTen)
    let scaled = magnitude * Self.powersOfTen[decimals]
    // Below 10¹² the product is off by less than a thousandth.
    guard abs(scaled - scaled.rounded(.down) - 0.5) > 1e-3 else { return nil }
    let scale = Int(Self.powersOfTen[decimals]), number = Int(scaled.rounded())
    var fraction = number % scale, places = decimals
    while places > 0, fraction % 10 == 0 {
      fraction /= 10
      places -= 1
    }
    let whole = (self < 0 ? "−" : "") + String(number / scale)
    guard places > 0 else { return whole }
    let text = String(fraction)
    return "\(whole).\(String(repeating: "0", count: places - text.count))\(text)"
  }

  /// Of a number from 1e−5 to 1e7: −1 for 0.25, 2 for 314.
  private var exponentOfTen: Int {
    var exponent = 6
    while exponent > 0, magnitude < Self.powersOfTen[exponent] { exponent -= 1 }
    guard magnitude < 1 else { return exponent }
    return -(Self.smallPowersOfTen.lastIndex { magnitude < $0 } ?? 0) - 1
  }

  private static let smallPowersOfTen = [1, 0.1, 0.01, 0.001, 0.0001]

  private static let powersOfTen = (0...16).map { n in (0..<n).reduce(1.0) { x, _ in x * 10 } }

  /// Four significant digits behind `=`, or behind `≈` where they are not the whole number.
  public var equated: String { "\(Double(numeral: short) == self ? "=" : "≈") \(short)" }

  /// All digits: the fewest that, read back, give this very number.
  public var whole: String {
    let digits = (1...17).first { Double(numeral: text(digits: $0)) == self }
    return text(digits: digits ?? 17)
  }

  /// Four significant digits.
  public var short: String { text(digits: 4) }

  /// A number written by ``text(digits:)``, read back; nil for any other text.
  init?(numeral: String) {
    guard let x = Double(numeral.replacing("−", with: "-")) else { return nil }
    self = x
  }
}

/// What C prints, without the detour of `String(format:)`: a frame has hundreds of numbers.
private func printed(_ format: String, _ precision: Int, _ x: Double) -> String {
  withUnsafeTemporaryAllocation(of: CChar.self, capacity: 512) { buffer in
    let length = withVaList([Int32(precision), x]) {
      vsnprintf(buffer.baseAddress, buffer.count, format, $0)
    }
    return String(
      decoding: buffer.prefix(Int(length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

private func withoutTrailingZeros(_ text: String) -> String {
  guard text.contains(".") else { return text }
  var text = text[...]
  while text.last == "0" { text.removeLast() }
  if text.last == "." { text.removeLast() }
  return String(text)
}
