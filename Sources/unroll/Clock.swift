import ArgumentParser
import Foundation

/// The time of day: the computer's, or one that began elsewhere, for trying out what comes later.
struct Clock: Sendable {
  private let offset: TimeInterval

  /// - Parameter start: what it is now; nil for what the computer says.
  init(startingAt start: Date? = nil) { offset = start.map { $0.timeIntervalSinceNow } ?? 0 }

  var now: Date { Date().addingTimeInterval(offset) }
}

/// `2026-11-23` or `2026-11-23T10:00:00Z`.
struct GivenDate: ExpressibleByArgument {
  let date: Date

  init?(argument: String) {
    let whole = try? Date(argument, strategy: .iso8601)
    let day = try? Date("\(argument)T00:00:00Z", strategy: .iso8601)
    guard let date = whole ?? day else { return nil }
    self.date = date
  }
}
