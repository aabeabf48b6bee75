import Autograd
import Screen
import Views

/// A lesson as it is on the screen, and where its numbers are.
package struct LessonPicture {
  package private(set) var frame: Frame
  /// The numbers of the stage that the cursor can go to.
  package private(set) var places: [Place] = []
  /// The views that could not show all of their model.
  package var cutViews: [String] { pictures?.cutViews ?? [] }
  /// The numbers of the scene that the student does not look at, where it is shown beside.
  private(set) var otherPlaces: [Place] = []
  /// The operands that the inspector shows.
  private(set) var operands: [InspectorPicture.Operand] = []
  /// The largest scroll that still shows something new.
  package private(set) var lastScroll = 0
  private let state: State
  private let lesson: LessonState
  private let layout: LessonLayout
  private let lines: [[Run]]
  private let text: PageText?
  private let pictures: PairPicture?

  /// - Returns: nil where no lesson is open.
  package init?(_ state: State) {
    guard let lesson = state.lesson else { return nil }
    self.state = state.unseen
    self.lesson = lesson
    frame = Frame(size: state.size)
    let page = lesson.page
    let text = lesson.linked.map { PageText($0.page, page, glyphs: state.glyphs) }
    self.text = text
    let wholeText = Self.wholeText(lesson, text, state.glyphs)
    // A model's own captions stand beside its steps too: the stage needs the room more.
    layout = LessonLayout(
      state.size, hasStage: page.stage != nil, isPair: page.twin != nil,
      stageHeight: Self.stageHeight(page, state.glyphs),
      textShare: lesson.chapter.isModel ? 0.2 : 0.5
    ) {
      wholeText?.lines(width: $0).count ?? 0
    }
    lines = text?.lines(width: layout.text.width) ?? []
    pictures = PairPicture(lesson, state.glyphs, in: layout.stage)
    draw()
  }

  /// The text with what a pause still hides: that has its room already, so that nothing jumps when it
  /// comes.
  private static func wholeText(
    _ lesson: LessonState, _ text: PageText?, _ glyphs: GlyphSet
  ) -> PageText? {
    guard text?.hasMore == true, let linked = lesson.linked else { return text }
    var page = lesson.page
    page.revealAll()
    return PageText(linked.page, page, glyphs: glyphs)
  }

  /// How many rows the stage would fill: as many for each of its views, so that the text stays where
  /// it is when the student goes from one to the next.
  private static func stageHeight(_ page: PageState, _ glyphs: GlyphSet) -> Int {
    guard let stage = page.stage else { return 0 }
    // A model alone has a dozen views, among them some that fill any room.
    guard !stage.scene.showsOneView else { return 1000 }
    let context = stage.context(glyphs, cursor: nil)
    let height = stage.scene.views.map { $0.size(context).height }.max() ?? 0
    return height + (page.twin == nil ? 0 : 2)
  }

  private mutating func draw() {
    drawHeader()
    drawBorders()
    drawText()
    if let stage = lesson.page.stage, let shown = lesson.page.shownStage, let pictures {
      (places, otherPlaces) = pictures.draw(into: &frame)
      drawInspector(shown)
      drawTimeline(stage)
    }
    frame.cursor = focused
    FooterPicture(state).draw(into: &frame, in: layout.footer)
  }

  /// Where the terminal's own cursor goes: it follows the focus, for whoever reads with it.
  private var focused: Point? {
    guard let stage = lesson.page.shownStage else { return nil }
    switch lesson.focus {
    case .text: return nil
    case .stage:
      guard let cursor = stage.shownCursor else { return nil }
      return places.first { $0.entry == cursor }.map { Point(x: $0.rect.x, y: $0.rect.y) }
    case .inspector:
      guard let choice = stage.inspected.last?.choice else { return nil }
      return operands.first { $0.index == choice }.map { Point(x: $0.rect.x, y: $0.rect.y) }
    }
  }

  /// The part of the screen a cell belongs to.
  func pane(at point: Point) -> LessonState.Pane? {
    if layout.text.contains(point) { return .text }
    if layout.stage.contains(point) { return .stage }
    return layout.inspector.contains(point) && lesson.page.shownStage?.inspected.isEmpty == false
      ? .inspector : nil
  }

  // MARK: Header and borders

  private mutating func drawHeader() {
    let row = layout.header, chapter = lesson.chapter.lesson
    let number = chapter.folder.prefix { $0.isNumber }
    let glyphs = state.glyphs
    let page = lesson.linked?.page.title ?? ""
    let x = frame.put(glyphs.text(" Unroll  "), x: row.x, y: row.y, .muted, in: row)
    let title = glyphs.text(number.isEmpty ? chapter.title : "\(number) \(chapter.title)")
    let afterTitle = frame.put(title, x: x, y: row.y, .muted, in: row)
    let crumb = frame.put(" \(glyphs.breadcrumb) ", x: afterTitle, y: row.y, .muted, in: row)
    let end = frame.put(glyphs.text(page), x: crumb, y: row.y, .title, in: row)
    let count = lesson.pageCount
    guard !lesson.chapter.isModel else { return }
    let dots = (0..<count).map { $0 <= lesson.pageIndex ? glyphs.dot : glyphs.ring }.joined()
    let full = "page \(lesson.pageIndex + 1)/\(count)  \(dots) "
    let short = "\(lesson.pageIndex + 1)/\(count) "
    for text in [full, short] where end + 2 + TextWidth.of(text) <= row.maxX {
      frame.put(text, x: row.maxX - TextWidth.of(text), y: row.y, .muted, in: row)
      break
    }
  }

  private mutating func drawBorders() {
    let width = frame.size.width
    guard lesson.page.stage != nil else { return }
    frame.horizontalLine(x: 0, y: layout.header.maxY, width: width)
    if layout.isWide {
      let x = layout.text.maxX + 1
      frame.horizontalLine(x: 0, y: layout.timeline.y - 1, width: width)
      frame.verticalLine(
        x: x, y: layout.header.maxY, height: layout.timeline.y - layout.header.maxY)
      frame.horizontalLine(x: x, y: layout.inspector.y - 1, width: width - x)
    } else {
      frame.horizontalLine(x: 0, y: layout.stage.y - 1, width: width)
      frame.horizontalLine(x: 0, y: layout.inspector.y - 1, width: width)
    }
    drawPaneTitles()
  }

  /// Each pane says what it is, the one the keys go to in bold.
  private mutating func drawPaneTitles() {
    let glyphs = state.glyphs
    let focus = lesson.focus
    func mark(_ pane: LessonState.Pane) -> Style { pane == focus ? .strong : .muted }
    let textY = layout.text.y - 1
    let above = min(lesson.page.scroll, max(0, lines.count - layout.text.height))
    let hidden = lines.count - layout.text.height - above
    let more = hidden > 0 ? " \(glyphs.down) \(hidden) more " : above > 0 ? " \(glyphs.up) " : " "
    frame.put(" text\(more)", x: 2, y: textY, mark(.text))
    let stageX = layout.isWide ? layout.stage.x + 1 : 2
    frame.put(" \(glyphs.text(stageTitle)) ", x: stageX, y: layout.stage.y - 1, mark(.stage))
    frame.put(
      " \(glyphs.text(inspectorTitle)) ", x: stageX, y: layout.inspector.y - 1, mark(.inspector))
  }

  /// The views shown, and how to see those that are not.
  private var stageTitle: String {
    guard let stage = lesson.page.stage, let pictures else { return "" }
    let names = stage.scene.views.map { type(of: $0).name }
    let shown = pictures.names.joined(separator: " + ")
    guard pictures.names.count < names.count, let index = names.firstIndex(of: pictures.names[0])
    else { return shown }
    let isLast = index == names.count - 1
    return "\(shown)   \\ shows \(isLast ? names[0] : names[index + 1])"
  }

  private var inspectorTitle: String {
    if let note = state.note { return note.title }
    guard let stage = lesson.page.shownStage else { return "" }
    if stage.inspected.isEmpty {
      return lesson.page.twin.map { "this step, \($0.title(isTwin: lesson.page.isOnTwin))" }
        ?? "this step"
    }
    return stage.inspected.map { stage.name(of: $0.entry) }
      .joined(separator: " \(state.glyphs.breadcrumb) ")
  }

  // MARK: Text

  private mutating func drawText() {
    let area = layout.text
    lastScroll = max(0, lines.count - area.height)
    let first = min(lesson.page.scroll, lastScroll)
    for (row, line) in lines.dropFirst(first).prefix(area.height).enumerated() {
      frame.put(line, x: area.x, y: area.y + row, in: area)
    }
    if text?.hasMore == true, lines.count - first < area.height {
      let y = area.y + lines.count - first
      frame.put("space goes on \(state.glyphs.right)", x: area.x, y: y, .muted, in: area)
    }
  }

  // MARK: Inspector and timeline

  private mutating func drawInspector(_ stage: StageState) {
    let picture = InspectorPicture(inspectorLines(stage), in: layout.inspector)
    picture.draw(into: &frame)
    operands = picture.operands
  }

  private func inspectorLines(_ stage: StageState) -> [StyledText] {
    if let note = state.note { return note.lines(state.glyphs) }
    if let asked = stage.inspected.last {
      return stage.inspection(of: asked, isChoosing: lesson.focus == .inspector, state.glyphs)
    }
    return StepText(stage, state.glyphs, difference: lesson.page.stepDifference).lines
  }

  /// What goes on by itself.
  private var playing: String {
    switch state.playing {
    case nil: ""
    case .steps: "playing, \(state.speed.text)"
    case .training: "training"
    case .seed: lesson.page.stage?.seeds.last.map { "seed \($0.seed), training" } ?? ""
    }
  }

  private mutating func drawTimeline(_ stage: StageState) {
    TimelinePicture(stage, state.glyphs, playing: playing).draw(into: &frame, in: layout.timeline)
  }
}
