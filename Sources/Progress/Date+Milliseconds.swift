import Foundation

extension Date {
  /// Since 1970, within ±100 million days, whatever the clock says.
  var milliseconds: Int64 {
    let furthest = 8.64e15
    let exact = timeIntervalSince1970 * 1000
    return exact.isNaN ? 0 : Int64(min(max(exact, -furthest), furthest).rounded())
  }

  init(milliseconds: Int64) {
    self.init(timeIntervalSince1970: Double(milliseconds) / 1000)
  }
}
