import Courseware

extension Handout {
  /// As a page to be printed: it needs no other file.
  package var html: String {
    var writer = HTMLWriter()
    writer.add("<h1>\(title.escapedForHTML)</h1>")
    writer.add("<p class=\"summary\">\(summary.escapedForHTML)</p>")
    writer.addList(objectives.map(\.escapedForHTML))
    for page in pages { writer.add(page) }
    writer.addAnswers(to: questions)
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(title.escapedForHTML)</title>
      <style>
      \(Self.style)
      </style>
      </head>
      <body>
      \(writer.text)
      </body>
      </html>

      """
  }

  /// A picture or a question is not cut by the end of a page, and a heading not parted from what
  /// it is about.
  private static let style = """
    body { max-width: 46em; margin: 2em auto; padding: 0 1em; font: 11pt/1.45 Georgia, serif;
      color: #111; background: #fff }
    h1, h2, h3 { line-height: 1.2; break-after: avoid }
    h1, h2, h3, figcaption, .task { font-family: system-ui, sans-serif }
    code, pre { font-family: ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace;
      font-size: 90% }
    figure { margin: 1em 0; break-inside: avoid }
    figure svg { max-width: 100%; height: auto }
    figcaption, .task { font-size: 85%; color: #555 }
    .question, .answer { break-inside: avoid; margin: 1em 0; padding-left: 1em;
      border-left: 2px solid #999 }
    ol.letters { list-style: lower-alpha }
    .answers { break-before: page }
    """
}

/// Writes elements one after another.
private struct HTMLWriter {
  private var elements: [String] = []
  private var questionCount = 0

  var text: String { elements.joined(separator: "\n") }

  mutating func add(_ element: String) { elements.append(element) }

  mutating func addList(_ items: [String], _ tag: String = "ul") {
    guard !items.isEmpty else { return }
    let list = items.map { "<li>\($0)</li>" }.joined(separator: "\n")
    add("<\(tag)>\n\(list)\n</\(tag.prefix { $0 != " " })>")
  }

  mutating func add(_ page: Handout.Page) {
    add("<h2>\(page.page.title.escapedForHTML)</h2>")
    for block in page.page.blocks {
      switch block.content {
      case .scene(let index): for picture in page.pictures[index] ?? [] { add(picture) }
      case .question(let index):
        if let question = page.questions[index] { add(PaperQuestion(question)) }
      default: add(HTMLText(page.numbers).block(block))
      }
    }
  }

  private mutating func add(_ picture: Handout.Picture) {
    let caption = picture.caption.escapedForHTML
    add("<figure>\n\(picture.svg)<figcaption>\(caption)</figcaption>\n</figure>")
  }

  private mutating func add(_ question: PaperQuestion) {
    questionCount += 1
    add("<div class=\"question\">")
    add("<p><b>Question \(questionCount).</b> \(question.ask.html)</p>")
    add("<p class=\"task\">\(question.task.escapedForHTML)</p>")
    addList(question.offered.map(\.html), "ol class=\"letters\"")
    add("</div>")
  }

  mutating func addAnswers(to questions: [PaperQuestion]) {
    guard !questions.isEmpty else { return }
    add("<section class=\"answers\">\n<h2>Answers</h2>")
    for (index, question) in questions.enumerated() {
      add("<div class=\"answer\">")
      add("<p><b>\(index + 1).</b> \(question.answer.escapedForHTML)</p>")
      addList(question.reasons.map { "\($0.answer.escapedForHTML): \($0.because.html)" })
      if !question.explanation.isEmpty { add("<p>\(question.explanation.html)</p>") }
      add("</div>")
    }
    add("</section>")
  }
}

/// The blocks of a lesson with the numbers in their places.
private struct HTMLText {
  let numbers: [Claim: String]

  init(_ numbers: [Claim: String]) { self.numbers = numbers }

  func block(_ block: Block) -> String {
    switch block.content {
    case .paragraph(let inlines): return "<p>\(text(inlines))</p>"
    case .heading(let level, let inlines):
      let tag = "h\(min(level, 6))"
      return "<\(tag)>\(text(inlines))</\(tag)>"
    case .list(let list): return self.list(list)
    case .code(let code, _): return "<pre><code>\(code.text.escapedForHTML)</code></pre>"
    case .quote(let blocks):
      return "<blockquote>\n\(blocks.map(self.block).joined(separator: "\n"))\n</blockquote>"
    case .rule: return "<hr>"
    case .pause, .scene, .question: return ""
    }
  }

  private func list(_ list: Block.List) -> String {
    let items = list.items.map { item in
      "<li>\(item.map { tight($0, list) ?? block($0) }.joined(separator: "\n"))</li>"
    }.joined(separator: "\n")
    return list.isOrdered
      ? "<ol start=\"\(list.start)\">\n\(items)\n</ol>" : "<ul>\n\(items)\n</ul>"
  }

  /// The text of an item that stands close to its neighbours.
  private func tight(_ block: Block, _ list: Block.List) -> String? {
    guard list.isTight, case .paragraph(let inlines) = block.content else { return nil }
    return text(inlines)
  }

  private func text(_ inlines: [Inline]) -> String { inlines.map(inline).joined() }

  private func inline(_ inline: Inline) -> String {
    switch inline {
    case .text(let text): text.escapedForHTML
    case .strong(let inner): "<strong>\(text(inner))</strong>"
    case .emphasis(let inner): "<em>\(text(inner))</em>"
    case .code(let code): "<code>\(code.escapedForHTML)</code>"
    case .claim(let claim): "<strong>\((numbers[claim] ?? "?").escapedForHTML)</strong>"
    case .link(let inner, let url): "<a href=\"\(url.escapedForHTML)\">\(text(inner))</a>"
    case .softBreak: "\n"
    case .lineBreak: "<br>"
    }
  }
}
