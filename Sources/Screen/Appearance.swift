/// A colour of the terminal's palette: 0…7, with bright ones 0…15, or with the colour cube 0…255.
package typealias ColourIndex = UInt8

/// How many colours the terminal has.
package enum ColourDepth: Hashable, Sendable, CaseIterable {
  case none
  case eight
  case sixteen
  /// 256: those above 15 look the same in every terminal.
  case many
}

/// Which way round the terminal is.
package enum Background: String, Hashable, Sendable, CaseIterable {
  case dark
  case light
}

/// How a cell looks. A missing colour is the terminal's own.
package struct Appearance: Hashable, Sendable {
  package var foreground: ColourIndex?
  package var background: ColourIndex?
  package var bold = false
  package var underline = false
  package var reverse = false
  package var dim = false

  package init(
    foreground: ColourIndex? = nil, background: ColourIndex? = nil, bold: Bool = false,
    underline: Bool = false, reverse: Bool = false, dim: Bool = false
  ) {
    self.foreground = foreground
    self.background = background
    self.bold = bold
    self.underline = underline
    self.reverse = reverse
    self.dim = dim
  }

  /// The escape sequence that switches from any appearance to this one.
  package var escapeSequence: String {
    var codes = ["0"]
    if bold { codes.append("1") }
    if dim { codes.append("2") }
    if underline { codes.append("4") }
    if reverse { codes.append("7") }
    if let foreground { codes.append(Self.code(foreground, normal: 30, bright: 90, many: "38")) }
    if let background { codes.append(Self.code(background, normal: 40, bright: 100, many: "48")) }
    return "\u{1B}[\(codes.joined(separator: ";"))m"
  }

  private static func code(
    _ colour: ColourIndex, normal: Int, bright: Int, many: String
  ) -> String {
    switch colour {
    case 0...7: String(normal + Int(colour))
    case 8...15: String(bright + Int(colour) - 8)
    default: "\(many);5;\(colour)"
    }
  }
}
