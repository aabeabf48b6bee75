/// Moodle's text format for questions.
///
/// https://docs.moodle.org/en/GIFT_format
package enum GIFT {}

extension GIFT {
  /// Questions as a file that Moodle imports, and `read` reads back.
  ///
  /// Texts are HTML, so that Moodle takes no star or underscore in them for markup. Hints stand in
  /// comments, for Moodle has no place for them.
  package static func write(_ questions: [ExportedQuestion]) -> String {
    var paragraphs: [String] = [], category: [String] = []
    for question in questions {
      if question.category != category {
        category = question.category
        paragraphs.append("$CATEGORY: " + path(category) + "\n")
      }
      paragraphs.append(write(question))
    }
    return paragraphs.joined(separator: "\n")
  }

  /// A category has no escapes: a slash inside a name is written twice, and one at its end is kept
  /// apart from the one that ends it.
  private static func path(_ category: [String]) -> String {
    category.map { name in
      let plain = name.map { $0.isNewline || $0 == "\\" ? " " : $0 }
      let text = String(plain).trimmed
      let before = text.hasPrefix("/") ? " " : "", behind = text.hasSuffix("/") ? " " : ""
      return before + text.replacing("/", with: "//") + behind
    }.joined(separator: "/")
  }

  private static func write(_ question: ExportedQuestion) -> String {
    var lines = ["// [id:\(question.id.replacing("]", with: "\\]"))]"]
    lines += question.hints.map { "// hint: " + $0.html }
    lines.append("::\(escaped(question.id))::[html]\(text(question.ask)){" + opening(question.kind))
    lines += answers(question.kind).map { "\t" + $0 }
    if !question.explanation.isEmpty { lines.append("\t####" + text(question.explanation)) }
    return lines.joined(separator: "\n") + "\n}\n"
  }

  private static func opening(_ kind: ExportedQuestion.Kind) -> String {
    if case .number = kind { "#" } else { "" }
  }

  // MARK: Answers

  private static func answers(_ kind: ExportedQuestion.Kind) -> [String] {
    switch kind {
    case .one(let choices):
      choices.map { answer($0.isRight ? "=" : "~", text($0.text), $0.because) }
    case .all(let choices): answers(choices)
    case .number(let number): answers(number)
    case .order(let steps):
      steps.enumerated().map { "=\(text($1)) -> \($0 + 1)." }
    }
  }

  /// The right ones share the whole mark; a wrong one takes all of it.
  private static func answers(_ choices: [ExportedQuestion.Choice]) -> [String] {
    let share = percent(of: choices.count(where: \.isRight))
    return choices.map { choice in
      answer("~%\(choice.isRight ? share : "-100")%", text(choice.text), choice.because)
    }
  }

  /// Moodle knows fractions of a mark to five decimals: 33.33333.
  private static func percent(of count: Int) -> String {
    let scaled = (10_000_000 / Double(max(count, 1))).rounded()
    return (scaled / 100_000).plain
  }

  /// Moodle takes the first answer that is close enough, so the right one comes first.
  private static func answers(_ number: ExportedQuestion.Number) -> [String] {
    let close = ":" + number.tolerance.plain
    return ["=" + number.right.plain + close]
      + number.mistakes.map { answer("=%0%", $0.value.plain + close, $0.because) }
  }

  private static func answer(_ mark: String, _ text: String, _ because: Wording) -> String {
    mark + text + (because.isEmpty ? "" : "#" + self.text(because))
  }

  // MARK: Texts

  /// A text that neither ends early nor begins like a weight or the name of a format.
  private static func text(_ wording: Wording) -> String {
    let html = wording.html
    let escaped = escaped(html)
    if html.hasPrefix("%") { return "&\\#37;" + escaped.dropFirst() }
    return html.hasPrefix("[") ? "&\\#91;" + escaped.dropFirst() : escaped
  }

  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": escaped += "\\n"
      case "\\", "~", "=", "#", "{", "}", ":":
        escaped += "\\"
        escaped.unicodeScalars.append(scalar)
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
