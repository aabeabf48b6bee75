import Foundation

extension Double {
  /// The number to so many significant digits, as a person would write it: no trailing zeros, no
  /// negative zero, an exponent only where the number is very large or very small.
  ///
  /// The minus sign is U+2212. Digits before the point are never rounded away below ten million.
  public func text(digits: Int) -> String {
    guard isFinite else { return isNaN ? "NaN" : self < 0 ? "−∞" : "∞" }
    guard self != 0 else { return "0" }
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
