import Diagnostics

/// Reads the text of a question, in which backticks mark code and claims, and nothing else is markup:
/// `a * b` and `w_1` stand there as they are written.
enum SpanReader {
  static func inlines(_ written: Written, _ report: inout Report) -> [Inline] {
    let text = written.text
    var inlines: [Inline] = [], rest = text.startIndex
    while let code = code(in: text[rest...]) {
      append(text[rest..<text.index(before: code.lowerBound)], to: &inlines)
      let content = QueryReader.part(of: written, code)
      // A sign alone is talked about, and asks nothing.
      let isClaim = content.text.hasPrefix("=") && content.text != "="
      inlines.append(isClaim ? .claim(QueryReader.claim(content, &report)) : .code(content.text))
      rest = text.index(after: code.upperBound)
    }
    append(text[rest...], to: &inlines)
    return inlines
  }

  /// What stands between the first two backticks with something between them.
  private static func code(in text: Substring) -> Range<String.Index>? {
    var open = text.firstIndex(of: "`")
    while let mark = open {
      let start = text.index(after: mark)
      guard let end = text[start...].firstIndex(of: "`") else { return nil }
      if start < end { return start..<end }
      open = text[text.index(after: end)...].firstIndex(of: "`")
    }
    return nil
  }

  private static func append(_ text: Substring, to inlines: inout [Inline]) {
    if !text.isEmpty { inlines.append(.text(String(text))) }
  }
}

extension Written {
  /// The text of a question as it is shown: its code, its claims, and what stands between.
  package var inlines: [Inline] {
    var report = Report(file: "")
    return SpanReader.inlines(self, &report)
  }
}
