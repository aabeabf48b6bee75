import Screen

/// Turns the bytes a terminal sends into events.
///
/// A value without a clock: whoever reads says what arrived (`feed`) and when nothing more did
/// (`giveUp`). Sequences may be split anywhere. What is not known becomes one `.unknown` key,
/// never a row of commands.
struct KeyDecoder {
  /// More pasted text than this is cut off.
  static let longestPaste = 100_000

  private var bytes: [UInt8] = []
  /// The text since the start of a paste that has not ended.
  private var paste: [UInt8]?

  /// How many milliseconds to wait for the rest of what has begun; nil if nothing has.
  var patience: Int? {
    if paste != nil { return 1000 }
    if bytes.isEmpty { return nil }
    return bytes == [0x1B] ? 25 : 500
  }

  /// Takes bytes and returns the events that are complete.
  mutating func feed(_ new: some Sequence<UInt8>) -> [TerminalEvent] {
    bytes += new
    var events: [TerminalEvent] = []
    var position = 0
    while position < bytes.count {
      guard let step = step(bytes[position...]) else { break }
      position += step.length
      if let event = step.event { events.append(event) }
    }
    bytes.removeFirst(position)
    return events
  }

  /// The wait was in vain: what has begun is all there is.
  mutating func giveUp() -> [TerminalEvent] {
    if let text = paste {
      defer { (paste, bytes) = (nil, []) }
      return [.paste(Self.text(text + bytes))]
    }
    guard let first = bytes.first else { return [] }
    defer { bytes = [] }
    return [.key(first == 0x1B && bytes.count == 1 ? .escape : .unknown(printable(bytes[...])))]
  }

  /// What the bytes begin with, and how many it took; nil if the rest is still to come.
  private mutating func step(_ bytes: ArraySlice<UInt8>) -> (event: TerminalEvent?, length: Int)? {
    if paste != nil { return pasteStep(bytes) }
    guard let first = bytes.first else { return nil }
    switch first {
    case 0x1B: return escapeStep(bytes)
    case 0..<0x20, 0x7F: return (.key(controlKey(first)), 1)
    default: return characterStep(bytes).map { (.key($0.key), $0.length) }
    }
  }

  private mutating func escapeStep(
    _ bytes: ArraySlice<UInt8>
  ) -> (event: TerminalEvent?, length: Int)? {
    let rest = bytes.dropFirst()
    guard let second = rest.first else { return nil }
    switch second {
    case UInt8(ascii: "["): return controlSequenceStep(bytes)
    case UInt8(ascii: "O"):
      guard let letter = rest.dropFirst().first else { return nil }
      return (.key(keypadKey(letter) ?? .unknown(printable(bytes.prefix(3)))), 3)
    case 0..<0x20, 0x7F: return (.key(.escape), 1)
    default:
      guard let (key, length) = characterStep(rest) else { return nil }
      if case .character(let character) = key { return (.key(.alt(character)), length + 1) }
      return (.key(key), length + 1)
    }
  }

  private mutating func controlSequenceStep(
    _ bytes: ArraySlice<UInt8>
  ) -> (event: TerminalEvent?, length: Int)? {
    switch ControlSequence.parse(bytes) {
    case .incomplete: return nil
    case .broken(let length): return (.key(.unknown(printable(bytes.prefix(length)))), length)
    case .complete(let sequence, let length):
      if sequence.isPasteStart { paste = [] }
      if sequence.isSilent { return (nil, length) }
      return (sequence.event ?? .key(.unknown(printable(bytes.prefix(length)))), length)
    }
  }

  /// Everything up to the end mark is text. The mark may be split: its possible beginning stays.
  private mutating func pasteStep(
    _ bytes: ArraySlice<UInt8>
  ) -> (event: TerminalEvent?, length: Int)? {
    let mark = Array("\u{1B}[201~".utf8)
    let text = bytes.prefix { $0 != 0x1B }
    guard text.isEmpty else {
      keepPasted(text)
      return (nil, text.count)
    }
    if bytes.starts(with: mark) {
      defer { paste = nil }
      return (.paste(Self.text(paste ?? [])), mark.count)
    }
    if mark.starts(with: bytes) { return nil }
    keepPasted(bytes.prefix(1))
    return (nil, 1)
  }

  private mutating func keepPasted(_ text: ArraySlice<UInt8>) {
    guard let room = paste.map({ Self.longestPaste - $0.count }), room > 0 else { return }
    paste?.append(contentsOf: text.prefix(room))
  }

  private static func text(_ bytes: [UInt8]) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    return String(text.map { $0 == "\r" || $0 == "\r\n" ? "\n" : $0 })
  }
}

private func controlKey(_ byte: UInt8) -> Key {
  switch byte {
  case 0x09: return .tab
  case 0x0A, 0x0D: return .enter
  case 0x08, 0x7F: return .backspace
  default:
    let letter = Character(Unicode.Scalar(byte | 0x40))
    return .control(Character(letter.lowercased()))
  }
}

/// One character of UTF-8; nil if bytes are missing. Bytes that are not UTF-8 are unknown keys.
private func characterStep(_ bytes: ArraySlice<UInt8>) -> (key: Key, length: Int)? {
  guard let first = bytes.first else { return nil }
  let length =
    switch first {
    case 0..<0x80: 1
    case 0xC2..<0xE0: 2
    case 0xE0..<0xF0: 3
    case 0xF0..<0xF5: 4
    default: 0
    }
  let tail = bytes.dropFirst().prefix(max(0, length - 1)).prefix { $0 & 0xC0 == 0x80 }
  if length > 0, tail.count < length - 1, tail.count == bytes.count - 1 { return nil }
  let text = String(decoding: bytes.prefix(1 + tail.count), as: UTF8.self)
  guard length == tail.count + 1, text.unicodeScalars.count == 1, let character = text.first else {
    return (.unknown("\u{FFFD}"), 1 + tail.count)
  }
  let isControl = text.unicodeScalars.contains { $0.properties.generalCategory == .control }
  return (isControl ? .unknown("\u{FFFD}") : .character(character), length)
}

/// The key of `ESC O` and a letter, which keypads send in application mode.
private func keypadKey(_ letter: UInt8) -> Key? {
  if letter == UInt8(ascii: "M") { return .enter }
  return ControlSequence(marker: nil, parameters: [], final: letter).key
}

/// Bytes as text for a message: control characters left out.
private func printable(_ bytes: ArraySlice<UInt8>) -> String {
  String(decoding: bytes.filter { (0x20...0x7E).contains($0) }.prefix(20), as: UTF8.self)
}
