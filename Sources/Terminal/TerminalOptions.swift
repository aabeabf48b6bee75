import Foundation

/// How a terminal is opened.
package struct TerminalOptions: Sendable {
  /// Whether clicks come to the program. The terminal's own selection of text needs Shift then.
  package var mouse: Bool
  package var environment: TerminalEnvironment

  package init(
    mouse: Bool = false,
    environment: TerminalEnvironment = TerminalEnvironment(ProcessInfo.processInfo.environment)
  ) {
    self.mouse = mouse
    self.environment = environment
  }
}
