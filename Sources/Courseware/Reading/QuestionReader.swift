import Diagnostics

/// Reads a `quiz` block. Its kind follows from its fields.
enum QuestionReader {
  static func read(_ literal: Literal, _ report: inout Report) -> Question? {
    var fields = FieldReader(literal, of: "a question", report)
    defer { report.merge(fields.report) }
    let id = required("id", &fields)
    let ask = required("ask", &fields)
    let answers = (fields.literal("answers")).map { AnswerReader.read($0, &fields.report) } ?? []
    let kind = kind(answers, &fields)
    let vary = fields.map("vary")?.fields ?? []
    let hints = fields.texts("hints")
    fields.refuseUnknown()
    guard let id, let ask, let kind else { return nil }
    let question = Question(
      id: id, ask: ask, kind: kind, answers: answers, vary: vary, hints: hints,
      range: literal.range)
    for text in question.texts { _ = SpanReader.inlines(text, &fields.report) }
    return question
  }

  private static func required(_ name: String, _ fields: inout FieldReader) -> Written? {
    let complaints = fields.report.diagnostics.count
    if let text = fields.text(name) { return text }
    if fields.report.diagnostics.count == complaints {
      let start = SourceRange(at: fields.range.lower)
      fields.complain(start, "this question has no `\(name)`", "write `\(name): …`")
    }
    return nil
  }

  private static func kind(_ answers: [Answer], _ fields: inout FieldReader) -> Question.Kind? {
    let asked = ["number", "order", "pick", "sign"].filter { fields.literal($0) != nil }
    let tolerance = tolerance(&fields)
    guard asked.count <= 1 else {
      contradict(&fields, "`\(asked.joined(separator: "` and `"))` are different kinds of question")
      return nil
    }
    if asked != ["number"], tolerance != nil {
      contradict(&fields, "only a question with `number` has `within` or `digits`")
    }
    guard let name = asked.first else { return choice(answers, &fields) }
    if answers.contains(where: \.isRight) {
      contradict(&fields, "`\(name)` already says what is right, and an answer says so too")
    }
    return computed(name, tolerance, &fields)
  }

  private static func computed(
    _ name: String, _ tolerance: Question.Tolerance?, _ fields: inout FieldReader
  ) -> Question.Kind? {
    if name == "order" { return order(&fields) }
    guard let query = fields.text(name).map(QueryReader.query) else { return nil }
    switch name {
    case "pick": return .pick(query)
    case "sign": return .sign(query)
    default:
      guard let tolerance else {
        contradict(&fields, "this question does not say how close is close enough")
        return nil
      }
      return .number(query, tolerance)
    }
  }

  private static func choice(
    _ answers: [Answer], _ fields: inout FieldReader
  ) -> Question.Kind? {
    let right = answers.count(where: \.isRight)
    guard right > 0 else {
      contradict(
        &fields, answers.isEmpty ? "this asks for no answer" : "none of the answers is right")
      return nil
    }
    if answers.count == right {
      contradict(&fields, "every answer is right, so there is nothing to choose")
    }
    return right == 1 ? .chooseOne : .chooseAll
  }

  private static func order(_ fields: inout FieldReader) -> Question.Kind? {
    let items = fields.texts("order")
    guard items.count > 1 else {
      contradict(&fields, "`order` needs at least two steps")
      return nil
    }
    return .order(items)
  }

  private static func tolerance(_ fields: inout FieldReader) -> Question.Tolerance? {
    let within = fields.number("within", "from 0") { $0 >= 0 }
    let digits = fields.whole("digits", in: 0...15)
    if within != nil, digits != nil {
      contradict(&fields, "`within` and `digits` both say how close is close enough")
    }
    return within.map { .within($0.value) } ?? digits.map { .digits($0.value) }
  }

  private static func contradict(_ fields: inout FieldReader, _ message: String) {
    let advice =
      "write `answers` with at least one `right`, `number` with `within` or `digits`, "
      + "`order`, `pick` or `sign`"
    fields.report.add(.questionKind, at: fields.range, message, advice: advice)
  }
}
