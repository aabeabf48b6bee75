extension Key {
  /// The key with this name in a script of keys: a word such as `space` or `pgdn`, `f1` to `f12`,
  /// `^c` for a control key, `alt-x`, or a single printable character.
  package init?(name: String) {
    if let key = Self.words[name] {
      self = key
    } else if name.count == 1, let character = name.first, TextWidth.of(character) > 0 {
      self = .character(character)
    } else if let number = Self.functionNumber(name) {
      self = .function(number)
    } else if name.count == 2, name.first == "^", let letter = name.last, letter.isControlLetter {
      self = .control(letter)
    } else if name.hasPrefix("alt-"), name.count == 5, let character = name.last {
      self = .alt(character)
    } else {
      return nil
    }
  }

  /// The name that `init(name:)` reads.
  package var name: String {
    switch self {
    case .character(let character) where character != " ": String(character)
    case .function(let number): "f\(number)"
    case .control(let letter): "^\(letter)"
    case .alt(let character): "alt-\(character)"
    case .unknown(let bytes): "unknown \(bytes)"
    default: Self.names[self] ?? ""
    }
  }

  private static let words: [String: Key] = [
    "space": .space, "enter": .enter, "esc": .escape, "tab": .tab, "btab": .backTab,
    "bs": .backspace, "del": .delete, "ins": .insert, "up": .up, "down": .down, "left": .left,
    "right": .right, "pgup": .pageUp, "pgdn": .pageDown, "home": .home, "end": .end,
  ]

  private static let names: [Key: String] = Dictionary(
    uniqueKeysWithValues: words.map { ($0.value, $0.key) })

  private static func functionNumber(_ name: String) -> Int? {
    guard name.first == "f", let number = Int(name.dropFirst()) else { return nil }
    return (1...12).contains(number) && name == "f\(number)" ? number : nil
  }
}

extension Character {
  /// Whether the keyboard can send control with this character.
  fileprivate var isControlLetter: Bool { ("a"..."z").contains(self) || "@[\\]^_".contains(self) }
}
