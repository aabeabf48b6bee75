import Foundation

/// A table as comma-separated values (RFC 4180).
struct CSV {
  enum Cell {
    case text(String)
    /// Made by us, so never mistaken for anything else.
    case number(String)
  }

  let rows: [[Cell]]

  var text: String { rows.map { $0.map(Self.written).joined(separator: ",") + "\r\n" }.joined() }

  private static func written(_ cell: Cell) -> String {
    switch cell {
    case .number(let text): text
    case .text(let text): quoted(harmless(text))
    }
  }

  private static func quoted(_ text: String) -> String {
    let needsQuotes = text.unicodeScalars.contains { ",\"\r\n".unicodeScalars.contains($0) }
    return needsQuotes ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
  }

  /// A spreadsheet takes a text for a formula that begins like one, and runs it; behind an
  /// apostrophe it is text. A plain number such as -12 is left as it is.
  private static func harmless(_ text: String) -> String {
    guard let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) else {
      return text
    }
    return text.wholeMatch(of: /[+-][0-9]+(\.[0-9]+)?/) == nil ? "'" + text : text
  }
}
