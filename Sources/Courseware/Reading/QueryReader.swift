import Diagnostics

/// Reads what may stand in a query: the scene before it, the moment and the claimed number after it.
enum QueryReader {
  /// `left: loss`. A colon inside brackets belongs to the expression: `sum(t = 1...T: x[t])`.
  static func query(_ written: Written) -> Query {
    guard written.text.contains(":"),
      let match = written.text.prefixMatch(of: /\s*([\p{L}\p{N}_-]+)\s*:/)
    else {
      return Query(expression: trimmed(written))
    }
    let scene = part(of: written, match.output.1.startIndex..<match.output.1.endIndex)
    let rest = part(of: written, match.range.upperBound..<written.text.endIndex)
    return Query(scene: scene, expression: trimmed(rest))
  }

  /// The text of inline code from its `=` on.
  static func claim(_ written: Written, _ report: inout Report) -> Claim {
    let text = written.text
    let parts = text.dropFirst().split(separator: "≈", omittingEmptySubsequences: false)
    let asked = trimmed(part(of: written, parts[0].startIndex..<parts[0].endIndex))
    let (expression, after) = moment(asked, &report)
    var claim = Claim(query: query(expression), after: after, range: written.range)
    if parts.count > 1 {
      claim.claimed = trimmed(part(of: written, parts[1].startIndex..<text.endIndex))
    }
    check(claim, signs: parts.count - 1, &report)
    return claim
  }

  /// `w after 4 updates` without its end, and the end.
  private static func moment(_ asked: Written, _ report: inout Report) -> (Written, Moment?) {
    guard asked.text.contains("after") else { return (asked, nil) }
    guard let match = asked.text.firstMatch(of: /\s+after\s+([^\s]+)\s+(updates?|epochs?)$/) else {
      if asked.text.contains(/\safter(\s|$)/) {
        report.add(
          .claimSyntax, at: asked.range, "this does not say after how many updates or epochs",
          advice: "write `after 4 updates` or `after 3 epochs` at the end")
      }
      return (asked, nil)
    }
    let expression = part(of: asked, asked.text.startIndex..<match.range.lowerBound)
    guard let count = Int(match.output.1), count >= 0 else {
      report.add(
        .claimSyntax, at: asked.range, "`\(match.output.1)` is not a count of \(match.output.2)",
        advice: "write a whole number, as in `after 4 updates`")
      return (expression, nil)
    }
    let unit: Moment.Unit = match.output.2.hasPrefix("update") ? .updates : .epochs
    return (expression, Moment(count: count, unit: unit))
  }

  private static func check(_ claim: Claim, signs: Int, _ report: inout Report) {
    let example = "write `= h[1] ≈ 0.83`"
    if claim.query.expression.text.isEmpty {
      report.add(
        .claimSyntax, at: claim.range, "nothing is asked after the `=`", advice: example)
    }
    if signs > 1 {
      report.add(.claimSyntax, at: claim.range, "a claim has one `≈`", advice: example)
    } else if claim.claimed?.text.isEmpty == true {
      report.add(.claimSyntax, at: claim.range, "no number stands after the `≈`", advice: example)
    }
  }

  private static func trimmed(_ written: Written) -> Written {
    let text = written.text
    guard let first = text.firstIndex(where: { !$0.isWhitespace }),
      let last = text.lastIndex(where: { !$0.isWhitespace })
    else { return part(of: written, text.startIndex..<text.startIndex) }
    return part(of: written, first..<text.index(after: last))
  }

  /// A stretch of a text with the place that stretch has.
  static func part(of written: Written, _ stretch: Range<String.Index>) -> Written {
    let text = written.text
    let lower = text.distance(from: text.startIndex, to: stretch.lowerBound)
    let upper = lower + text.distance(from: stretch.lowerBound, to: stretch.upperBound)
    let inner = SourceRange(
      Position(line: 1, column: lower + 1), Position(line: 1, column: upper + 1))
    return Written(
      String(text[stretch]), written.place(inner), isVerbatim: written.isVerbatim)
  }
}
