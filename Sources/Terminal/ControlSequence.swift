import Screen

/// A sequence `ESC [ parameters letter`, by which terminals send most keys and the mouse.
struct ControlSequence: Hashable {
  /// `<` before the parameters of a mouse event, `?` and others elsewhere.
  var marker: UInt8?
  var parameters: [Int]
  var final: UInt8

  enum Parsed: Hashable {
    case incomplete
    /// Not such a sequence, after so many bytes.
    case broken(length: Int)
    case complete(ControlSequence, length: Int)
  }

  /// Reads the sequence that the bytes begin with.
  static func parse(_ bytes: ArraySlice<UInt8>) -> Parsed {
    let body = bytes.dropFirst(2)
    // The Linux console sends F1 to F5 as `ESC [ [` and a letter.
    if body.first == UInt8(ascii: "[") {
      guard let letter = body.dropFirst().first else { return .incomplete }
      let sequence = ControlSequence(marker: body.first, parameters: [], final: letter)
      return .complete(sequence, length: 4)
    }
    let inner = body.prefix { (0x20...0x3F).contains($0) }
    if inner.count > 40 { return .broken(length: 2 + inner.count) }
    guard let final = body.dropFirst(inner.count).first else { return .incomplete }
    guard (0x40...0x7E).contains(final) else { return .broken(length: 2 + inner.count) }
    let marker = inner.first.flatMap { (0x3C...0x3F).contains($0) ? $0 : nil }
    let numbers = inner.dropFirst(marker == nil ? 0 : 1)
    let sequence = ControlSequence(marker: marker, parameters: integers(numbers), final: final)
    return .complete(sequence, length: 3 + inner.count)
  }

  /// Numbers between semicolons; one left out, or too large to mean anything, is 0.
  private static func integers(_ bytes: ArraySlice<UInt8>) -> [Int] {
    if bytes.isEmpty { return [] }
    let fields = bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
    return fields.map { Int(String(decoding: $0, as: UTF8.self)) ?? 0 }
  }

  var isPasteStart: Bool { marker == nil && final == UInt8(ascii: "~") && parameters == [200] }

  /// Whether nobody pressed anything: a paste began or ended, the window was entered or left.
  var isSilent: Bool {
    let isFocus = parameters == [] && (final == UInt8(ascii: "I") || final == UInt8(ascii: "O"))
    return isPasteStart || isFocus || (final == UInt8(ascii: "~") && parameters == [201])
  }

  var event: TerminalEvent? { marker == UInt8(ascii: "<") ? mouse : key.map(TerminalEvent.key) }

  /// The key, whatever Shift, Alt and Control a second parameter says were held with it.
  var key: Key? {
    switch (marker, Character(Unicode.Scalar(final))) {
    case (nil, "A"): .up
    case (nil, "B"): .down
    case (nil, "C"): .right
    case (nil, "D"): .left
    case (nil, "F"): .end
    case (nil, "H"): .home
    case (nil, "Z"): .backTab
    case (nil, "P"), (0x5B, "A"): .function(1)
    case (nil, "Q"), (0x5B, "B"): .function(2)
    case (nil, "R"), (0x5B, "C"): .function(3)
    case (nil, "S"), (0x5B, "D"): .function(4)
    case (0x5B, "E"): .function(5)
    case (nil, "~"): numberedKey
    default: nil
    }
  }

  private var numberedKey: Key? {
    switch parameters.first ?? 0 {
    case 1, 7: .home
    case 2: .insert
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    case let number where (11...15).contains(number): .function(number - 10)
    case let number where (17...21).contains(number): .function(number - 11)
    case let number where (23...24).contains(number): .function(number - 12)
    default: nil
    }
  }

  /// The SGR form (1006), which has no limit of 223 columns.
  private var mouse: TerminalEvent? {
    guard parameters.count == 3, parameters[1] > 0, parameters[2] > 0 else { return nil }
    let code = parameters[0]
    let action: MouseAction? =
      switch (code & 64 != 0, code & 32 != 0, Character(Unicode.Scalar(final))) {
      case (true, _, "M"): code & 3 == 0 ? .wheelUp : code & 3 == 1 ? .wheelDown : nil
      case (false, true, "M"): .drag(button: code & 3)
      case (false, false, "M"): .press(button: code & 3)
      case (false, _, "m"): .release
      default: nil
      }
    return action.map { .mouse(x: parameters[1] - 1, y: parameters[2] - 1, $0) }
  }
}
