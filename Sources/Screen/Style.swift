/// What a cell means. How that looks is decided in `Theme`, and nowhere else.
package enum Style: UInt8, Hashable, Sendable, CaseIterable {
  case plain
  /// Secondary text: captions, hints, units.
  case muted
  case title
  case strong
  case emphasis
  /// Names, formulas and commands inside prose.
  case code
  /// The lines of boxes and between panes.
  case border
  /// A key to press.
  case key
  /// The operation being done now.
  case current
  /// The number under the cursor.
  case focus
  /// A number read by the current operation.
  case operand
  case forward
  case backward
  case update
  case positive
  case negative
  /// A number downstream of an edit.
  case changed
  /// The value before the edit, shown beside the changed one.
  case ghost
  /// Not yet computed.
  case covered
  case right
  case wrong
  /// The chosen item of a list.
  case selection
  /// A message to the student.
  case notice
}

extension Style {
  /// The letter that stands for the style in a golden file; a dot for plain.
  package var letter: Character {
    switch self {
    case .plain: "."
    case .muted: "m"
    case .title: "t"
    case .strong: "s"
    case .emphasis: "e"
    case .code: "c"
    case .border: "b"
    case .key: "k"
    case .current: "C"
    case .focus: "F"
    case .operand: "o"
    case .forward: "f"
    case .backward: "B"
    case .update: "u"
    case .positive: "P"
    case .negative: "N"
    case .changed: "X"
    case .ghost: "g"
    case .covered: "V"
    case .right: "r"
    case .wrong: "w"
    case .selection: "S"
    case .notice: "i"
    }
  }
}
