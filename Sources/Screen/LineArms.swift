/// The directions in which a box-drawing character leaves the middle of its cell.
struct LineArms: OptionSet, Hashable {
  let rawValue: Int

  static let up = LineArms(rawValue: 1)
  static let down = LineArms(rawValue: 2)
  static let left = LineArms(rawValue: 4)
  static let right = LineArms(rawValue: 8)
  static let horizontal: LineArms = [.left, .right]
  static let vertical: LineArms = [.up, .down]

  /// By raw value. A single arm is drawn as a whole line: half lines look like mistakes.
  private static let characters: [Character] = [
    " ", "│", "│", "│", "─", "┘", "┐", "┤", "─", "└", "┌", "├", "─", "┴", "┬", "┼",
  ]

  init(rawValue: Int) { self.rawValue = rawValue }

  /// The arms of a light box-drawing character; nil for any other character.
  init?(_ character: Character) {
    // From the end, for of the characters that look the same the last has all their arms.
    guard character != " ", let index = Self.characters.lastIndex(of: character) else { return nil }
    self.init(rawValue: index)
  }

  var character: Character { Self.characters[rawValue & 15] }
}
