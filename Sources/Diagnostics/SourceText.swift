/// A text file a person wrote, with the name to call it by in messages.
public struct SourceText: Hashable, Sendable {
  /// What messages call it.
  public let name: String
  /// The text with line feeds for line ends and no byte-order mark.
  public let text: String
  /// Without their ends.
  public let lines: [Substring]

  /// - Parameter text: its line ends may be of any kind.
  public init(name: String, text: String) {
    self.name = name
    let unmarked = text.hasPrefix("\u{FEFF}") ? String(text.unicodeScalars.dropFirst()) : text
    self.text = unmarked.utf8.contains(13) ? unmarked.withLineFeeds : unmarked
    // Bytes are quick to look through, and a line feed is one in UTF-8 and never part of another.
    lines = self.text.utf8.split(separator: 10, omittingEmptySubsequences: false)
      .map { Substring($0) }
  }

  /// Line `number`, counted from 1, without its end.
  public func line(_ number: Int) -> Substring? {
    lines.indices.contains(number - 1) ? lines[number - 1] : nil
  }

  /// The text of a range, lines joined as in the file.
  public subscript(range: SourceRange) -> String {
    (range.lower.line...range.upper.line).compactMap { number in
      guard let line = line(number) else { return nil }
      let from = number == range.lower.line ? range.lower.column - 1 : 0
      let to = number == range.upper.line ? range.upper.column - 1 : line.count
      return String(line.prefix(to).dropFirst(from))
    }.joined(separator: "\n")
  }
}

extension String {
  /// Line feeds in place of the other line ends.
  fileprivate var withLineFeeds: String {
    String(map { $0 == "\r\n" || $0 == "\r" ? Character("\n") : $0 })
  }
}
