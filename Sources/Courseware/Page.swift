import Diagnostics

/// What a student sees at once: from one `##` heading to the next.
package struct Page: Hashable, Sendable {
  /// Never changes; progress is kept by it. Empty where the author has not given one yet.
  package var id: String
  package var title: String
  package var heading: SourceRange
  package var range: SourceRange
  package var blocks: [Block]
  package var scenes: [Scene]
  package var questions: [Question]
  /// For the instructor; students do not see them.
  package var notes: [Notes]

  /// Every claim of the text, in its order.
  package var claims: [Claim] { blocks.flatMap(\.all).flatMap(\.inlines.claims) }

  /// The scene a query asks: the one it names, else the page's first.
  package func scene(for query: Query) -> Scene? {
    guard let name = query.scene else { return scenes.first }
    return scenes.first { $0.names.contains(name.text) }
  }
}

/// What the instructor reads on the second screen.
package struct Notes: Hashable, Sendable {
  package var text: Written
}
