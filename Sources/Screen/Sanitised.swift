/// The text in one line, without anything that could move the cursor, change the terminal or
/// disguise the order of the letters: lessons are files from strangers.
///
/// Line breaks become a space and tabs become two. Whole escape sequences go, not only their ESC;
/// so do other control characters, format characters (bidi overrides, zero-width joiners, byte-
/// order marks, soft hyphens) and variation selectors, over whose width terminals disagree.
/// U+FFFD, which stands for bytes that were not UTF-8, stays visible.
package func sanitised(_ text: String) -> String {
  if text.isPrintableASCII || text.isSimple { return text }
  var sanitiser = Sanitiser()
  for scalar in text.unicodeScalars { sanitiser.take(scalar) }
  return String(sanitiser.output)
}

/// Copies scalars, leaving out escape sequences, of which it must remember how far it is.
private struct Sanitiser {
  /// The part of an escape sequence the next scalar belongs to.
  private enum Inside {
    case text
    /// After ESC.
    case escape
    /// After `ESC [`, up to a final letter.
    case control
    /// A window title or the like, up to BEL or `ESC \`; a line break ends one never closed.
    case string
  }

  private var inside = Inside.text
  private(set) var output = String.UnicodeScalarView()

  mutating func take(_ scalar: Unicode.Scalar) {
    switch (inside, scalar.value) {
    case (_, 0x1B): inside = .escape
    case (_, 0x0A): keepText(scalar)
    case (.text, _): takeText(scalar)
    case (.escape, _): takeAfterEscape(scalar)
    case (.control, 0x20...0x3F): break
    case (.control, 0x40...0x7E): inside = .text
    case (.control, _): keepText(scalar)
    case (.string, 0x07), (.string, 0x9C): inside = .text
    case (.string, _): break
    }
  }

  private mutating func keepText(_ scalar: Unicode.Scalar) {
    inside = .text
    takeText(scalar)
  }

  private mutating func takeAfterEscape(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "[": inside = .control
    case "]", "P", "X", "^", "_": inside = .string
    case " "..."/": break
    case "0"..."~": inside = .text
    default: keepText(scalar)
    }
  }

  private mutating func takeText(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x20...0x7E: output.append(scalar)
    case 0x0A, 0x85, 0x2028, 0x2029: output.append(" ")
    case 0x09: output.append(contentsOf: "  ".unicodeScalars)
    case 0x9B: inside = .control
    case 0x90, 0x98, 0x9D, 0x9E, 0x9F: inside = .string
    case 0xFE00...0xFE0F, 0xE0100...0xE01EF: break
    default: if scalar.isVisible { output.append(scalar) }
    }
  }
}

extension Unicode.Scalar {
  fileprivate var isVisible: Bool {
    switch properties.generalCategory {
    case .control, .format: false
    default: true
    }
  }
}
