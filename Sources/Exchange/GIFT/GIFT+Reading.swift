import Diagnostics

extension GIFT {
  /// What a file holds, as far as it can be said here, and what cannot.
  package struct Reading: Sendable {
    package var questions: [Found] = []
    /// An error where a question is left out, a warning where something of one is.
    package var diagnostics: [Diagnostic] = []
  }

  package struct Found: Hashable, Sendable {
    package var question: ExportedQuestion
    /// The line of the file it begins in.
    package var line: Int

    package init(question: ExportedQuestion, line: Int) {
      self.question = question
      self.line = line
    }
  }

  /// Reads a file as Moodle does, and says of whatever is lost where it stood. No input stops it.
  package static func read(_ source: SourceText) -> Reading {
    var reader = GIFTReader(file: source.name)
    for paragraph in GIFTParagraph.all(in: source) { reader.read(paragraph) }
    var reading = reader.reading
    reading.diagnostics = Diagnostics(reading.diagnostics).all
    return reading
  }
}

/// Reads the paragraphs of a file one after another.
struct GIFTReader {
  let file: String
  var reading = GIFT.Reading()
  private var category: [String] = []
  private var ids: Set<String> = []

  init(file: String) { self.file = file }

  mutating func read(_ paragraph: GIFTParagraph) {
    var text = paragraph.text
    if let found = paragraph.category {
      category = found.path
      text = found.rest
      guard !text.isEmpty else { return }
      warn(
        text.prefix(1).place, "Moodle takes all of this for the name of a category",
        "leave a blank line behind $CATEGORY")
    }
    guard !text.isEmpty else { return }
    let errors = errorCount
    guard let parts = GIFTParts(text, &self) else { return }
    let kind = kind(parts)
    let ask = parts.ask(&self)
    let explanation = parts.explanation(&self)
    guard let kind, errors == errorCount else { return }
    let question = ExportedQuestion(
      id: id(paragraph, parts), category: category, ask: ask, kind: kind,
      hints: paragraph.hints, explanation: explanation)
    reading.questions.append(GIFT.Found(question: question, line: text.place.lower.line))
  }

  /// The ID number, else the name, else a count; never one that was there before.
  private mutating func id(_ paragraph: GIFTParagraph, _ parts: GIFTParts) -> String {
    let wanted = (paragraph.idNumber ?? parts.name ?? "").asID
    let base = wanted.isEmpty ? "question-\(reading.questions.count + 1)" : wanted
    let id = base.unlike(ids)
    if paragraph.idNumber != nil, id != base {
      warn(parts.whole.place, "the id `\(base)` is there twice", "this one is now `\(id)`")
    }
    ids.insert(id)
    return id
  }

  // MARK: Reporting

  private var errorCount: Int { reading.diagnostics.count { $0.severity == .error } }

  mutating func refuse(_ range: SourceRange, _ message: String, _ advice: String) {
    reading.diagnostics.append(
      Diagnostic(file: file, range: range, message: message, advice: advice))
  }

  mutating func warn(_ range: SourceRange, _ message: String, _ advice: String) {
    reading.diagnostics.append(
      Diagnostic(.warning, file: file, range: range, message: message, advice: advice))
  }

  /// A text in the format it names, else in the one of its question.
  mutating func wording(_ text: GIFTText, _ usual: GIFTFormat) -> Wording {
    let (format, words) = GIFTFormat.split(text.trimmed, usual: usual)
    let (wording, lost) = format.wording(words.string)
    if let lost { warn(words.place, "\(lost) is left out", "a text here has words and code") }
    return wording
  }
}

extension String {
  /// Letters, digits, `-`, `_` and `.`, as an id has them.
  package var asID: String {
    let words = split { !($0.isLetter || $0.isNumber || "-_.".contains($0)) }
    return words.joined(separator: "-").lowercased()
  }

  /// The text itself, or with the first number behind it that makes it another than those.
  package func unlike(_ taken: Set<String>) -> String {
    guard taken.contains(self) else { return self }
    var number = 2
    while taken.contains("\(self)-\(number)") { number += 1 }
    return "\(self)-\(number)"
  }
}
