import CTerminal
import Foundation
import Screen

/// The terminal's bytes and the program's signals, as a queue of events.
struct Input {
  private let terminal: Int32
  private let wakeUp: Int32
  var queue: [TerminalEvent] = []
  private var decoder = KeyDecoder()
  private var lastRead = ContinuousClock.now
  /// The other side of the terminal is gone.
  private(set) var isGone = false

  init(terminal: Int32, wakeUp: Int32) {
    self.terminal = terminal
    self.wakeUp = wakeUp
  }

  /// Waits until something arrives or `deadline` passes; nil waits for ever. Puts what arrived
  /// into the queue. Returns early for a signal.
  mutating func wait(until deadline: ContinuousClock.Instant?) {
    let patience = decoder.patience.map { lastRead + .milliseconds($0) }
    let wakeTime = [deadline, patience].compactMap(\.self).min()
    // Once the terminal is gone only signals can come; polling it would return at once, for ever.
    var sources = [pollfd(fd: wakeUp, events: Int16(POLLIN), revents: 0)]
    if !isGone { sources.append(pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)) }
    let count = poll(&sources, nfds_t(sources.count), wakeTime.map(milliseconds) ?? -1)
    if count > 0, sources.count > 1, sources[1].revents != 0 { read() }
    if let patience, count == 0, ContinuousClock.now >= patience { queue += decoder.giveUp() }
  }

  private mutating func read() {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = Foundation.read(terminal, &bytes, bytes.count)
    if count > 0 {
      lastRead = .now
      queue += decoder.feed(bytes.prefix(count))
    } else if count == 0 || (errno != EINTR && errno != EAGAIN) {
      isGone = true
    }
  }

  /// Rounded up, or a wait of less than a millisecond would spin.
  private func milliseconds(to time: ContinuousClock.Instant) -> Int32 {
    let left = time - .now
    guard left > .zero else { return 0 }
    return Int32(clamping: Int((left / .milliseconds(1)).rounded(.up)))
  }
}
