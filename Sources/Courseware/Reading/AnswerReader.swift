import Diagnostics

/// Reads the `answers` of a question.
enum AnswerReader {
  static func read(_ literal: Literal, _ report: inout Report) -> [Answer] {
    guard let items = literal.list else {
      report.add(
        .fieldValue, at: literal.range, "`answers` is a list",
        advice: "begin each answer with `- right:` or `- wrong:`")
      return []
    }
    return items.compactMap { answer($0, &report) }
  }

  private static func answer(_ literal: Literal, _ report: inout Report) -> Answer? {
    var fields = FieldReader(literal, of: "an answer", report)
    defer { report.merge(fields.report) }
    let right = fields.literal("right")
    let wrong = fields.literal("wrong")
    let because = fields.text("because")
    let mistake = fields.text("mistake")
    fields.refuseUnknown()
    guard let value = right ?? wrong, (right == nil) != (wrong == nil) else {
      if literal.fields != nil {
        fields.complain(
          literal.range, "an answer is either right or wrong",
          "begin it with `- right:` or `- wrong:`")
      }
      return nil
    }
    guard let (read, inner) = content(value, isRight: right != nil, &fields) else { return nil }
    return Answer(
      value: read, isRight: right != nil, because: because ?? inner.because,
      mistake: mistake ?? inner.mistake, range: literal.range)
  }

  private typealias Reasons = (because: Written?, mistake: Written?)

  /// Text, or `{ query: …, because: …, mistake: … }`.
  private static func content(
    _ value: Literal, isRight: Bool, _ outer: inout FieldReader
  ) -> (Answer.Value, Reasons)? {
    guard value.fields != nil else {
      guard let text = outer.text(isRight ? "right" : "wrong") else { return nil }
      return (.text(text), (nil, nil))
    }
    var fields = FieldReader(value, of: "a computed answer", outer.report)
    defer { outer.report.merge(fields.report) }
    let query = fields.text("query")
    let reasons: Reasons = (fields.text("because"), fields.text("mistake"))
    fields.refuseUnknown()
    if let query { return (.query(QueryReader.query(query)), reasons) }
    fields.complain(
      value.range, "this answer computes nothing", "write `query: …`, or put text in quotes")
    return nil
  }
}
