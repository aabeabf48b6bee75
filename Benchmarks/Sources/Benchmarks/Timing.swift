/// Seconds a step takes.
enum Timing {
  /// Takes steps for so long; how many seconds each took.
  ///
  /// Steps shorter than the clock can tell are timed together.
  static func times(_ ours: inout Ours, seconds: Double) -> [Double] {
    let clock = ContinuousClock(), end = clock.now + .seconds(seconds)
    let first = clock.measure { ours.step() }
    let together = max(1, Int(Duration.microseconds(50) / max(first, .nanoseconds(1))))
    var taken: [Double] = []
    repeat {
      let time = clock.measure { for _ in 0..<together { ours.step() } }
      taken.append(time / .seconds(1) / Double(together))
    } while clock.now < end
    return taken
  }

  static func median(_ numbers: [Double]) -> Double {
    let sorted = numbers.sorted(), middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}

extension Row {
  struct Result {
    /// The medians of all steps.
    let ours: Double
    let theirs: Double
    /// The median over the turns of the ratio of their medians.
    let ratio: Double
  }

  /// How often each of the two has its turn.
  private static let turns = 20

  /// Compares the numbers, warms both up, then lets them step in turns. The ratio is that of short
  /// turns beside each other: a processor may run half as fast again for seconds, for one of the
  /// two more than for the other.
  func measure(_ other: OtherProgram, seconds: Double) throws -> Result {
    var ours = try Ours(workload)
    let theirs = try other.open(work, sizes: sizes)
    let differences = try ours.numbers().differences(from: theirs)
    guard differences.isEmpty else {
      throw Failure((["\(name): the numbers differ"] + differences).joined(separator: "\n  "))
    }
    _ = Timing.times(&ours, seconds: seconds / 20)
    _ = try other.time(seconds: seconds / 20)
    var taken: (ours: [Double], theirs: [Double]) = ([], [])
    var ratios: [Double] = []
    let turn = seconds / 2 / Double(Self.turns)
    for _ in 0..<Self.turns {
      let ours = Timing.times(&ours, seconds: turn), theirs = try other.time(seconds: turn)
      ratios.append(Timing.median(theirs) / Timing.median(ours))
      taken.ours += ours
      taken.theirs += theirs
    }
    return Result(
      ours: Timing.median(taken.ours), theirs: Timing.median(taken.theirs),
      ratio: Timing.median(ratios))
  }
}
