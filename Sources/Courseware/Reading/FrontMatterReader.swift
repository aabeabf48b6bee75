import Diagnostics

/// Finds and reads what stands between the two `---` at the top of a lesson.
enum FrontMatterReader {
  /// The front matter, and the line on which the pages begin.
  static func read(_ source: SourceText, _ report: inout Report) -> (FrontMatter, body: Int) {
    guard let excerpt = excerpt(of: source) else {
      report.add(
        .frontMatter, at: SourceRange(at: .start), "this lesson has no front matter",
        advice: "begin it with `---`, the fields (`title: …`), and `---`")
      return (FrontMatter(), 1)
    }
    let body = excerpt.firstLine + excerpt.lines.count + 1
    let complaints = report.diagnostics.count
    guard let literal = YAMLReader.read(excerpt, &report) else {
      if report.diagnostics.count == complaints {
        report.add(
          .frontMatter, at: SourceRange(at: .start), "the front matter is empty",
          advice: "write at least `title: …`")
      }
      return (FrontMatter(range: excerpt.range), body)
    }
    return (fields(literal, &report), body)
  }

  private static func excerpt(of source: SourceText) -> Excerpt? {
    func isFence(_ line: Substring) -> Bool {
      line.hasPrefix("---") && line.dropFirst(3).allSatisfy(\.isWhitespace)
    }
    guard let first = source.lines.first, isFence(first),
      let close = source.lines.dropFirst().firstIndex(where: isFence)
    else { return nil }
    return Excerpt(lines: Array(source.lines[1..<close]), firstLine: 2, of: source)
  }

  private static func fields(_ literal: Literal, _ report: inout Report) -> FrontMatter {
    var fields = FieldReader(literal, of: "the front matter", report)
    defer { report.merge(fields.report) }
    var front = FrontMatter(range: literal.range)
    let format = fields.whole("format", in: 1...Int.max)
    front.format = format?.value ?? FrontMatter.newestFormat
    front.title = fields.text("title")?.text ?? ""
    front.summary = fields.text("summary")?.text ?? ""
    front.needs = fields.texts("needs")
    front.minutes = fields.whole("minutes", in: 1...10_000)?.value ?? 0
    front.objectives = fields.texts("objectives")
    fields.refuseUnknown()
    refuseMissing(in: literal, &fields.report)
    return front
  }

  private static func refuseMissing(in literal: Literal, _ report: inout Report) {
    let required = ["format", "title", "summary", "minutes", "objectives"]
    let missing = required.filter { literal[$0] == nil }
    if missing.isEmpty || literal.fields == nil { return }
    report.add(
      .frontMatter, at: SourceRange(at: literal.range.lower),
      "the front matter lacks `\(missing.joined(separator: "`, `"))`",
      advice: "write `\(missing[0]): …`")
  }
}
