/// A character that fills parts of its cell: blocks, shades, quarters, Braille dots.
struct BlockShape: Equatable {
  /// A rectangle in eighths of the cell's width and height.
  struct Part: Equatable {
    var left = 0, top = 0, width = 8, height = 8
  }

  var parts: [Part]
  /// In hundredths: less for shades.
  var opacity = 100

  /// Whether characters side by side make one rectangle.
  var fillsRow: Bool { parts.count == 1 && parts[0].width == 8 }

  /// - Returns: nil for a character that a font has to draw.
  init?(_ character: Character) {
    guard let scalar = character.unicodeScalars.first, character.unicodeScalars.count == 1 else {
      return nil
    }
    let value = Int(scalar.value)
    switch value {
    case 0x2580: parts = [Part(height: 4)]
    case 0x2581...0x2588: parts = [Part(top: 0x2588 - value, height: value - 0x2580)]
    case 0x2589...0x258F: parts = [Part(width: 0x2590 - value)]
    case 0x2590: parts = [Part(left: 4, width: 4)]
    case 0x2591...0x2593: (parts, opacity) = ([Part()], 25 * (value - 0x2590))
    case 0x2596...0x259F: parts = Self.quarters(Self.quarterBits[value - 0x2596])
    case 0x2801...0x28FF: parts = Self.dots(value - 0x2800)
    default: return nil
    }
  }

  /// For each character from ▖ on: 1 top left, 2 top right, 4 bottom left, 8 bottom right.
  private static let quarterBits = [4, 8, 1, 13, 9, 7, 11, 2, 6, 14]

  private static func quarters(_ bits: Int) -> [Part] {
    (0..<4).filter { bits & 1 << $0 != 0 }.map {
      Part(left: $0 % 2 * 4, top: $0 / 2 * 4, width: 4, height: 4)
    }
  }

  /// Braille's dots are counted down the left column, then the right, the fourth row last.
  private static func dots(_ bits: Int) -> [Part] {
    let places = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)]
    return places.indices.filter { bits & 1 << $0 != 0 }.map {
      Part(left: 1 + 4 * places[$0].0, top: 2 * places[$0].1, width: 2, height: 1)
    }
  }
}
