import Courseware

extension Handout {
  /// As CommonMark.
  package var markdown: String {
    var writer = MarkdownWriter()
    writer.add("# \(title.escapedForMarkdown)")
    writer.add(summary.escapedForMarkdown)
    writer.add(objectives.map { "- " + $0.escapedForMarkdown }.joined(separator: "\n"))
    for page in pages { writer.add(page) }
    writer.addAnswers(to: questions)
    return writer.text
  }
}

/// Writes blocks one after another, with a blank line between.
private struct MarkdownWriter {
  private var blocks: [String] = []
  private var questionCount = 0

  var text: String { blocks.joined(separator: "\n\n") + "\n" }

  mutating func add(_ block: String) { if !block.isEmpty { blocks.append(block) } }

  mutating func add(_ page: Handout.Page) {
    add("## \(page.page.title.escapedForMarkdown)")
    for block in page.page.blocks {
      switch block.content {
      case .scene(let index): for picture in page.pictures[index] ?? [] { add(picture) }
      case .question(let index):
        if let question = page.questions[index] { add(PaperQuestion(question)) }
      default: add(MarkdownText(page.numbers).block(block))
      }
    }
  }

  private mutating func add(_ picture: Handout.Picture) {
    add(MarkdownText.fenced(picture.text, "text"))
    if !picture.caption.isEmpty { add("*\(picture.caption.escapedForMarkdown)*") }
  }

  private mutating func add(_ question: PaperQuestion) {
    questionCount += 1
    add("**Question \(questionCount).** \(question.ask.markdown)")
    add("*\(question.task)*")
    add(
      question.offered.enumerated().map { "- \(PaperQuestion.letter($0))\\) \($1.markdown)" }
        .joined(separator: "\n"))
  }

  /// On paper of their own.
  mutating func addAnswers(to questions: [PaperQuestion]) {
    guard !questions.isEmpty else { return }
    add("<div style=\"break-before: page\"></div>")
    add("## Answers")
    for (index, question) in questions.enumerated() {
      add("**\(index + 1).** \(question.answer.escapedForMarkdown)")
      let reasons = question.reasons.map {
        "- \($0.answer.escapedForMarkdown): \($0.because.markdown)"
      }
      add(reasons.joined(separator: "\n"))
      add(question.explanation.markdown)
    }
  }
}

/// The blocks of a lesson with the numbers in their places.
private struct MarkdownText {
  let numbers: [Claim: String]

  init(_ numbers: [Claim: String]) { self.numbers = numbers }

  func block(_ block: Block) -> String {
    switch block.content {
    case .paragraph(let inlines): inlines.map(inline).joined()
    case .heading(let level, let inlines):
      String(repeating: "#", count: level) + " " + inlines.map(inline).joined()
    case .list(let list): self.list(list)
    case .code(let code, let language): Self.fenced(code.text, language ?? "")
    case .quote(let blocks):
      self.blocks(blocks).split(separator: "\n", omittingEmptySubsequences: false)
        .map { "> " + $0 }.joined(separator: "\n")
    case .rule: "***"
    case .pause, .scene, .question: ""
    }
  }

  private func blocks(_ blocks: [Block]) -> String {
    blocks.map(block).filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private func list(_ list: Block.List) -> String {
    list.items.enumerated().map { number, item in
      let mark = list.isOrdered ? "\(list.start + number). " : "- "
      let margin = "\n" + String(repeating: " ", count: mark.count)
      return mark + blocks(item).replacing("\n", with: margin)
    }.joined(separator: list.isTight ? "\n" : "\n\n")
  }

  private func inline(_ inline: Inline) -> String {
    switch inline {
    case .text(let text): text.escapedForMarkdown
    case .strong(let inner): "**\(inner.map(self.inline).joined())**"
    case .emphasis(let inner): "*\(inner.map(self.inline).joined())*"
    case .code(let code): code.asMarkdownCode
    case .claim(let claim): "**\((numbers[claim] ?? "?").escapedForMarkdown)**"
    case .link(let inner, let url): "[\(inner.map(self.inline).joined())](<\(url)>)"
    case .softBreak: "\n"
    case .lineBreak: "\\\n"
    }
  }

  /// A fence longer than any run of ticks inside.
  static func fenced(_ text: String, _ language: String) -> String {
    let fence = String(repeating: "`", count: max(3, text.longestRunOfTicks + 1))
    let body = text.hasSuffix("\n") ? text : text + "\n"
    return fence + language + "\n" + body + fence
  }
}

extension Wording {
  fileprivate var markdown: String {
    pieces.map { piece in
      switch piece {
      case .text(let text): text.escapedForMarkdown.replacing("\n", with: "\\\n")
      case .code(let code): code.asMarkdownCode
      }
    }.joined()
  }
}

extension String {
  /// With a backslash before whatever could be a mark, also at the start of a line.
  var escapedForMarkdown: String {
    var escaped = "", isStart = true
    for character in self {
      if "\\`*_<>[]#&!|~".contains(character) || (isStart && "+-=".contains(character)) {
        escaped.append("\\")
      }
      escaped.append(character)
      isStart = character.isNewline || (isStart && character == " ")
    }
    return escaped.replacing(/(^|\n)( *[0-9]+)([.)])/) {
      "\($0.output.1)\($0.output.2)\\\($0.output.3)"
    }
  }

  fileprivate var asMarkdownCode: String {
    let ticks = String(repeating: "`", count: longestRunOfTicks + 1)
    let isPadded = hasPrefix("`") || hasSuffix("`") || (hasPrefix(" ") && hasSuffix(" "))
    return isPadded ? "\(ticks) \(self) \(ticks)" : ticks + self + ticks
  }

  fileprivate var longestRunOfTicks: Int {
    split { $0 != "`" }.map(\.count).max() ?? 0
  }
}
