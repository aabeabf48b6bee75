import Foundation

extension Date {
  /// The most milliseconds before or after 1970.
  static let furthest: Int64 = 8_640_000_000_000_000

  /// Since 1970, within ±100 million days, whatever the clock says.
  var milliseconds: Int64 {
    let furthest = Double(Self.furthest)
    let exact = timeIntervalSince1970 * 1000
    return exact.isNaN ? 0 : Int64(min(max(exact, -furthest), furthest).rounded())
  }

  init(milliseconds: Int64) {
    self.init(timeIntervalSince1970: Double(milliseconds) / 1000)
  }

  /// Days since 1970-01-01, UTC.
  package var dayNumber: Int {
    Int((Double(milliseconds) / 86_400_000).rounded(.down))
  }
}
