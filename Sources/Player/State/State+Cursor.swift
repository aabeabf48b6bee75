import Autograd
import Screen
import Views

extension StageState {
  /// The number the cursor is on: where it was put, else what was computed last, else what the
  /// page opens on.
  package var shownCursor: Autograd.Entry? {
    if let cursor { return cursor }
    if position == scene.start, let focus = scene.focus { return focus }
    let written = context(.unicode, cursor: nil).written
      .filter { trace.graph[$0.quantity.node].phase == .forward }
    let first = written.min { ($0.row, $0.column) < ($1.row, $1.column) }
    return first ?? scene.focus ?? firstEditable
  }

  private var firstEditable: Autograd.Entry? {
    scene.editable.first.map { Autograd.Entry(.value($0)) }
  }
}

extension State {
  // MARK: Moving over numbers

  /// The arrows scroll the text, go from number to number on the stage, and from operand to
  /// operand in the inspector.
  mutating func move(_ command: Command) {
    switch lesson?.focus {
    case .text: scroll(by: command == .up ? -1 : 1)
    case .stage: moveOnStage(command)
    case .inspector: choose(by: command == .left || command == .up ? -1 : 1)
    case .question, nil: break
    }
  }

  private mutating func scroll(by lines: Int) {
    let last = seen.picture(of: self)?.lastScroll ?? 0
    let scroll = (lesson?.page.scroll ?? 0) + lines
    lesson?.page.scroll = max(0, min(scroll, last))
  }

  private mutating func moveOnStage(_ command: Command) {
    let places = (seen.picture(of: self)?.places ?? []).inReadingOrder
    guard let first = places.first else { return say("there are no numbers here to go to") }
    let stage = lesson?.page.shownStage, shown = stage?.shownCursor
    guard let index = places.firstIndex(where: { $0.entry == shown }) else {
      lesson?.page.shownStage?.cursor = (places.near(shown, in: stage) ?? first).entry
      return
    }
    let next =
      switch command {
      case .left: index > 0 ? places[index - 1] : nil
      case .right: index + 1 < places.count ? places[index + 1] : nil
      default: places[index].rect.nearest(isUp: command == .up, among: places)
      }
    if let next { lesson?.page.shownStage?.cursor = next.entry }
  }

  private mutating func choose(by offset: Int) {
    guard let stage = lesson?.page.shownStage, let last = stage.inspected.last else { return }
    let count = last.isBefore ? 0 : stage.operands(of: last.entry).count
    guard count > 0 else { return }
    let choice = (last.choice + offset + count) % count
    lesson?.page.shownStage?.inspected[stage.inspected.count - 1].choice = choice
  }

  // MARK: Asking

  /// Explains the number under the cursor; where one is explained, the chosen operand of it.
  mutating func why() {
    guard let stage = lesson?.page.shownStage else { return say("this page has no numbers to ask") }
    guard let asked = stage.inspected.last else {
      guard let entry = stage.shownCursor else {
        return say("tab goes to the stage, the arrows to a number")
      }
      lesson?.page.shownStage?.cursor = entry
      lesson?.page.shownStage?.inspected = [StageState.Inspection(entry: entry)]
      lesson?.focus = .inspector
      return
    }
    let operands = asked.isBefore ? [] : stage.operands(of: asked.entry)
    guard operands.indices.contains(asked.choice) else {
      return say("this is where it begins; esc goes back")
    }
    let operand = operands[asked.choice]
    lesson?.page.shownStage?.inspected.append(
      StageState.Inspection(entry: operand, isBefore: operand == asked.entry))
    lesson?.focus = .inspector
  }
}

extension [Place] {
  /// The number to begin from where the one at work is a part of a line that the view does not
  /// show: that of its line.
  fileprivate func near(_ entry: Autograd.Entry?, in stage: StageState?) -> Place? {
    guard let graph = stage?.trace.graph, let line = entry.flatMap({ graph[$0.quantity.node].line })
    else { return nil }
    return first { graph[$0.entry.quantity.node].line == line }
  }

  /// Row by row from the left, so that left and right lead to every number; a number that stands
  /// in several places counts once.
  fileprivate var inReadingOrder: [Place] {
    var seen: Set<Autograd.Entry> = []
    return sorted { ($0.rect.y, $0.rect.x) < ($1.rect.y, $1.rect.x) }
      .filter { seen.insert($0.entry).inserted }
  }
}

extension Rect {
  /// The nearest place above or below: what lies straight ahead before what lies aside.
  fileprivate func nearest(isUp: Bool, among places: [Place]) -> Place? {
    func distance(_ other: Rect) -> Int? {
      let ahead = isUp ? y - other.y : other.y - y
      // A cell is about twice as high as it is wide; halves of columns keep whole numbers.
      let aside = abs((other.x + other.maxX) - (x + maxX))
      return ahead > 0 ? 4 * ahead + 3 * aside : nil
    }
    return places.compactMap { place in distance(place.rect).map { (place, $0) } }
      .min { $0.1 < $1.1 }?.0
  }
}
