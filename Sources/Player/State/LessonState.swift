import Autograd
import Views

/// A student in a lesson.
package struct LessonState: Sendable {
  package let chapter: Chapter
  package var pageIndex: Int
  package var focus: Pane = .text
  /// The pages that were opened, as they were left.
  private var pages: [Int: PageState] = [:]

  package enum Pane: Hashable, Sendable { case text, stage, inspector }

  init(_ chapter: Chapter, pageIndex: Int = 0) {
    self.chapter = chapter
    self.pageIndex = pageIndex
  }

  package var linked: LinkedPage? {
    chapter.pages.indices.contains(pageIndex) ? chapter.pages[pageIndex] : nil
  }

  package var page: PageState {
    get { pages[pageIndex] ?? PageState(linked) }
    set { pages[pageIndex] = newValue }
  }

  /// Moves to another page.
  ///
  /// - Returns: false where there is no such page.
  mutating func turn(to index: Int) -> Bool {
    guard chapter.pages.indices.contains(index) else { return false }
    pageIndex = index
    focus = .text
    if pages[index] == nil { pages[index] = PageState(linked) }
    return true
  }

  /// Back to a place that was kept; where the lesson has changed, as near as can be.
  mutating func restore(_ place: SavedPlace) {
    let index = chapter.lesson.pages.firstIndex { $0.id == place.page }
    guard let index, turn(to: index) else { return }
    page.go(to: ScenePosition(presentation: place.presentation, ticks: place.ticks))
    page.revealAll()
  }

  var place: SavedPlace? {
    guard let id = linked?.page.id else { return nil }
    let position = page.stage?.position ?? ScenePosition()
    return SavedPlace(
      lesson: chapter.lesson.name, page: id, presentation: position.presentation,
      ticks: position.ticks)
  }
}
