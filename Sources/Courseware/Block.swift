import Diagnostics

/// A part of a page, from top to bottom.
package struct Block: Hashable, Sendable {
  package indirect enum Content: Hashable, Sendable {
    case paragraph([Inline])
    /// Level 3 and deeper; level 2 begins a page.
    case heading(level: Int, [Inline])
    case list(List)
    case code(Written, language: String?)
    case quote([Block])
    case rule
    /// The reveal waits here for the next key.
    case pause
    /// The page's scene of this index.
    case scene(Int)
    /// The page's question of this index.
    case question(Int)
  }

  package struct List: Hashable, Sendable {
    package var isOrdered: Bool
    /// The number of the first item of an ordered list.
    package var start: Int
    /// Whether items stand without blank lines between them.
    package var isTight: Bool
    package var items: [[Block]]
  }

  package var content: Content
  package var range: SourceRange

  package init(_ content: Content, _ range: SourceRange) {
    self.content = content
    self.range = range
  }

  /// This block and those inside it.
  package var all: [Block] {
    switch content {
    case .list(let list): [self] + list.items.joined().flatMap(\.all)
    case .quote(let blocks): [self] + blocks.flatMap(\.all)
    default: [self]
    }
  }

  /// The text of this block alone.
  package var inlines: [Inline] {
    switch content {
    case .paragraph(let inlines), .heading(_, let inlines): inlines
    default: []
    }
  }
}
