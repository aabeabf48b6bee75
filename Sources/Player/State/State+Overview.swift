import Courseware
import Screen

/// The list of a lesson's pages, over the page.
extension State {
  mutating func openOverview() {
    guard overview == nil else { return overview = nil }
    guard !isInQuiz else { return say("the questions come one after another; N is the next one") }
    guard let lesson, !lesson.chapter.isModel else { return say("this model is all there is") }
    overview = lesson.pageIndex
    count = ""
  }

  mutating func performInOverview(_ command: Command) -> [Effect] {
    count = ""
    switch command {
    case .up: moveInOverview(by: -1)
    case .down: moveInOverview(by: 1)
    case .open: return openChosenPage()
    default: overview = nil
    }
    return []
  }

  mutating func moveInOverview(by offset: Int) {
    guard let overview, let count = lesson?.pageCount else { return }
    self.overview = max(0, min(overview + offset, count - 1))
  }

  /// Whether a key is a digit of a page's number, which is then chosen.
  mutating func choosesPage(_ key: Key) -> Bool {
    guard overview != nil, !isHelpOpen, let pages = lesson?.pageCount,
      case .character(let digit) = key, ("0"..."9").contains(digit)
    else { return false }
    // A digit that makes no page's number begins another one.
    let typed = [count + String(digit), String(digit)].first {
      Int($0).map { (1...pages).contains($0) } ?? false
    }
    count = typed ?? ""
    if let number = typed.flatMap({ Int($0) }) {
      overview = number - 1
    } else {
      say("there is no page \(digit)")
    }
    return true
  }

  private mutating func openChosenPage() -> [Effect] {
    guard let chosen = overview, let index = lesson?.pageIndex else { return [] }
    overview = nil
    guard chosen != index else { return [] }
    turnPage(by: chosen - index)
    return saving()
  }

  /// A click chooses a page, and opens the one that is chosen; beside the list it closes it.
  mutating func clickedOnOverview(_ point: Point) -> [Effect] {
    guard let overview, let picture = OverviewPicture(self, chosen: overview) else { return [] }
    guard let page = picture.page(at: point) else {
      self.overview = nil
      return []
    }
    if page == overview { return openChosenPage() }
    self.overview = page
    return []
  }
}
