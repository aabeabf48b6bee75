import Autograd
import Foundation

/// Where numbers lie along an axis: evenly, or by their logarithm.
struct Scale {
  let span: ClosedRange<Double>
  let isLogarithmic: Bool
  /// Whether only whole numbers mean something, as with time steps.
  let isWhole: Bool

  init(_ span: ClosedRange<Double>, isLogarithmic: Bool = false, isWhole: Bool = false) {
    self.span = span
    self.isLogarithmic = isLogarithmic
    self.isWhole = isWhole
  }

  /// A scale on which all of the values lie, with round ends.
  ///
  /// - Parameter mayBeLogarithmic: whether values above 0 that span more than two decades are told
  ///   apart by their logarithm.
  init(holding values: [Double], mayBeLogarithmic: Bool = false) {
    let finite = values.filter { abs($0) < 1e300 }
    let least = finite.min() ?? 0, most = finite.max() ?? 1
    // What lies below has no power of ten beneath it that a number could be.
    let positive = finite.filter { $0 > 1e-300 }
    // Where something vanished altogether it leaves a gap; it does not take the others' scale away.
    if mayBeLogarithmic, least >= 0, let low = positive.min(), most > 100 * low {
      let span = pow(10, log10(low).rounded(.down))...pow(10, log10(most).rounded(.up))
      self.init(span, isLogarithmic: true)
      return
    }
    self.init(Self.rounded(Self.widened(least, most)))
  }

  /// With 0 where it is near, and never of no length.
  private static func widened(_ least: Double, _ most: Double) -> ClosedRange<Double> {
    guard least < most else {
      let margin = max(0.5, abs(least) / 2)
      return least - margin...most + margin
    }
    let low = least > 0 && least < 0.8 * most ? 0 : least
    let high = most < 0 && most > 0.8 * least ? 0 : most
    return low...high
  }

  /// The range with its ends moved out to round numbers, so that it stays while a number changes a
  /// little.
  static func rounded(_ span: ClosedRange<Double>) -> ClosedRange<Double> {
    let length = span.upperBound - span.lowerBound, step = roundStep(atLeast: length / 4)
    let low = (span.lowerBound / step).rounded(.down) * step
    let high = (span.upperBound / step).rounded(.up) * step
    return low < high && low.isFinite && high.isFinite ? low...high : span
  }

  /// The part of the axis at which a value lies, 0 at its beginning and 1 at its end; outside for
  /// values that do not lie on it. Nil for what has no place, such as 0 by its logarithm.
  func part(of value: Double) -> Double? {
    let part =
      isLogarithmic
      ? (log10(value) - log10(span.lowerBound)) / (log10(span.upperBound) - log10(span.lowerBound))
      : (value - span.lowerBound) / (span.upperBound - span.lowerBound)
    return part.isFinite ? part : nil
  }

  /// The value at a part of the axis.
  func value(at part: Double) -> Double {
    isLogarithmic
      ? span.lowerBound * pow(span.upperBound / span.lowerBound, part)
      : span.lowerBound + (span.upperBound - span.lowerBound) * part
  }
}

// MARK: - Ticks

extension Scale {
  /// A value with its place along the axis.
  struct Tick {
    let value: Double
    let part: Double
    var text: String { value.text(digits: 12) }
  }

  /// Round numbers, at most so many.
  func ticks(most: Int) -> [Tick] {
    let values = isLogarithmic ? powers(most: max(2, most)) : multiples(most: max(2, most))
    return values.compactMap { value in
      part(of: value).map { Tick(value: value, part: $0) }
    }.filter { (0...1).contains($0.part) }
  }

  private func multiples(most: Int) -> [Double] {
    let length = span.upperBound - span.lowerBound
    guard length > 0, length.isFinite else { return [] }
    let fine = Self.roundStep(atLeast: length / Double(most)), step = isWhole ? max(1, fine) : fine
    let first = (span.lowerBound / step).rounded(.up),
      last = (span.upperBound / step).rounded(.down)
    guard last - first < Double(most) + 1 else { return [] }
    return stride(from: first, through: last, by: 1).map { $0 * step }
  }

  /// Powers of ten, or every other one, every third …
  private func powers(most: Int) -> [Double] {
    guard span.lowerBound > 0, span.upperBound.isFinite else { return [] }
    let first = Int(log10(span.lowerBound).rounded()), last = Int(log10(span.upperBound).rounded())
    let step = max(1, (last - first + most - 1) / most)
    return stride(from: first, through: last, by: step).map { pow(10, Double($0)) }
  }

  /// The smallest of 1, 2 and 5 times a power of ten that is not below a length.
  static func roundStep(atLeast length: Double) -> Double {
    guard length > 0, length.isFinite else { return 1 }
    let power = pow(10, log10(length).rounded(.down))
    return [1, 2, 5, 10].map { $0 * power }.first { $0 >= length * (1 - 1e-9) } ?? 10 * power
  }
}
