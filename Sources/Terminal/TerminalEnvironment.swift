import Screen

/// What the environment variables say about the terminal. Pure, so that every combination can be
/// tested.
package struct TerminalEnvironment: Sendable {
  package var variables: [String: String]

  package init(_ variables: [String: String]) { self.variables = variables }

  /// The terminal types to try in order: the terminal's own, then one that it resembles if its
  /// name says so. Modern terminals often have a name no other computer has heard of.
  package func types() throws(TerminalError) -> [String] {
    guard let type = variables["TERM"], !type.isEmpty else { throw .noType }
    if type == "dumb" || type == "unknown" { throw .onlyLines(type: type) }
    let resemblesXterm =
      type.hasPrefix("xterm-") || type.hasSuffix("-kitty") || type.hasSuffix("-direct")
      || type.hasSuffix("-256color")
    return resemblesXterm ? [type, "xterm-256color"] : [type]
  }

  /// The colours to use, given how many the terminal's description has.
  ///
  /// Any text in `NO_COLOR` (https://no-color.org) and `CLICOLOR=0` turn them off.
  package func colourDepth(terminalColours: Int) -> ColourDepth {
    if variables["NO_COLOR"]?.isEmpty == false || variables["CLICOLOR"] == "0" { return .none }
    switch terminalColours {
    case ..<8: return .none
    case ..<16: return .eight
    case ..<256: return .sixteen
    default: return .many
    }
  }

  /// Why there are no colours; nil where there are some.
  package func whyColourless(terminalColours: Int) -> String? {
    guard colourDepth(terminalColours: terminalColours) == .none else { return nil }
    if variables["NO_COLOR"]?.isEmpty == false { return "NO_COLOR is set" }
    return variables["CLICOLOR"] == "0" ? "CLICOLOR is 0" : "this terminal has none"
  }

  /// Whether the terminal is dark: `UNROLL_BACKGROUND`, else `COLORFGBG`, whose last number is
  /// the background's place in the palette, else yes.
  package var background: Background {
    if let wanted = variables["UNROLL_BACKGROUND"].flatMap(Background.init) { return wanted }
    let last = variables["COLORFGBG"]?.split(separator: ";").last
    guard let colour = last.flatMap({ Int($0) }) else { return .dark }
    return colour == 7 || (9...15).contains(colour) ? .light : .dark
  }

  /// Whether the variable that decides on characters names UTF-8, in whatever spelling. Without
  /// it Unicode would arrive as mojibake.
  package var namesUTF8: Bool {
    let deciding = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { name in
      variables[name].flatMap { $0.isEmpty ? nil : $0 }
    }.first
    let withoutModifier = deciding?.split(separator: "@").first
    let codeset = withoutModifier?.split(separator: ".").last?.lowercased()
    return codeset == "utf-8" || codeset == "utf8"
  }
}
