/// Why there can be no picture. The caller goes on in plain lines, or says this and ends.
package enum TerminalError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Input or output is a file or a pipe.
  case notATerminal(stream: String)
  /// `TERM` is not set.
  case noType
  /// The terminal can print lines and nothing else.
  case onlyLines(type: String)
  /// No description of this type, or of one like it, is installed.
  case unknownType(String)
  /// The system refused; in practice, too many open files.
  case notAvailable

  package var description: String {
    switch self {
    case .notATerminal(let stream):
      "\(stream) is not a terminal; start from a terminal, or use --plain"
    case .noType: "TERM is not set; set it to your terminal's type, or use --plain"
    case .onlyLines(let type): "a terminal of type “\(type)” shows only lines; use --plain"
    case .unknownType(let type):
      "no description of the terminal type “\(type)” is installed; "
        + "try TERM=xterm-256color, or use --plain"
    case .notAvailable: "the terminal cannot be set up; close other programs, or use --plain"
    }
  }
}
