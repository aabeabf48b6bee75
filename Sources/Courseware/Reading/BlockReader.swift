import Diagnostics

/// Turns the block nodes of one page into `Block`, `Scene`, `Question` and `Notes`.
struct BlockReader {
  private(set) var blocks: [Block] = []
  private(set) var scenes: [Scene] = []
  private(set) var questions: [Question] = []
  private(set) var notes: [Notes] = []
  private(set) var unshown: [Unshown] = []
  var report: Report
  private let places: MarkdownPlaces

  init(_ places: MarkdownPlaces, file: String) {
    self.places = places
    self.report = Report(file: file)
  }

  mutating func add(_ node: MarkdownNode) {
    if let block = block(node, depth: 0) { blocks.append(block) }
  }

  private static let deepest = 16

  private mutating func children(_ parent: MarkdownNode, depth: Int) -> [Block] {
    guard depth < Self.deepest else {
      report.add(
        .pageStructure, at: places.range(parent), "lists and quotes are nested too deep",
        advice: "write them one after the other")
      return []
    }
    var inner: [Block] = []
    for node in parent.children {
      if let block = block(node, depth: depth + 1) { inner.append(block) }
    }
    return inner
  }

  private mutating func block(_ node: MarkdownNode, depth: Int) -> Block? {
    content(node, depth: depth).map { Block($0, places.range(node)) }
  }

  private mutating func content(_ node: MarkdownNode, depth: Int) -> Block.Content? {
    switch node.kind {
    case .paragraph: return paragraph(node)
    case .heading: return heading(node)
    case .list: return list(node, depth: depth)
    case .quote: return .quote(children(node, depth: depth))
    case .rule: return .rule
    case .code: return code(node, depth: depth)
    case .htmlBlock:
      if Comment.content(node.literal) == "pause" { return .pause }
      unshown.append(Unshown(kind: .html, range: places.range(node)))
      return nil
    default: return nil
    }
  }

  private mutating func heading(_ node: MarkdownNode) -> Block.Content {
    if node.headingLevel < 3 {
      let message =
        node.headingLevel == 1
        ? "a heading of level 1 has no meaning in a lesson" : "a page begins in a list or a quote"
      report.add(
        .headingLevel, at: places.range(node), message,
        advice: "`title:` names the lesson, `##` begins a page, `###` is a heading within one")
    }
    return .heading(level: node.headingLevel, inlines(node))
  }

  private mutating func paragraph(_ node: MarkdownNode) -> Block.Content {
    if let table = Table.find(in: places.range(node), of: places.source) {
      unshown.append(Unshown(kind: .table, range: table))
    }
    return .paragraph(inlines(node))
  }

  private mutating func inlines(_ node: MarkdownNode) -> [Inline] {
    var reader = InlineReader(node, places, report)
    let inlines = reader.read(node)
    report.merge(reader.report)
    unshown += reader.unshown
    if reader.pageID != nil {
      report.add(
        .pageID, at: places.range(node), "an id stands where no page begins",
        advice: "pages begin with a `##` heading outside lists and quotes")
    }
    return inlines
  }

  private mutating func list(_ node: MarkdownNode, depth: Int) -> Block.Content {
    var items: [[Block]] = []
    for item in node.children { items.append(children(item, depth: depth)) }
    return .list(
      Block.List(
        isOrdered: node.isOrderedList, start: node.listStart, isTight: node.isTightList,
        items: items))
  }
}

extension BlockReader {
  private mutating func code(_ node: MarkdownNode, depth: Int) -> Block.Content? {
    let excerpt = excerpt(node)
    let language = node.info.split(separator: " ").first.map(String.init)
    refuseUnclosed(node)
    guard let language, ["scene", "quiz", "notes"].contains(language) else {
      return .code(Written(excerpt.text, excerpt.range), language: language)
    }
    if depth > 0 {
      report.add(
        .pageStructure, at: places.range(node), "a `\(language)` block stands in a list or a quote",
        advice: "move it out, to the beginning of its line")
    }
    return special(language, excerpt)
  }

  private mutating func special(_ language: String, _ excerpt: Excerpt) -> Block.Content? {
    if language == "notes" {
      notes.append(Notes(text: Written(excerpt.text, excerpt.range)))
      return nil
    }
    guard let literal = yaml(excerpt, language) else { return nil }
    if language == "scene" {
      scenes.append(SceneReader.read(literal, &report))
      return .scene(scenes.count - 1)
    }
    guard let question = QuestionReader.read(literal, &report) else { return nil }
    questions.append(question)
    return .question(questions.count - 1)
  }

  private mutating func yaml(_ excerpt: Excerpt, _ language: String) -> Literal? {
    let complaints = report.diagnostics.count
    let literal = YAMLReader.read(excerpt, &report)
    if literal == nil, report.diagnostics.count == complaints {
      report.add(
        .fieldValue, at: excerpt.range, "this `\(language)` block is empty",
        advice: "fill it or take it out")
    }
    return literal
  }

  /// A code block without its fences.
  private func excerpt(_ node: MarkdownNode) -> Excerpt {
    var lines = node.literal.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    let isFenced = Fence.isFence(places.source.line(places.line(node.startLine)) ?? "")
    let first = places.line(node.startLine) + (isFenced ? 1 : 0)
    return Excerpt(lines: lines, firstLine: first, of: places.source)
  }

  /// A fence that is never closed swallows every page after it.
  private mutating func refuseUnclosed(_ node: MarkdownNode) {
    let (first, last) = (places.line(node.startLine), places.line(node.endLine))
    guard let opening = places.source.line(first), Fence.isFence(opening) else { return }
    if last > first, let closing = places.source.line(last), Fence.isFence(closing) { return }
    let place = SourceRange(at: Position(line: first, column: 1))
    report.add(
      .pageStructure, at: place, "this block is never closed",
      advice: "end it with a line of ```")
  }
}

/// The lines around a block of code.
enum Fence {
  static func isFence(_ line: Substring) -> Bool {
    // A fence in a list or quote has that one's mark before it.
    let mark = line.drop { $0.isWhitespace || $0.isNumber || ">-*+.)".contains($0) }
    return mark.hasPrefix("```") || mark.hasPrefix("~~~")
  }
}
