import Foundation
import Synchronization

/// Signals that ask the training to end, taken up after the update it is at.
///
/// A second one ends the program at once.
enum Interruption {
  private static let received = Atomic<Int32>(0)

  /// The signal that has come; nil while there is none.
  static var signal: Int32? {
    let number = received.load(ordering: .relaxed)
    return number == 0 ? nil : number
  }

  static func watch() {
    _ = signal
    for number in [SIGINT, SIGTERM, SIGHUP] {
      let previous = Foundation.signal(number) { number in
        if Interruption.received.exchange(number, ordering: .relaxed) != 0 { _exit(128 + number) }
      }
      // What the program was started to ignore stays ignored, as under nohup.
      if isIgnored(previous) { _ = Foundation.signal(number, SIG_IGN) }
    }
    // A reader that goes away, and a limit on files, are found where something is written.
    for number in [SIGPIPE, SIGXFSZ] { _ = Foundation.signal(number, SIG_IGN) }
  }

  private static func isIgnored(_ handler: sig_t?) -> Bool {
    unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
