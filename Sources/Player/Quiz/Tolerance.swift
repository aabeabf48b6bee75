import Autograd
import Courseware
import Foundation

extension Question.Tolerance {
  /// What the tolerance may be exceeded by: binary fractions are a little off the decimal ones that
  /// people type.
  private static let dust = 1e-9

  /// Whether a number is close enough to the right one.
  ///
  /// With `digits: 2` it is where it is off by at most half of the second decimal, as for a claim,
  /// and also where both round to the same two decimals, for a student who typed more of them.
  func accepts(_ number: Double, for right: Double) -> Bool {
    guard number.isFinite, right.isFinite else { return false }
    let distance = abs(number - right), ulps = 1e-12 * max(abs(number), abs(right))
    switch self {
    case .within(let allowed): return distance <= allowed * (1 + Self.dust) + ulps
    case .digits(let count):
      let scale = pow(10, Double(count))
      let rounded = (number * scale).rounded()
      let isSame = rounded.isFinite && rounded == (right * scale).rounded()
      return isSame || distance <= 0.5 / scale * (1 + Self.dust) + ulps
    }
  }

  /// A number to be told as the right one: with the digits asked for, or as few as are accepted.
  func text(_ right: Double) -> String {
    if case .digits(let count) = self, let text = right.text(decimals: count) { return text }
    let texts = (4...17).lazy.map { right.text(digits: $0) }
    return texts.first { accepts(Double(shown: $0), for: right) } ?? right.whole
  }
}

extension Double {
  /// With so many decimals, zeros among them: 0.5 to two is 0.50; nil where that would be too long a
  /// number.
  fileprivate func text(decimals: Int) -> String? {
    guard let scaled = Int(exactly: (magnitude * pow(10, Double(decimals))).rounded()),
      scaled < 1_000_000_000_000_000
    else { return nil }
    let digits = String(scaled)
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let sign = self < 0 && scaled > 0 ? "−" : ""
    guard decimals > 0 else { return sign + padded }
    return "\(sign)\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
  }
}
