/// What goes on by itself until it is paused.
package enum Playing: Hashable, Sendable {
  /// One step after the other.
  case steps
  /// The training, so many updates a beat.
  case training(updates: Int)
  /// The same from another seed.
  case seed(updates: Int)
}

/// How fast steps follow one another.
package struct Speed: Hashable, Sendable, Comparable {
  private var place = 2

  /// Steps a second.
  private static let all = [0.5, 1, 2, 4, 8, 15, 30, 60]

  package init() {}

  package var stepsPerSecond: Double { Self.all[place] }
  /// Milliseconds from one step to the next.
  package var interval: Int { Int((1000 / stepsPerSecond).rounded()) }

  package var slower: Self { moved(by: -1) }
  package var faster: Self { moved(by: 1) }

  private func moved(by offset: Int) -> Self {
    var speed = self
    speed.place = min(max(0, place + offset), Self.all.count - 1)
    return speed
  }

  package static func < (a: Self, b: Self) -> Bool { a.place < b.place }

  /// `4 steps a second`.
  var text: String {
    switch stepsPerSecond {
    case 0.5: "a step every 2 seconds"
    case 1: "1 step a second"
    default: "\(Int(stepsPerSecond)) steps a second"
    }
  }
}

/// Time that has passed, as the world tells it.
package struct Beat: Hashable, Sendable {
  /// How many beats there were since the last one that was told: more than one where the world was
  /// busy.
  package var count: Int
  /// How many milliseconds acting on the last beat took.
  package var busy: Int

  package init(count: Int = 1, busy: Int = 0) {
    self.count = count
    self.busy = busy
  }
}
