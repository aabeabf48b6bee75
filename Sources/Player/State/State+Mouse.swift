import Screen
import Views

extension State {
  /// How many lines a notch of the wheel scrolls.
  private static let notch = 3

  /// A click puts the cursor on a number, and asks where the cursor is already; on an operand it
  /// goes deeper; on a key of the footer it presses it.
  mutating func clicked(_ point: Point) -> [Effect] {
    guard !isTooSmall, prompt == nil else { return [] }
    message = nil
    playing = nil
    if isHelpOpen {
      isHelpOpen = false
      return []
    }
    if overview != nil { return clickedOnOverview(point) }
    if let key = FooterPicture(self).key(at: point, in: Rect(size).footer) {
      return update(.key(key))
    }
    guard let picture = seen.picture(of: self) else { return clickedOnMap(point) }
    if let option = picture.option(at: point) {
      lesson?.focus = .question
      if lesson?.question?.isSettled == false { choose(option) }
    } else if let place = picture.places.first(where: { $0.rect.contains(point) }) {
      choose(place)
    } else if let place = picture.otherPlaces.first(where: { $0.rect.contains(point) }) {
      let isOnTwin = lesson?.page.isOnTwin == true
      lesson?.page.isOnTwin = !isOnTwin
      choose(place)
    } else if let operand = picture.operands.first(where: { $0.rect.contains(point) }) {
      ask(operand)
    } else if let pane = picture.pane(at: point) {
      lesson?.focus = pane
    }
    return []
  }

  private mutating func choose(_ place: Place) {
    let isThere = lesson?.focus == .stage && lesson?.page.shownStage?.cursor == place.entry
    lesson?.page.shownStage?.inspected = []
    lesson?.page.shownStage?.cursor = place.entry
    lesson?.focus = .stage
    if isThere { why() }
  }

  private mutating func ask(_ operand: InspectorPicture.Operand) {
    guard let last = lesson?.page.shownStage?.inspected.indices.last else { return }
    lesson?.page.shownStage?.inspected[last].choice = operand.index
    why()
  }

  private mutating func clickedOnMap(_ point: Point) -> [Effect] {
    guard case .map(let selection) = screen,
      let chapter = MapPicture(self, selection: selection).chapter(at: point)
    else { return [] }
    if chapter == selection { return [.readLesson(course[chapter].name)] }
    screen = .map(selection: chapter)
    return []
  }

  /// The wheel scrolls what can be scrolled under it.
  mutating func scrolled(_ point: Point, by notches: Int) {
    guard !isTooSmall, prompt == nil else { return }
    if isHelpOpen {
      let scroll = helpScroll + notches * Self.notch
      helpScroll = max(0, min(scroll, HelpPicture(self).lastScroll))
    } else if overview != nil {
      moveInOverview(by: notches)
    } else if case .map(let selection) = screen {
      screen = .map(selection: max(0, min(selection + notches, course.count - 1)))
    } else if let picture = seen.picture(of: self), picture.pane(at: point) == .text {
      let scroll = (lesson?.page.scroll ?? 0) + notches * Self.notch
      lesson?.page.scroll = max(0, min(scroll, picture.lastScroll))
    }
  }

  /// Off, the terminal selects text with the mouse again.
  mutating func switchMouse() -> [Effect] {
    isMouseOn.toggle()
    say(
      isMouseOn
        ? "the mouse points at numbers; m lets it select text"
        : "the mouse selects text; m lets it point at numbers")
    return [.mouse(isMouseOn)]
  }
}

extension Rect {
  /// The last row, where the keys stand.
  fileprivate var footer: Rect { Rect(x: x, y: maxY - 1, width: width, height: 1) }
}
