/// Cards for Anki, as a text file that it imports.
///
/// https://docs.ankiweb.net/importing/text-files.html
package enum Anki {
  /// - Parameters:
  ///   - chapter: sets the ids apart from those of other chapters; a tag of every card.
  ///   - deck: where the cards go.
  package static func write(
    _ questions: [ExportedQuestion], chapter: String, deck: String
  ) -> String {
    let header = [
      "#separator:tab", "#html:true", "#notetype:Basic", "#deck:\(line(deck))",
      "#columns:ID\tFront\tBack\tTags", "#guid column:1", "#tags column:4",
    ]
    let rows = questions.map { question in
      let paper = PaperQuestion(question)
      return [
        "unroll-\(chapter)-\(question.id)", front(paper), back(paper), "unroll \(tag(chapter))",
      ].map(field).joined(separator: "\t")
    }
    return (header + rows).map { $0 + "\n" }.joined()
  }

  private static func front(_ paper: PaperQuestion) -> String {
    let list = paper.offered.enumerated().map { "<br>\(PaperQuestion.letter($0))) \($1.html)" }
    return "\(paper.ask.html)<br><br>\(paper.task)" + list.joined()
  }

  private static func back(_ paper: PaperQuestion) -> String {
    let reasons = paper.reasons.map { "<br>\($0.answer): \($0.because.html)" }
    let explanation = paper.explanation.isEmpty ? "" : "<br><br>" + paper.explanation.html
    let hints = paper.hints.map { "<br><br>Hint: \($0.html)" }
    return "<b>\(paper.answer.escapedForHTML)</b>" + reasons.joined() + explanation
      + hints.joined()
  }

  /// Quoted whatever it holds: a field may begin with a quote or have a tab in it.
  private static func field(_ text: String) -> String {
    "\"\(text.replacing("\"", with: "\"\""))\""
  }

  /// Tags are parted by spaces.
  private static func tag(_ text: String) -> String { line(text).replacing(" ", with: "-") }

  private static func line(_ text: String) -> String {
    String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
  }
}
