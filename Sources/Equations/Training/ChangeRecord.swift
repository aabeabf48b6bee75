/// Which presentations of a run changed a weight: stretches of them, for mostly all do, or none.
struct ChangeRecord: Sendable {
  private struct Stretch: Sendable {
    var presentations: Range<Int>
    /// How many changes were before.
    let before: Int

    var end: Int { before + presentations.count }
  }

  private var stretches: [Stretch] = []
  /// How many presentations are known.
  private(set) var reached = 0

  /// Notes what the next presentation did.
  mutating func append(_ hasChanged: Bool) {
    defer { reached += 1 }
    guard hasChanged else { return }
    if let last = stretches.last, last.presentations.upperBound == reached {
      stretches[stretches.count - 1].presentations = last.presentations.lowerBound..<reached + 1
    } else {
      stretches.append(
        Stretch(presentations: reached..<reached + 1, before: stretches.last?.end ?? 0))
    }
  }

  /// How many changes there were before a presentation.
  func count(before number: Int) -> Int {
    guard let stretch = stretches.last(where: { $0.presentations.lowerBound < number }) else {
      return 0
    }
    return stretch.before + min(number, stretch.presentations.upperBound)
      - stretch.presentations.lowerBound
  }

  /// The presentation of a change, counted from 1; nil where there are not so many.
  func presentation(ofChange number: Int) -> Int? {
    guard number > 0, let stretch = stretches.first(where: { $0.end >= number }) else { return nil }
    return stretch.presentations.lowerBound + number - stretch.before - 1
  }

  /// The last presentation before this one that changed a weight.
  func last(before number: Int) -> Int? { presentation(ofChange: count(before: number)) }

  /// Forgets this presentation and those behind it.
  mutating func cut(from number: Int) {
    guard number < reached else { return }
    reached = number
    stretches.removeAll { $0.presentations.lowerBound >= number }
    if let last = stretches.last, last.presentations.upperBound > number {
      stretches[stretches.count - 1].presentations = last.presentations.lowerBound..<number
    }
  }
}
