import CTerminal
import Screen

extension Terminal {
  /// The next event, waiting for it at most so long; nil if there was none. Without a limit it
  /// waits until there is one. A closed terminal has none.
  package func nextEvent(timeoutMilliseconds: Int? = nil) -> TerminalEvent? {
    let deadline = timeoutMilliseconds.map { ContinuousClock.now + .milliseconds($0) }
    var hasLooked = false
    while !isClosed {
      takeSignals()
      if !input.queue.isEmpty { return input.queue.removeFirst() }
      if input.isGone { return .hangup }
      if hasLooked, let deadline, ContinuousClock.now >= deadline { return nil }
      input.wait(until: deadline)
      hasLooked = true
    }
    return nil
  }

  /// Everything that has arrived, without waiting: a held key comes faster than frames can be
  /// drawn, so act on all of it and draw once.
  package func pendingEvents() -> [TerminalEvent] {
    var events: [TerminalEvent] = []
    while events.count < 10_000, let event = nextEvent(timeoutMilliseconds: 0) {
      events.append(event)
      if case .terminate = event { break }
      if event == .hangup { break }
    }
    return events
  }

  /// Turns the signals that have come into events; being stopped is dealt with here.
  private func takeSignals() {
    let signals = guard_take_signals()
    let has = { (report: Int) in Int(signals) & report != 0 }
    if has(GUARD_SUSPEND) {
      suspend()
      input.queue.append(.resume)
    } else if has(GUARD_CONTINUED) {
      resume()
      input.queue.append(.resume)
    }
    if has(GUARD_RESIZED), adoptSize() { input.queue.append(.resized(size)) }
    let number = signals & Int32(GUARD_ENDING)
    if number != 0 { input.queue.insert(.terminate(signal: number), at: 0) }
  }
}
