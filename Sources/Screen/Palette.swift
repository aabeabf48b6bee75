/// The colours behind the places of the terminal's palette, as the web writes them.
enum Palette {
  /// `#rrggbb`. Those above 15 are the same everywhere; of the others these are xterm's.
  static func hex(_ colour: ColourIndex) -> String {
    let (red, green, blue) = components(colour)
    return "#" + [red, green, blue].map(twoDigits).joined()
  }

  private static func twoDigits(_ part: Int) -> String {
    (part < 16 ? "0" : "") + String(part, radix: 16)
  }

  private static func components(_ colour: ColourIndex) -> (red: Int, green: Int, blue: Int) {
    let index = Int(colour)
    switch index {
    case ..<16: return basic[index]
    case ..<232:
      // A cube of six steps in each direction, the first of them wider.
      let parts = [(index - 16) / 36, (index - 16) / 6 % 6, (index - 16) % 6]
        .map { $0 == 0 ? 0 : 55 + 40 * $0 }
      return (parts[0], parts[1], parts[2])
    default:
      let grey = 8 + 10 * (index - 232)
      return (grey, grey, grey)
    }
  }

  private static let basic: [(red: Int, green: Int, blue: Int)] = [
    (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205),
    (0, 205, 205), (229, 229, 229), (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0),
    (92, 92, 255), (255, 0, 255), (0, 255, 255), (255, 255, 255),
  ]
}

extension Background {
  /// The terminal's own colours, where a cell has none.
  var foregroundHex: String { self == .dark ? "#d7d7d7" : "#1c1c1c" }
  var backgroundHex: String { self == .dark ? "#1e1e1e" : "#ffffff" }
}
