/// How each style looks in a terminal with so many colours on such a background. The only place
/// where a meaning becomes a colour.
///
/// Marks that matter carry an attribute as well as a colour, the same at every depth, so that
/// nothing is lost without colours: what is read is underlined, what is done is bold, both for
/// the current operation, and the number under the cursor is reversed. The terminal's background
/// is never painted over, except by reversing.
package struct Theme: Hashable, Sendable {
  package let depth: ColourDepth
  package let background: Background

  package init(depth: ColourDepth, background: Background = .dark) {
    self.depth = depth
    self.background = background
  }

  package subscript(style: Style) -> Appearance {
    var appearance = style.attributes
    appearance.foreground = colour(style.hue)
    // Faint text is dim only where no colour can make it faint: with both it may be unreadable.
    let isFaint = style.hue == .faint || style.hue == .past
    appearance.dim = isFaint && appearance.foreground == nil
    return appearance
  }

  private func colour(_ hue: Hue) -> ColourIndex? {
    switch (depth, background) {
    case (.none, _): nil
    case (.eight, .dark): hue.eightOnDark
    case (.eight, .light), (.sixteen, .light): hue.eightOnLight
    case (.sixteen, .dark): hue.sixteenOnDark
    case (.many, .dark): hue.manyOnDark
    case (.many, .light): hue.manyOnLight
    }
  }
}

/// The colours by role; several styles share one and differ in their attributes.
private enum Hue {
  case none, faint, heading, code, spotlight, forward, backward, update, positive, negative
  case edited, past, notice
}

extension Style {
  fileprivate var hue: Hue {
    switch self {
    case .plain, .strong, .emphasis, .selection: .none
    case .muted, .border, .covered: .faint
    case .title, .key: .heading
    case .code: .code
    case .current, .focus, .operand: .spotlight
    case .forward: .forward
    case .backward: .backward
    case .update: .update
    case .positive, .right: .positive
    case .negative, .wrong: .negative
    case .changed: .edited
    case .ghost: .past
    case .notice: .notice
    }
  }

  /// What marks the style at every depth.
  fileprivate var attributes: Appearance {
    switch self {
    case .title, .strong, .key, .changed, .right, .notice: Appearance(bold: true)
    case .emphasis, .operand, .ghost: Appearance(underline: true)
    case .current, .wrong: Appearance(bold: true, underline: true)
    case .focus: Appearance(reverse: true)
    case .selection: Appearance(bold: true, reverse: true)
    case .plain, .muted, .code, .border, .forward, .backward, .update, .positive, .negative,
      .covered:
      Appearance()
    }
  }
}

extension Hue {
  /// From the colour cube, at least 4.5 to 1 on black to #1e1e1e, and on Solarized's dark.
  fileprivate var manyOnDark: ColourIndex? {
    switch self {
    case .none: nil
    case .faint: 248
    case .heading: 153
    case .code: 151
    case .spotlight: 228
    case .forward: 75
    case .backward: 215
    case .update: 183
    case .positive: 114
    case .negative: 211
    case .edited: 213
    case .past: 176
    case .notice: 223
    }
  }

  /// From the colour cube, at least 4.5 to 1 on white and on Solarized's light #fdf6e3.
  fileprivate var manyOnLight: ColourIndex? {
    switch self {
    case .none: nil
    case .faint: 241
    case .heading: 24
    case .code: 23
    case .spotlight: 18
    case .forward: 26
    case .backward: 94
    case .update: 91
    case .positive: 22
    case .negative: 124
    case .edited: 127
    case .past: 96
    case .notice: 88
    }
  }

  /// The bright colours, except bright black, which some palettes make the background.
  fileprivate var sixteenOnDark: ColourIndex? {
    switch self {
    case .none, .faint, .past: nil
    case .heading, .code: 14
    case .spotlight, .notice: 11
    case .forward: 12
    case .backward, .update, .edited: 13
    case .positive: 10
    case .negative: 9
    }
  }

  /// Without blue, which can hardly be read on black.
  fileprivate var eightOnDark: ColourIndex? {
    switch self {
    case .none, .faint, .past: nil
    case .heading, .code, .forward: 6
    case .spotlight, .notice: 3
    case .backward, .update, .edited: 5
    case .positive: 2
    case .negative: 1
    }
  }

  /// Without green, yellow and cyan, which can hardly be read on white.
  fileprivate var eightOnLight: ColourIndex? {
    switch self {
    case .none, .faint, .past, .code: nil
    case .heading, .spotlight, .forward, .positive: 4
    case .backward, .update, .edited, .notice: 5
    case .negative: 1
    }
  }
}
