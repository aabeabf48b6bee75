import Player

/// When the next beat is due: the player asks for time as data, this has the clock.
struct Metronome {
  private let clock = ContinuousClock()
  private var interval: Duration?
  private var due: ContinuousClock.Instant?
  private var began: ContinuousClock.Instant?
  private var busy = 0

  /// After a stop of the whole program, so many beats are caught up with at most.
  private static let most = 32

  /// Beats so many milliseconds apart from now on, or none.
  mutating func keep(to milliseconds: Int?) {
    let wanted = milliseconds.map { Duration.milliseconds($0) }
    guard wanted != interval else { return }
    interval = wanted
    due = wanted.map { clock.now + $0 }
    busy = 0
  }

  /// How many milliseconds to wait for the next beat; nil where there is none to come.
  var wait: Int? {
    due.map { max(0, Self.milliseconds(clock.now.duration(to: $0), roundingUp: true)) }
  }

  /// The beats that are due, as one; nil where it is too early.
  mutating func beat() -> Beat? {
    let now = clock.now
    guard let interval, let due, due <= now else { return nil }
    let missed = Int(due.duration(to: now) / interval)
    let beat = Beat(count: min(missed + 1, Self.most), busy: busy)
    self.due = max(due + interval * (missed + 1), now)
    began = now
    return beat
  }

  /// The beat was acted on.
  mutating func acted() {
    if let began { busy = Self.milliseconds(began.duration(to: clock.now)) }
  }

  private static func milliseconds(_ duration: Duration, roundingUp: Bool = false) -> Int {
    let (seconds, attoseconds) = duration.components
    let rest = Double(attoseconds) / 1e15
    return Int(seconds) * 1000 + Int(roundingUp ? rest.rounded(.up) : rest.rounded(.down))
  }
}
