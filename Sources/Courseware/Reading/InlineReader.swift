import Diagnostics

/// Turns the inline nodes of one block into `Inline`.
struct InlineReader {
  /// The id of a page, where a heading's comment names one.
  private(set) var pageID: String?
  private(set) var unshown: [Unshown] = []
  private let places: MarkdownPlaces
  private let block: SourceRange
  private var code: CodeFinder
  var report: Report

  init(_ block: MarkdownNode, _ places: MarkdownPlaces, _ report: Report) {
    self.places = places
    self.block = places.range(block)
    self.code = CodeFinder(in: self.block, of: places.source)
    self.report = Report(file: report.file)
  }

  /// - Parameter depth: how much more nesting is followed; emphasis in emphasis without end is
  ///   no lesson, and must not end the program either.
  mutating func read(_ parent: MarkdownNode, depth: Int = 32) -> [Inline] {
    guard depth > 0 else { return [] }
    var inlines: [Inline] = []
    for node in parent.children {
      guard let inline = inline(node, depth: depth - 1) else { continue }
      if case .text(let more) = inline, case .text(let text) = inlines.last {
        inlines[inlines.count - 1] = .text(text + more)
      } else {
        inlines.append(inline)
      }
    }
    return inlines
  }

  private mutating func inline(_ node: MarkdownNode, depth: Int) -> Inline? {
    switch node.kind {
    case .text: return .text(node.literal)
    case .strong: return .strong(read(node, depth: depth))
    case .emphasis: return .emphasis(read(node, depth: depth))
    case .inlineCode: return code(node)
    case .link: return .link(read(node, depth: depth), url: node.url)
    case .softBreak: return .softBreak
    case .lineBreak: return .lineBreak
    case .image:
      addUnshown(.image, node)
      return .text(read(node, depth: depth).plain)
    case .htmlInline:
      readComment(node)
      return nil
    default: return nil
    }
  }

  private mutating func code(_ node: MarkdownNode) -> Inline {
    let written = code.find(node.literal, lastLine: places.line(node.endLine))
    guard written.text.hasPrefix("=") else { return .code(written.text) }
    return .claim(QueryReader.claim(written, &report))
  }

  private mutating func readComment(_ node: MarkdownNode) {
    let comment = Comment.content(node.literal)
    if let comment, comment.hasPrefix("#"), !comment.contains(where: \.isWhitespace) {
      pageID = String(comment.dropFirst())
    } else if comment == "pause" {
      report.add(
        .pageStructure, at: range(node), "a pause cannot stand inside a line",
        advice: "give it a line of its own")
    } else {
      addUnshown(.html, node)
    }
  }

  /// Up to a number nobody would go through, since finding a place means counting along its line.
  private mutating func addUnshown(_ kind: Unshown.Kind, _ node: MarkdownNode) {
    if unshown.count < 100 { unshown.append(Unshown(kind: kind, range: range(node))) }
  }

  /// Within the block, whatever the parser says.
  private func range(_ node: MarkdownNode) -> SourceRange {
    let range = places.range(node)
    let lower = min(max(range.lower, block.lower), block.upper)
    return SourceRange(lower, min(range.upper, block.upper))
  }
}

/// The comments that mean something in a lesson.
enum Comment {
  /// What a single comment says: `pause` for `<!-- pause -->`.
  static func content(_ html: String) -> String? {
    let text = html.trimmed
    guard text.hasPrefix("<!--"), text.hasSuffix("-->"), text.count >= 7 else { return nil }
    return String(text.dropFirst(4).dropLast(3)).trimmed
  }
}
