import Diagnostics

/// Reads the text of a question, in which backticks mark code and claims, and nothing else is markup:
/// `a * b` and `w_1` stand there as they are written.
enum SpanReader {
  static func inlines(_ written: Written, _ report: inout Report) -> [Inline] {
    var inlines: [Inline] = []
    var rest = written.text.startIndex
    for match in written.text.matches(of: /`([^`]+)`/) {
      append(written.text[rest..<match.range.lowerBound], to: &inlines)
      let code = QueryReader.part(
        of: written, match.output.1.startIndex..<match.output.1.endIndex)
      let isClaim = code.text.hasPrefix("=")
      inlines.append(isClaim ? .claim(QueryReader.claim(code, &report)) : .code(code.text))
      rest = match.range.upperBound
    }
    append(written.text[rest...], to: &inlines)
    return inlines
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
