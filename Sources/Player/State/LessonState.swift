import Autograd
import Views

/// A student in a lesson.
package struct LessonState: Sendable {
  package let chapter: Chapter
  package var pageIndex: Int
  package var focus: Pane = .text
  /// The pages that were opened, as they were left.
  private var opened: [Int: OpenedPage] = [:]
  /// The questions that were asked, by their ids.
  package var questions: [String: QuestionState] = [:]
  /// The id of the one that stands in the place of the text.
  package var openQuestion: String?
  /// Where the stage's cursor was before a question moved it.
  var cursorBefore: Autograd.Entry?
  /// Whether it is here for one question of a quiz: nothing of it is a place to come back to.
  let isInQuiz: Bool

  package enum Pane: Hashable, Sendable { case text, stage, inspector, question }

  private struct OpenedPage: Sendable {
    let linked: LinkedPage
    var state: PageState

    init(_ linked: LinkedPage) {
      self.linked = linked
      state = PageState(linked)
    }
  }

  /// - Parameter linked: the page to open on, where it is linked already.
  init(
    _ chapter: Chapter, page index: Int = 0, isInQuiz: Bool = false, linked: LinkedPage? = nil
  ) {
    self.chapter = chapter
    self.isInQuiz = isInQuiz
    pageIndex = index
    opened[index] = linked.map { OpenedPage($0) }
    _ = turn(to: index)
  }

  /// The page before the student; nil in a lesson without pages.
  package var linked: LinkedPage? { opened[pageIndex]?.linked }

  package var page: PageState {
    get { opened[pageIndex]?.state ?? PageState(nil) }
    set { opened[pageIndex]?.state = newValue }
  }

  package var pageCount: Int { chapter.lesson.pages.count }

  /// Moves to another page, which is linked when it is opened first.
  ///
  /// - Returns: false where there is no such page.
  mutating func turn(to index: Int) -> Bool {
    guard chapter.lesson.pages.indices.contains(index) else { return false }
    closeQuestion()
    pageIndex = index
    focus = .text
    if opened[index] == nil { opened[index] = OpenedPage(chapter.page(index)) }
    return true
  }

  /// Back to a place that was kept; where the lesson has changed, as near as can be.
  mutating func restore(_ place: SavedPlace) {
    let index = chapter.lesson.pages.firstIndex { $0.id == place.page }
    guard let index, turn(to: index) else { return }
    guard let position = place.position else { return }
    page.go(to: position)
    page.revealForGood()
  }

  var place: SavedPlace? {
    // A model's file has no place in the course, so none to come back to.
    guard !chapter.isModel, !isInQuiz, let id = linked?.page.id else { return nil }
    return SavedPlace(
      lesson: chapter.lesson.name, page: id, position: page.ownStage?.position ?? ScenePosition())
  }
}
