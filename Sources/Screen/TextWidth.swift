/// How many columns text takes.
///
/// The rules are ours and the same everywhere, so that a frame does not depend on the terminal or
/// the locale: marks and format characters take none, East Asian wide characters and emoji two,
/// all others one, among them those that Unicode calls ambiguous (Greek, box lines, blocks).
package enum TextWidth {
  /// The width of a character: the sum over its scalars, as terminals count it.
  package static func of(_ character: Character) -> Int {
    if character.isASCII { return character == "\r\n" ? 1 : of(ascii: character) }
    return character.unicodeScalars.reduce(0) { $0 + of($1) }
  }

  /// The width of a text as `Frame.put` draws it: what `sanitised` drops takes no room.
  package static func of(_ text: String) -> Int {
    if text.isPrintableASCII { return text.utf8.count }
    if text.isSimple { return text.unicodeScalars.count }
    return sanitised(text).unicodeScalars.reduce(0) { $0 + of($1) }
  }

  /// The width of one Unicode scalar: 0, 1 or 2.
  static func of(_ scalar: Unicode.Scalar) -> Int {
    if scalar.isSimple { return 1 }
    switch scalar.value {
    case 0...0x2FF: return 0
    case 0x1160...0x11FF, 0xD7B0...0xD7FB: return 0  // the later letters of a Hangul syllable
    default: break
    }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: return isWide(scalar) ? 2 : 1
    }
  }

  private static func of(ascii character: Character) -> Int {
    character.asciiValue.map { (0x20...0x7E).contains($0) ? 1 : 0 } ?? 0
  }

  /// Finds the scalar among the wide ranges by halving.
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    var low = 0
    var high = wideRanges.count
    while low < high {
      let middle = (low + high) / 2
      if scalar.value > wideRanges[middle].upperBound {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low < wideRanges.count && wideRanges[low].contains(scalar.value)
  }
}

extension String {
  /// Whether every byte is a character of one column, the common case that needs no analysis.
  var isPrintableASCII: Bool { utf8.allSatisfy { (0x20...0x7E).contains($0) } }

  /// Whether all of it is characters that are one scalar and one column each.
  var isSimple: Bool { unicodeScalars.allSatisfy(\.isSimple) }
}

extension Unicode.Scalar {
  /// Whether it is one of those our pictures and lessons are made of: visible, one column wide, a
  /// character by itself. To ask Unicode's tables about each of a frame's thousands is slow.
  var isSimple: Bool {
    switch value {
    case 0x20...0x7E, 0xA0...0xAC, 0xAE...0x2FF: true
    case 0x391...0x3FF, 0x400...0x482, 0x48A...0x52F: true  // Greek, Cyrillic
    case 0x2010...0x2027, 0x2030...0x205E, 0x2070...0x209C: true  // dashes, dots, primes, indices
    case 0x2190...0x2319, 0x2500...0x25FC, 0x2800...0x28FF: true  // arrows to blocks; Braille
    default: false
    }
  }
}
