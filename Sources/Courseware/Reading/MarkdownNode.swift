import CCmark

/// A node of the tree CommonMark's reference parser makes. Valid only inside `read`.
struct MarkdownNode {
  enum Kind {
    case heading, paragraph, list, item, code, quote, rule, htmlBlock
    case text, strong, emphasis, inlineCode, link, image, htmlInline, softBreak, lineBreak
    case other
  }

  private let pointer: OpaquePointer

  /// Parses `text` and hands its root to `body`; the tree is gone when that returns.
  static func read(_ text: String, _ body: (MarkdownNode) -> Void) {
    var text = text
    text.withUTF8 { bytes in
      guard let start = bytes.baseAddress,
        let root = start.withMemoryRebound(
          to: CChar.self, capacity: bytes.count,
          // Without this option the parser forgets the lines it read inside a piece of code.
          { cmark_parse_document($0, bytes.count, CMARK_OPT_SOURCEPOS) })
      else { return }
      defer { cmark_node_free(root) }
      body(MarkdownNode(pointer: root))
    }
  }

  var children: some Sequence<MarkdownNode> {
    sequence(first: cmark_node_first_child(pointer)) { $0.map { cmark_node_next($0) } }
      .lazy.prefix { $0 != nil }.compactMap { $0.map(MarkdownNode.init) }
  }

  /// The text of a leaf, empty for the others.
  var literal: String { cmark_node_get_literal(pointer).map { String(cString: $0) } ?? "" }
  var url: String { cmark_node_get_url(pointer).map { String(cString: $0) } ?? "" }
  /// What stands behind the opening fence of a code block.
  var info: String { cmark_node_get_fence_info(pointer).map { String(cString: $0) } ?? "" }
  var headingLevel: Int { Int(cmark_node_get_heading_level(pointer)) }

  var isOrderedList: Bool { cmark_node_get_list_type(pointer) == CMARK_ORDERED_LIST }
  var listStart: Int { Int(cmark_node_get_list_start(pointer)) }
  var isTightList: Bool { cmark_node_get_list_tight(pointer) != 0 }

  /// Lines count from 1, columns in bytes from 1. Those of inlines are hints: the parser forgets
  /// what it stripped from the lines of a block.
  var startLine: Int { Int(cmark_node_get_start_line(pointer)) }
  var startColumn: Int { Int(cmark_node_get_start_column(pointer)) }
  var endLine: Int { Int(cmark_node_get_end_line(pointer)) }
  var endColumn: Int { Int(cmark_node_get_end_column(pointer)) }

  var kind: Kind {
    switch cmark_node_get_type(pointer) {
    case CMARK_NODE_HEADING: .heading
    case CMARK_NODE_PARAGRAPH: .paragraph
    case CMARK_NODE_LIST: .list
    case CMARK_NODE_ITEM: .item
    case CMARK_NODE_CODE_BLOCK: .code
    case CMARK_NODE_BLOCK_QUOTE: .quote
    case CMARK_NODE_THEMATIC_BREAK: .rule
    case CMARK_NODE_HTML_BLOCK: .htmlBlock
    default: inlineKind
    }
  }

  private var inlineKind: Kind {
    switch cmark_node_get_type(pointer) {
    case CMARK_NODE_TEXT: .text
    case CMARK_NODE_STRONG: .strong
    case CMARK_NODE_EMPH: .emphasis
    case CMARK_NODE_CODE: .inlineCode
    case CMARK_NODE_LINK: .link
    case CMARK_NODE_IMAGE: .image
    case CMARK_NODE_HTML_INLINE: .htmlInline
    case CMARK_NODE_SOFTBREAK: .softBreak
    case CMARK_NODE_LINEBREAK: .lineBreak
    default: .other
    }
  }
}
