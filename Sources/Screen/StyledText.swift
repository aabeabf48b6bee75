/// A stretch of text with one meaning.
package struct Run: Hashable, Sendable {
  package var text: String
  package var style: Style
  /// Lets the caller find where the run landed, for example to put the cursor on a number.
  package var tag: Int?

  package init(_ text: String, _ style: Style = .plain, tag: Int? = nil) {
    self.text = text
    self.style = style
    self.tag = tag
  }

  package var width: Int { TextWidth.of(text) }
}

/// Text made of runs, not yet broken into lines.
package struct StyledText: Hashable, Sendable {
  package var runs: [Run]

  package init(runs: [Run] = []) { self.runs = runs }

  package init(_ text: String, _ style: Style = .plain, tag: Int? = nil) {
    self.init(runs: [Run(text, style, tag: tag)])
  }

  /// The text without its styles.
  package var text: String { runs.map(\.text).joined() }
  /// The width in one line.
  package var width: Int { runs.reduce(0) { $0 + $1.width } }
  package var isEmpty: Bool { runs.allSatisfy(\.text.isEmpty) }

  package static func + (a: StyledText, b: StyledText) -> StyledText {
    StyledText(runs: a.runs + b.runs)
  }

  package static func += (a: inout StyledText, b: StyledText) { a.runs += b.runs }
}

extension StyledText: ExpressibleByStringLiteral {
  package init(stringLiteral text: String) { self.init(text) }
}
