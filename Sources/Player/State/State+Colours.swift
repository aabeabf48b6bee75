import Screen

/// The colours there are to choose from.
package struct Colours: Hashable, Sendable {
  /// How many the terminal has.
  package let depth: ColourDepth
  /// Why there are none.
  package let whyNone: String?

  package init(depth: ColourDepth, whyNone: String? = nil) {
    self.depth = depth
    self.whyNone = whyNone
  }
}

extension State {
  /// From dark to light to none, and round again.
  mutating func changeColours() -> [Effect] {
    guard colours.depth != .none else {
      say("there are no colours to change: \(colours.whyNone ?? "this terminal has none")")
      return []
    }
    switch (theme.depth, theme.background) {
    case (.none, _):
      theme = Theme(depth: colours.depth, background: .dark)
      say("colours for a dark background")
    case (_, .dark):
      theme = Theme(depth: colours.depth, background: .light)
      say("colours for a light background")
    case (_, .light):
      theme = Theme(depth: .none, background: .light)
      say("no colours; all marks stay")
    }
    return [.theme(theme)]
  }
}
