import Diagnostics
import Foundation

/// Reads the JSON of a `--values` file and says where in it something is wrong, which Foundation's
/// decoder does not.
struct JSONReader {
  indirect enum Value {
    case number(Double)
    case text(String)
    case list([Value])
  }

  struct Field {
    let name: String
    /// Where the name stands, in bytes.
    let place: Range<Int>
    let value: Value
  }

  /// Lists inside one another; an indexed matrix with two indices has four.
  private static let deepest = 8

  private let source: SourceText
  private let bytes: [UInt8]
  private var offset = 0
  private var depth = 0

  /// The fields of the object that the file is.
  static func fields(of source: SourceText) throws(Diagnostic) -> [Field] {
    var reader = JSONReader(source: source, bytes: Array(source.text.utf8))
    let fields = try reader.object()
    reader.skipBlanks()
    guard reader.next == nil else {
      throw reader.error(from: reader.offset, "there is something behind the object", "remove it")
    }
    return fields
  }

  private init(source: SourceText, bytes: [UInt8]) {
    self.source = source
    self.bytes = bytes
  }

  // MARK: Values

  private mutating func object() throws(Diagnostic) -> [Field] {
    try expect("{", "write an object of names and values: {\"x\": [1, 0]}")
    var fields: [Field] = []
    if accept("}") { return fields }
    repeat {
      skipBlanks()
      let start = offset
      guard next == UInt8(ascii: "\"") else {
        throw error(from: offset, "a name in quotes is needed here", "write {\"x\": 0.5}")
      }
      let name = try string(), place = start..<offset
      try expect(":", "put a colon between a name and its value")
      fields.append(Field(name: name, place: place, value: try value()))
    } while accept(",")
    try expect("}", "put a comma between two names, and } behind the last value")
    return fields
  }

  private mutating func value() throws(Diagnostic) -> Value {
    skipBlanks()
    switch next {
    case UInt8(ascii: "["): return .list(try list())
    case UInt8(ascii: "\""): return .text(try string())
    default: return .number(try number())
    }
  }

  private mutating func list() throws(Diagnostic) -> [Value] {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else {
      throw error(from: offset, "these lists are nested too deep", "a matrix is a list of rows")
    }
    try expect("[", "")
    var values: [Value] = []
    if accept("]") { return values }
    repeat { values.append(try value()) } while accept(",")
    try expect("]", "put a comma between two values, and ] behind the last")
    return values
  }

  private mutating func number() throws(Diagnostic) -> Double {
    let start = offset
    while let byte = next, byte.isWord || "+-.".utf8.contains(byte) { offset += 1 }
    let text = String(decoding: bytes[start..<offset], as: UTF8.self)
    // What Double reads beside JSON's numbers are words and hexadecimals.
    let isDecimal = text.utf8.allSatisfy { $0.isDigit || "+-.eE".utf8.contains($0) }
    guard isDecimal, text.first?.isNumber == true || text.first == "-", let number = Double(text)
    else {
      let what = text.isEmpty ? "a value is needed here" : "`\(text)` is not a number"
      throw error(from: start, what, "write a number such as 0.5, or a list such as [1, 0]")
    }
    guard number.isFinite else {
      throw error(from: start, "`\(text)` is beyond what a number can be", "write a smaller one")
    }
    return number
  }

  private mutating func string() throws(Diagnostic) -> String {
    let start = offset
    offset += 1
    while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\n") {
      offset += byte == UInt8(ascii: "\\") ? 2 : 1
    }
    guard next == UInt8(ascii: "\"") else {
      offset = min(offset, bytes.count)
      throw error(from: start, "this text does not end", "put a quote behind it")
    }
    offset += 1
    // What the escapes stand for is left to Foundation; the place is known already.
    let quoted = Data(bytes[start..<offset])
    guard let text = try? JSONDecoder().decode(String.self, from: quoted) else {
      throw error(from: start, "this text has an escape that JSON does not know", "write it out")
    }
    return text
  }

  // MARK: Characters

  private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func skipBlanks() {
    while let byte = next, " \t\n\r".utf8.contains(byte) { offset += 1 }
  }

  private mutating func accept(_ sign: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard next == UInt8(ascii: sign) else { return false }
    offset += 1
    return true
  }

  private mutating func expect(
    _ sign: Unicode.Scalar, _ advice: String
  ) throws(Diagnostic) {
    guard !accept(sign) else { return }
    throw error(from: offset, "`\(sign)` is missing here", advice)
  }

  // MARK: Places

  private func error(from start: Int, _ message: String, _ advice: String) -> Diagnostic {
    Diagnostic(file: source.name, range: range(from: start), message: message, advice: advice)
  }

  private func range(from start: Int) -> SourceRange {
    Self.range(start..<max(start, offset), in: bytes)
  }

  /// Where a stretch of bytes stands, found only when there is something to say of it.
  static func range(_ place: Range<Int>, in bytes: [UInt8]) -> SourceRange {
    SourceRange(position(place.lowerBound, in: bytes), position(place.upperBound, in: bytes))
  }

  private static func position(_ offset: Int, in bytes: [UInt8]) -> Position {
    let before = bytes[..<min(offset, bytes.count)]
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    return Position(
      line: line, column: String(decoding: before[start...], as: UTF8.self).count + 1)
  }
}

extension UInt8 {
  /// A letter or a digit, or part of a character beyond ASCII.
  fileprivate var isDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }

  fileprivate var isWord: Bool {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "a")...UInt8(ascii: "z"), 0x80...: true
    default: false
    }
  }
}
