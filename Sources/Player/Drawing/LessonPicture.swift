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
  /// How many lines the text has, seen or not.
  var lineCount: Int { lines.count }
  private let state: State
  private let lesson: LessonState
  private let layout: LessonLayout
  private let lines: [[Run]]
  private let text: PageText?
  private let pictures: PairPicture?
  /// The question in the place of the text.
  private let question: QuestionText?

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
    let pointed = page.stage.flatMap { stage in stage.shownCursor.map { stage.name(of: $0) } }
    // A model's own captions stand beside its steps too: the stage needs the room more.
    layout = LessonLayout(
      state.size, hasStage: page.stage != nil, isPair: page.twin != nil,
      stageHeight: Self.stageHeight(page, state.glyphs),
      textShare: lesson.chapter.isModel ? 0.2 : 0.5,
      question: lesson.question.map { asked in
        LessonLayout.QuestionRoom(
          height: { QuestionText(asked, width: $0, state.glyphs).height },
          below: Self.paneBelow(asked, lesson))
      }
    ) {
      wholeText?.lines(width: $0).count ?? 0
    }
    let width = layout.text.width
    let asked = lesson.question.map {
      QuestionText($0, pointed: pointed, width: width, state.glyphs)
    }
    question = asked
    lines = asked?.rows.map(\.runs) ?? text?.lines(width: width) ?? []
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

  /// On a small screen there is one pane below a question: the stage, and behind an answer how the
  /// number comes out.
  private static func paneBelow(
    _ question: QuestionState, _ lesson: LessonState
  ) -> LessonState.Pane? {
    guard lesson.focus == .question, !question.kind.asksForCell else { return nil }
    let hasNumber = question.shownDerivations != nil || question.stage != nil
    return question.isSettled && hasNumber ? .inspector : .stage
  }

  private mutating func draw() {
    drawHeader()
    drawBorders()
    drawText()
    if let stage = lesson.page.stage, let shown = lesson.page.shownStage,
      let pictures
    {
      if !layout.stage.isEmpty { (places, otherPlaces) = pictures.draw(into: &frame) }
      drawInspector(shown)
      drawTimeline(stage)
    }
    frame.cursor = focused
    FooterPicture(state).draw(into: &frame, in: layout.footer)
  }

  /// Where the terminal's own cursor goes: it follows the focus, for whoever reads with it.
  private var focused: Point? {
    if lesson.focus == .question { return questionCursor }
    guard let stage = lesson.page.shownStage else { return nil }
    switch lesson.focus {
    case .text, .question: return nil
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
    if layout.text.contains(point) { return question == nil ? .text : .question }
    if layout.stage.contains(point) { return .stage }
    return layout.inspector.contains(point) && lesson.page.shownStage?.inspected.isEmpty == false
      ? .inspector : nil
  }

  // MARK: Header and borders

  private mutating func drawHeader() {
    HeaderPicture(state, lesson).draw(into: &frame, in: layout.header)
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
      for pane in [layout.stage, layout.inspector] where !pane.isEmpty {
        frame.horizontalLine(x: 0, y: pane.y - 1, width: width)
      }
    }
    drawPaneTitles()
  }

  /// Each pane says what it is, the one the keys go to in bold.
  private mutating func drawPaneTitles() {
    drawTextTitle()
    let glyphs = state.glyphs
    let focus = lesson.focus
    func mark(_ pane: LessonState.Pane) -> Style { pane == focus ? .strong : .muted }
    let stageX = layout.isWide ? layout.stage.x + 1 : 2
    for (pane, title, area) in [
      (LessonState.Pane.stage, stageTitle, layout.stage),
      (.inspector, inspectorTitle, layout.inspector),
    ] where !area.isEmpty {
      frame.put(" \(glyphs.text(title)) ", x: stageX, y: area.y - 1, mark(pane))
    }
  }

  private mutating func drawTextTitle() {
    let glyphs = state.glyphs
    let above = firstLine
    let hidden = lines.count - layout.text.height - above
    let more = hidden > 0 ? " \(glyphs.down) \(hidden) more " : above > 0 ? " \(glyphs.up) " : " "
    let isHere = lesson.focus == .text || lesson.focus == .question
    frame.put(" \(textTitle)\(more)", x: 2, y: layout.text.y - 1, isHere ? .strong : .muted)
  }

  /// `question 1 of 2` where a question stands in the place of the text.
  private var textTitle: String {
    guard let index = lesson.openIndex else { return "text" }
    let count = lesson.pageQuestions.count
    return lesson.isInQuiz || count == 1 ? "question" : "question \(index + 1) of \(count)"
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
    if workingLines != nil { return "how it comes out" }
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
    let first = firstLine
    for (row, line) in lines.dropFirst(first).prefix(area.height).enumerated() {
      frame.put(line, x: area.x, y: area.y + row, in: area)
    }
    if question == nil, text?.hasMore == true, lines.count - first < area.height {
      let y = area.y + lines.count - first
      frame.put(state.glyphs.text(behindPause), x: area.x, y: y, .muted, in: area)
    }
  }

  /// How to come to the text behind a pause.
  private var behindPause: String {
    guard let stage = lesson.page.stage,
      stage.scene.position(after: stage.position, stage.size) != nil
    else { return "space goes on →" }
    return "more after the last step"
  }

  /// The first line that is shown: as the student has scrolled, else so that of a question what was
  /// written last is seen.
  private var firstLine: Int {
    let last = max(0, lines.count - layout.text.height)
    guard let question else { return min(lesson.page.scroll, last) }
    if let scroll = lesson.question?.scroll { return min(scroll, last) }
    let newest = question.newest.isEmpty ? question.cursor?.y ?? 0 : question.newest.upperBound - 1
    return max(0, min(newest - layout.text.height + 1, last))
  }

  private var questionCursor: Point? {
    guard let place = question?.cursor else { return nil }
    let point = Point(x: layout.text.x + place.x, y: layout.text.y + place.y - firstLine)
    return layout.text.contains(point) ? point : nil
  }

  /// The answer of the question that stands at a place.
  func option(at point: Point) -> Int? {
    guard let question, layout.text.contains(point) else { return nil }
    let row = point.y - layout.text.y + firstLine
    return question.rows.indices.contains(row) ? question.rows[row].option : nil
  }

  // MARK: Inspector and timeline

  private mutating func drawInspector(_ stage: StageState) {
    let picture = InspectorPicture(inspectorLines(stage), in: layout.inspector)
    picture.draw(into: &frame)
    operands = picture.operands
  }

  private func inspectorLines(_ stage: StageState) -> [StyledText] {
    if let note = state.note { return note.lines(state.glyphs) }
    if let lines = workingLines { return lines }
    if let asked = stage.inspected.last {
      return stage.inspection(of: asked, isChoosing: lesson.focus == .inspector, state.glyphs)
    }
    return StepText(stage, state.glyphs, difference: lesson.page.stepDifference).lines
  }

  /// How the right number of a question comes out that stands nowhere on the stage.
  private var workingLines: [StyledText]? {
    guard lesson.focus == .question, let question = lesson.question else { return nil }
    return question.workingLines(state.glyphs)
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
