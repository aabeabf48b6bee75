/// A value as JSON writes it: keys in the order given, numbers at full precision.
enum JSON {
  case null
  case number(Double)
  case text(String)
  case flag(Bool)
  case list([JSON])
  case object([(String, JSON)])

  /// The value on one line.
  var written: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    switch self {
    case .null: text += "null"
    case .number(let x): text += Self.written(x)
    case .text(let string): Self.write(string, to: &text)
    case .flag(let flag): text += flag ? "true" : "false"
    case .list(let items):
      Self.write(items, "[", "]", to: &text) { $0.write(to: &$1) }
    case .object(let fields):
      Self.write(fields, "{", "}", to: &text) { field, text in
        Self.write(field.0, to: &text)
        text += ": "
        field.1.write(to: &text)
      }
    }
  }

  private static func write<Item>(
    _ items: [Item], _ opening: String, _ closing: String, to text: inout String,
    _ body: (Item, inout String) -> Void
  ) {
    text += opening
    for (n, item) in items.enumerated() {
      if n > 0 { text += ", " }
      body(item, &text)
    }
    text += closing
  }

  /// The shortest numeral that reads back as the same number; JSON has none for infinity.
  private static func written(_ x: Double) -> String {
    guard x.isFinite else { return "null" }
    let text = x.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private static func write(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
