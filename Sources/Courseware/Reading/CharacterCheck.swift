import Diagnostics

/// Finds characters that would disturb a terminal or be misread on the way to it.
enum CharacterCheck {
  static func refuseControls(in source: SourceText, _ report: inout Report) {
    for (index, line) in source.lines.enumerated() {
      guard let scalar = line.unicodeScalars.first(where: isRefused) else { continue }
      let before = line.prefix { !$0.unicodeScalars.contains(where: isRefused) }
      let place = Position(line: index + 1, column: before.count + 1)
      let code = String(scalar.value, radix: 16, uppercase: true)
      report.add(
        .characters, at: SourceRange(at: place), "this line has the control character U+\(code)",
        advice: "take it out")
    }
  }

  /// Control characters, the line ends only some programs know, and those that turn text around.
  private static func isRefused(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09: false
    case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
