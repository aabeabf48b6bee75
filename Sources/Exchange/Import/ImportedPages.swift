import Courseware
import Diagnostics

/// Questions from a file as pages of a lesson, a page for each category.
package struct ImportedPages: Sendable {
  /// The pages alone, to be put behind those that are there.
  package let text: String
  /// What a lesson cannot say, at the lines of the file it comes from.
  package let diagnostics: [Diagnostic]
  package let count: Int

  /// - Parameters:
  ///   - file: the name of the file they come from.
  ///   - lesson: the one they are added to; its ids are left alone.
  package init(_ found: [GIFT.Found], from file: String, to lesson: Lesson? = nil) {
    var pages = PageWriter(file: file, lesson: lesson)
    for question in found { pages.add(question) }
    text = pages.text
    diagnostics = pages.diagnostics
    count = found.count
  }

  /// The pages as a lesson of their own.
  package func lesson(title: String, summary: String) -> String {
    """
    ---
    format: 1
    title: \(title.yaml)
    summary: \(summary.yaml)
    minutes: \(max(1, count))
    objectives: []
    ---

    \(text)
    """
  }
}

/// Writes one page after another.
private struct PageWriter {
  let file: String
  private(set) var text = ""
  private(set) var diagnostics: [Diagnostic] = []
  private var category: [String]?
  private var pageIDs: Set<String>
  private var questionIDs: Set<String>

  init(file: String, lesson: Lesson?) {
    self.file = file
    pageIDs = Set(lesson?.pages.map(\.id) ?? [])
    questionIDs = Set(lesson?.pages.flatMap(\.questions).map(\.id.text) ?? [])
  }

  mutating func add(_ found: GIFT.Found) {
    var question = found.question
    if question.category != category { turnPage(to: question.category) }
    question.id = question.id.unlike(questionIDs)
    if question.id != found.question.id {
      warn(found.line, "the lesson has a question `\(found.question.id)`: this is `\(question.id)`")
    }
    questionIDs.insert(question.id)
    let block = QuizBlock(question)
    for lost in block.lost { warn(found.line, lost) }
    text += (text.isEmpty ? "" : "\n") + block.text
  }

  private mutating func turnPage(to category: [String]) {
    self.category = category
    let title = category.last ?? "Questions"
    let slug = title.asID
    let id = (slug.isEmpty ? "questions" : slug).unlike(pageIDs)
    pageIDs.insert(id)
    text += (text.isEmpty ? "" : "\n") + "## \(title.escapedForMarkdown) <!-- #\(id) -->\n"
  }

  private mutating func warn(_ line: Int, _ message: String) {
    let place = SourceRange(at: Position(line: line, column: 1))
    diagnostics.append(Diagnostic(.warning, file: file, range: place, message: message))
  }
}
