import Screen
import Testing

@Suite("A theme")
struct ThemeTests {
  /// The darkest, the greyest and the bluest backgrounds a theme for dark must be read on.
  private static let darkBackgrounds = [0x000000, 0x1E1E1E, 0x002B36]
  private static let lightBackgrounds = [0xFFFFFF, 0xFDF6E3]

  @Test("is readable on common backgrounds", arguments: Style.allCases)
  func contrast(style: Style) {
    for (background, colours) in [
      (Background.dark, Self.darkBackgrounds), (.light, Self.lightBackgrounds),
    ] {
      let appearance = Theme(depth: .many, background: background)[style]
      guard let foreground = appearance.foreground else { continue }
      #expect(foreground >= 16, "the terminal's own palette may be anything")
      #expect(!appearance.dim)
      for colour in colours {
        #expect(contrastRatio(xtermColour(foreground), colour) >= 4.5)
      }
    }
  }

  @Test("tells the marks of a number apart without colours")
  func monochrome() {
    let marks: [Style] = [
      .plain, .current, .focus, .operand, .changed, .ghost, .covered, .selection,
    ]
    let theme = Theme(depth: .none)
    #expect(Set(marks.map { theme[$0] }).count == marks.count)
    #expect(Style.allCases.allSatisfy { theme[$0].foreground == nil })
  }

  @Test("tells the phases, signs and answers apart by colour", arguments: ColourDepth.allCases)
  func colours(depth: ColourDepth) {
    guard depth != .none else { return }
    for background in Background.allCases {
      let theme = Theme(depth: depth, background: background)
      #expect(theme[.forward].foreground != theme[.backward].foreground)
      #expect(theme[.positive].foreground != theme[.negative].foreground)
      #expect(theme[.right].foreground != theme[.wrong].foreground)
    }
  }

  @Test("never paints a background", arguments: ColourDepth.allCases)
  func background(depth: ColourDepth) {
    for background in Background.allCases {
      let theme = Theme(depth: depth, background: background)
      #expect(Style.allCases.allSatisfy { theme[$0].background == nil })
      #expect(Style.allCases.filter { theme[$0].reverse } == [.focus, .selection])
      let limit = [ColourDepth.eight: 7, .sixteen: 15][depth] ?? 255
      #expect(Style.allCases.allSatisfy { Int(theme[$0].foreground ?? 0) <= limit })
    }
  }

  /// The colour of the xterm palette as 0xRRGGBB, for the indices every terminal agrees on.
  private func xtermColour(_ index: ColourIndex) -> Int {
    let index = Int(index)
    if index >= 232 { return (8 + 10 * (index - 232)) * 0x010101 }
    let levels = [0, 95, 135, 175, 215, 255]
    let cube = index - 16
    return levels[cube / 36] << 16 | levels[cube / 6 % 6] << 8 | levels[cube % 6]
  }

  /// WCAG 2: from 1 to 21.
  private func contrastRatio(_ a: Int, _ b: Int) -> Double {
    let lights = [luminance(a), luminance(b)].sorted()
    return (lights[1] + 0.05) / (lights[0] + 0.05)
  }

  private func luminance(_ colour: Int) -> Double {
    let weights = [0.2126, 0.7152, 0.0722]
    return zip([16, 8, 0], weights).reduce(0) { sum, part in
      let level = Double(colour >> part.0 & 255) / 255
      return sum + part.1 * (level <= 0.04045 ? level / 12.92 : power24((level + 0.055) / 1.055))
    }
  }

  /// `x` to the power 2.4, by Newton's method for the fifth root: x² · (x²)^(1/5).
  private func power24(_ x: Double) -> Double {
    let square = x * x
    var root = 1.0
    for _ in 0..<60 {
      let fourth = root * root * root * root
      root -= (fourth * root - square) / (5 * fourth)
    }
    return square * root
  }
}
