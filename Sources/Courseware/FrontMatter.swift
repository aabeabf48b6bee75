import Diagnostics

/// What a lesson says of itself before its first page.
package struct FrontMatter: Hashable, Sendable {
  package var format = FrontMatter.newestFormat
  package var title = ""
  package var summary = ""
  /// The names of the lessons that come first.
  package var needs: [Written] = []
  package var minutes = 0
  package var objectives: [Written] = []
  package var range = SourceRange(at: .start)

  /// The newest version of the lesson format this program reads.
  package static let newestFormat = 1
}
