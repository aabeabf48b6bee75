import Diagnostics

extension Lesson {
  /// A lesson of one page about a model alone: the comments its author left are the text.
  ///
  /// It has no scene block, for there is no file of a lesson to write one in: the player brings the
  /// model itself.
  package init(model source: SourceText) {
    let file = LessonName(path: source.name).folder
    let text = ModelText(source)
    let page = Page(
      id: "model", title: file, heading: SourceRange(at: .start), range: SourceRange(at: .start),
      blocks: text.blocks, scenes: [], questions: [], notes: [])
    self.init(
      name: file, folder: "", directory: "", language: nil, source: source,
      frontMatter: FrontMatter(title: "Model"), pages: [page], unshown: [])
  }
}

/// What a model's file says in its comments.
private struct ModelText {
  /// A file that says more of its lines is read on the stage, where each stands beside its line.
  private static let longest = 24

  private let lines: [(code: String, comment: String?)]

  init(_ source: SourceText) { lines = source.lines.map { Self.parts($0) } }

  /// The leading comments as paragraphs, then the lines that have a comment of their own.
  var blocks: [Block] {
    let opening = paragraphs.map { block(.paragraph(Self.inlines($0))) }
    let captions = captioned.count <= Self.longest ? captioned : []
    guard !captions.isEmpty else { return opening + (opening.isEmpty ? [silence] : []) }
    let items = captions.map { line in
      [block(.paragraph([.code(line.code), .text("   \(line.caption)")]))]
    }
    return opening + [
      block(.list(Block.List(isOrdered: false, start: 1, isTight: true, items: items)))
    ]
  }

  private var silence: Block {
    block(
      .paragraph([
        .text("This file says nothing of itself; a comment at its top would stand here.")
      ]))
  }

  private func block(_ content: Block.Content) -> Block {
    Block(content, SourceRange(at: .start))
  }

  /// The comments before the first line of code, cut where a line is empty.
  private var paragraphs: [[String]] {
    let opening = lines.prefix { $0.code.isEmpty }.map { $0.comment ?? "" }
    return opening.split(separator: "").map(Array.init)
  }

  private static func inlines(_ lines: [String]) -> [Inline] {
    Array(lines.map { [Inline.text($0)] }.joined(separator: [.softBreak]))
  }

  private var captioned: [(code: String, caption: String)] {
    lines.compactMap { code, comment in
      guard let comment, !comment.isEmpty, !code.isEmpty else { return nil }
      return (Self.shown(code), comment)
    }
  }

  /// A declaration without its numbers, which stand on the stage.
  private static func shown(_ code: String) -> String {
    guard code.hasPrefix("given ") || code.hasPrefix("weight ") else { return code }
    return String(code.prefix { $0 != "=" && $0 != "~" }).trimmed
  }

  /// A line's code, and what stands behind its `#`.
  private static func parts(_ line: Substring) -> (code: String, comment: String?) {
    var isQuoted = false
    let hash = line.firstIndex { character in
      if character == "\"" { isQuoted.toggle() }
      return character == "#" && !isQuoted
    }
    guard let hash else { return (String(line).trimmed, nil) }
    return (String(line[..<hash]).trimmed, String(line[line.index(after: hash)...]).trimmed)
  }
}
