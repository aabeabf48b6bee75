import Autograd
import Diagnostics
import Equations
import Screen

extension State {
  /// Opens the line of the model that gives the number under the cursor, to be changed.
  mutating func startEquation() {
    if refusesChange() { return }
    guard lesson?.page.aside == nil else {
      return say("these are the question's numbers; esc goes back to the page")
    }
    guard let stage = lesson?.page.stage else { return say("this page has no equations") }
    guard let entry = stage.asked else { return say("put the cursor on a number first") }
    guard let range = stage.scene.model.line(giving: entry.quantity.node) else {
      return say("\(stage.name(of: entry)) stands in no line of the model")
    }
    let text = stage.scene.model.source.joinedLines(of: range)
    guard text.count < Prompt.longest else {
      return say("this line is too long to be changed here")
    }
    lesson?.page.stage?.cursor = entry
    lesson?.focus = .stage
    prompt = Prompt(purpose: .equation(range), text: text)
  }

  /// Runs the model with what was typed in place of one of its lines, if it can be run.
  mutating func submitEquation(_ text: String, at range: SourceRange) {
    guard let lesson, let stage = lesson.page.stage else { return }
    let old = stage.scene.model.source
    let new = old.replacing(range, with: text)
    guard new != old else {
      prompt = nil
      return say("the line is as it was")
    }
    do throws(Diagnostics) {
      let linked = try lesson.chapter.page(lesson.pageIndex, with: new, inPlaceOf: old)
      self.lesson?.page.runEquations(of: linked)
      prompt = nil
      say("the model runs so now; u takes it back")
    } catch {
      note = Note("equation", error, in: new)
      say("it cannot be run so", isProblem: true)
    }
  }
}

extension Model {
  /// Where the equation or the whole declaration of a quantity stands, without the comment.
  fileprivate func line(giving node: NodeID) -> SourceRange? {
    guard let declaration = declaration(of: node) else { return place(of: node) }
    return statement(around: declaration.range)
  }
}

extension Substring {
  /// How many characters stand before a comment and the blanks that lead to it.
  fileprivate var lengthBeforeComment: Int {
    var isQuoted = false
    let code = prefix { character in
      if character == "\"" { isQuoted.toggle() }
      return isQuoted || character != "#"
    }
    return code.count - code.reversed().prefix { $0 == " " }.count
  }
}

extension SourceText {
  /// What stands in a range, in one line and without comments.
  fileprivate func joinedLines(of range: SourceRange) -> String {
    let numbers = range.lower.line...range.upper.line
    return numbers.compactMap { number -> String? in
      guard let line = line(number) else { return nil }
      let end = number == range.upper.line ? range.upper.column - 1 : line.lengthBeforeComment
      let start = number == range.lower.line ? range.lower.column - 1 : 0
      let text = line.prefix(end).dropFirst(start)
      return String(number == range.lower.line ? text : text.drop { $0 == " " })
    }.filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// The text with another in place of a stretch, which may reach over several lines.
  fileprivate func replacing(_ range: SourceRange, with text: String) -> SourceText {
    var lines = lines.map(String.init)
    let first = lines[range.lower.line - 1], last = lines[range.upper.line - 1]
    let line = first.prefix(range.lower.column - 1) + text + last.dropFirst(range.upper.column - 1)
    lines.replaceSubrange(range.lower.line - 1...range.upper.line - 1, with: [String(line)])
    return SourceText(name: name, text: lines.joined(separator: "\n"))
  }
}

extension Note {
  /// What is wrong in a changed line, under its place, and what to do.
  fileprivate init(_ title: String, _ diagnostics: Diagnostics, in text: SourceText) {
    guard let first = diagnostics.all.first else {
      self.init(title, [])
      return
    }
    // What is wrong may lie in the lesson, which asks the model for what it has no more.
    guard first.file == text.name else {
      self.init(title, [StyledText(sanitised(first.message), .wrong)])
      return
    }
    let line = text.line(first.range.lower.line) ?? ""
    let indent = line.prefix { $0 == " " }.count
    let before = String(repeating: "\u{A0}", count: max(0, first.range.lower.column - 1 - indent))
    self.init(
      title,
      [
        StyledText(sanitised(String(line.dropFirst(indent))), .code),
        StyledText("\(before)^", .wrong),
        StyledText(
          "column \(first.range.lower.column - indent): \(sanitised(first.message))", .wrong)
          + StyledText(first.advice.map { "; \(sanitised($0))" } ?? ""),
      ])
  }
}

extension Chapter {
  /// A page with other equations in place of those of a model's file.
  ///
  /// - Throws: why they cannot be run.
  func page(
    _ index: Int, with source: SourceText, inPlaceOf old: SourceText
  ) throws(Diagnostics) -> LinkedPage {
    let linked =
      isModel
      ? Chapter(try Model(source)).page(index)
      : Chapter(lesson, files: files.mapValues { $0.name == old.name ? source : $0 }).page(index)
    // What runs beside the scene must still run, too.
    let isWhole = linked.twin != nil || linked.page.scenes.first?.twin() == nil
    guard linked.scene != nil, isWhole || linked.diagnostics.isEmpty else {
      throw Diagnostics(linked.diagnostics)
    }
    return linked
  }
}
