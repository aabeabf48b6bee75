import Diagnostics

/// Reads the body of a lesson, page by page.
struct PageReader {
  private(set) var pages: [Page] = []
  private(set) var unshown: [Unshown] = []
  var report: Report
  private let places: MarkdownPlaces
  private var blocks: BlockReader
  /// Blocks are read for a whole lesson, and left out of the outline of one.
  private let readsBlocks: Bool

  /// - Parameter body: the line of `source` on which the pages begin.
  init(_ source: SourceText, body: Int, readsBlocks: Bool) {
    self.places = MarkdownPlaces(source: source, firstLine: body)
    self.report = Report(file: source.name)
    self.blocks = BlockReader(places, file: source.name)
    self.readsBlocks = readsBlocks
  }

  mutating func read() {
    let text = places.source.lines.dropFirst(places.firstLine - 1).joined(separator: "\n")
    MarkdownNode.read(text) { root in
      for node in root.children { add(node) }
    }
    finishPage(before: places.source.lines.count + 1)
  }

  private mutating func add(_ node: MarkdownNode) {
    if node.kind == .heading, node.headingLevel == 2 {
      beginPage(node)
    } else if readsBlocks {
      refuseTextBeforePages(node)
      blocks.add(node)
    }
  }

  private mutating func beginPage(_ node: MarkdownNode) {
    let range = places.range(node)
    finishPage(before: range.lower.line)
    var reader = InlineReader(node, places, report)
    let title = reader.read(node).plain
    report.merge(reader.report)
    unshown += reader.unshown
    pages.append(
      Page(
        id: id(reader.pageID, at: range), title: title.trimmed, heading: range, range: range,
        blocks: [], scenes: [], questions: [], notes: []))
  }

  private mutating func finishPage(before line: Int) {
    report.merge(blocks.report)
    unshown += blocks.unshown
    defer { blocks = BlockReader(places, file: report.file) }
    guard let index = pages.indices.last else { return }
    pages[index].blocks = blocks.blocks
    pages[index].scenes = blocks.scenes
    pages[index].questions = blocks.questions
    pages[index].notes = blocks.notes
    let last = max(line - 1, pages[index].heading.upper.line)
    let end = Position(line: last, column: (places.source.line(last)?.count ?? 0) + 1)
    pages[index].range = SourceRange(pages[index].heading.lower, end)
  }

  private mutating func id(_ id: String?, at heading: SourceRange) -> String {
    let advice = "write `<!-- #some-words -->` behind the heading, and never change it"
    guard let id else {
      report.add(.pageID, at: heading, "this page has no id", advice: advice)
      return ""
    }
    if id.contains(where: { !$0.isLetter && !$0.isNumber && !"-_.".contains($0) }) {
      report.add(.pageID, at: heading, "`\(id)` cannot be an id", advice: advice)
    }
    return id
  }

  /// Said once: the first block that no page shows.
  private mutating func refuseTextBeforePages(_ node: MarkdownNode) {
    guard pages.isEmpty, blocks.blocks.isEmpty, blocks.report.diagnostics.isEmpty else { return }
    // A heading of level 1 has a rule of its own.
    if node.kind == .heading { return }
    report.add(
      .pageStructure, at: places.range(node), "this stands before the first page",
      advice: "begin a page above it: `## Title <!-- #some-words -->`")
  }
}

extension String {
  /// Without the spaces around it.
  var trimmed: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
