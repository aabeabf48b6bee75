import Courseware
import Screen

/// A page's text, ready to be wrapped: its claims answered by the engine.
package struct PageText: Sendable {
  /// A paragraph, heading or item.
  struct Paragraph: Sendable {
    var text: StyledText
    /// Columns before its first line and before the following ones.
    var indent = 0
    var hanging = 0
    var isWrapped = true
    /// Whether an empty line stands before it.
    var isSpaced = true
  }

  private(set) var paragraphs: [Paragraph] = []
  /// Whether a pause hides the rest.
  private(set) var hasMore = false
  private let answers: [Claim: String]
  private let glyphs: GlyphSet

  package init(_ page: Page, _ state: PageState, glyphs: GlyphSet) {
    answers = state.answers
    self.glyphs = glyphs
    var pauses = 0
    for block in page.blocks {
      if block.content == .pause { pauses += 1 }
      guard pauses <= state.revealed else {
        hasMore = true
        break
      }
      add(block, indent: 0, isSpaced: true)
    }
  }

  /// The lines at a width.
  package func lines(width: Int) -> [[Run]] {
    var lines: [[Run]] = []
    for paragraph in paragraphs {
      if paragraph.isSpaced, !lines.isEmpty { lines.append([]) }
      let margin = [Run(String(repeating: " ", count: paragraph.indent))]
      let room = max(1, width - paragraph.indent)
      let broken =
        paragraph.isWrapped
        ? paragraph.text.wrapped(width: room, indent: paragraph.hanging) : [paragraph.text.runs]
      lines += broken.map { paragraph.indent > 0 ? margin + $0 : $0 }
    }
    return lines
  }

  /// The text alone, a paragraph a line.
  ///
  /// - Parameter count: how many paragraphs to leave out at the start.
  package func plain(after count: Int = 0) -> String {
    paragraphs.dropFirst(count).map { paragraph in
      (paragraph.isSpaced ? "\n" : "") + String(repeating: " ", count: paragraph.indent)
        + paragraph.text.text
    }.joined(separator: "\n")
  }

  /// How many paragraphs are shown.
  package var count: Int { paragraphs.count }

  // MARK: Blocks

  private mutating func add(_ block: Block, indent: Int, isSpaced: Bool, bullet: String = "") {
    switch block.content {
    case .paragraph(let inlines):
      paragraph(StyledText(bullet, .muted) + text(inlines), indent, isSpaced, TextWidth.of(bullet))
    case .heading(_, let inlines):
      paragraph(text(inlines, .strong), indent, isSpaced, 0)
    case .list(let list):
      add(list, indent: indent, isSpaced: isSpaced)
    case .code(let written, _):
      for (n, line) in written.text.split(separator: "\n").enumerated() {
        paragraphs.append(
          Paragraph(
            text: StyledText(glyphs.text(String(line)), .code), indent: indent + 2,
            isWrapped: false, isSpaced: isSpaced && n == 0))
      }
    case .quote(let blocks):
      for block in blocks { add(block, indent: indent + 2, isSpaced: isSpaced) }
    case .rule:
      paragraph(
        StyledText(String(repeating: glyphs.horizontal, count: 3), .border), indent, isSpaced, 0)
    case .pause, .scene, .question: break
    }
  }

  private mutating func add(_ list: Block.List, indent: Int, isSpaced: Bool) {
    for (n, item) in list.items.enumerated() {
      let mark = list.isOrdered ? "\(list.start + n). " : "\(glyphs.bullet) "
      for (k, block) in item.enumerated() {
        let isSpaced = k == 0 && (n == 0 ? isSpaced : !list.isTight)
        if k == 0 {
          add(block, indent: indent, isSpaced: isSpaced, bullet: mark)
        } else {
          add(block, indent: indent + TextWidth.of(mark), isSpaced: !list.isTight)
        }
      }
    }
  }

  private mutating func paragraph(
    _ text: StyledText, _ indent: Int, _ isSpaced: Bool, _ hanging: Int
  ) {
    paragraphs.append(
      Paragraph(text: text, indent: indent, hanging: hanging, isSpaced: isSpaced))
  }

  private func text(_ inlines: [Inline], _ style: Style = .plain) -> StyledText {
    InlineText(answers: answers, glyphs: glyphs).text(inlines, style)
  }
}
