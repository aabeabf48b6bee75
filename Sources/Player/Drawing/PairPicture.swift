import Autograd
import Screen
import Views

/// What the stage shows: a scene, or two that are compared, both where there is room for both, else
/// the one the student looks at.
struct PairPicture {
  /// A scene in its part of the stage.
  private struct Side {
    var picture: StagePicture
    let context: ViewContext
    let title: String
    /// The row of the title; empty where there is nothing to compare.
    let titleRow: Rect
    let isTwin: Bool
    let rect: Rect

    /// One of two, below its title.
    init(
      _ stage: StageState, _ context: ViewContext, title: String, isTwin: Bool, in rect: Rect
    ) {
      let rows = rect.rows([.fixed(1), .share(1)])
      picture = StagePicture(stage, context, in: rows[1])
      titleRow = rows[0]
      self.context = context
      self.title = title
      self.isTwin = isTwin
      self.rect = rect
    }

    /// All there is.
    init(_ stage: StageState, _ context: ViewContext, in rect: Rect) {
      picture = StagePicture(stage, context, in: rect)
      titleRow = Rect(x: 0, y: 0, width: 0, height: 0)
      self.context = context
      title = ""
      isTwin = false
      self.rect = rect
    }

    /// With the first of its views alone.
    func alone(in rect: Rect) -> Side {
      var side = self
      side.picture = picture.alone(in: rect.rows([.fixed(1), .share(1)])[1])
      return side
    }
  }

  private let sides: [Side]
  private let isOnTwin: Bool
  private let comparison: LossLine?
  private let differences: DifferenceMarks?

  /// - Returns: nil on a page without a scene.
  init?(_ lesson: LessonState, _ glyphs: GlyphSet, in rect: Rect) {
    guard let stage = lesson.page.stage else { return nil }
    let page = lesson.page
    isOnTwin = page.isOnTwin
    func context(_ stage: StageState, isShown: Bool) -> ViewContext {
      // Who reads has no cursor on the stage, unless one was put there.
      let isReading = [.text, .question].contains(lesson.focus) && stage.cursor == nil
      return stage.context(glyphs, cursor: isReading || !isShown ? nil : stage.shownCursor)
    }
    let first = context(stage, isShown: !page.isOnTwin)
    guard let twin = page.twin else {
      sides = [Side(stage, first, in: rect)]
      comparison = nil
      differences = nil
      return
    }
    let second = context(twin.stage, isShown: page.isOnTwin)
    let rows = rect.rows([.share(1), .fixed(rect.height > 6 ? 1 : 0)])
    let pairs = [(stage, first), (twin.stage, second)]
    let areas = PairLayout.areas(pairs, in: rows[0], isOnTwin: page.isOnTwin)
    let drawn = zip(pairs, areas).enumerated().compactMap { number, pair -> Side? in
      guard let area = pair.1 else { return nil }
      return Side(
        pair.0.0, pair.0.1, title: twin.title(isTwin: number == 1), isTwin: number == 1, in: area)
    }
    // What is compared is shown alike.
    let isAlike = Set(drawn.map(\.picture.names)).count == 1
    sides = zip(drawn, areas.compactMap(\.self)).map { isAlike ? $0 : $0.alone(in: $1) }
    differences = twin.twin.isBroken ? DifferenceMarks(first, second, page, in: rows[1]) : nil
    comparison = twin.twin.isBroken ? nil : LossLine(first, second, twin, in: rows[1])
  }

  /// The names of the views that are shown.
  var names: [String] { sides.first?.picture.names ?? [] }

  /// The views in which a number cannot be reached that would be there with room enough.
  var cutViews: [String] {
    sides.flatMap(\.picture.cutViews).reduce(into: []) { names, name in
      if !names.contains(name) { names.append(name) }
    }
  }

  /// - Returns: the numbers of the scene the student looks at, and those of the other one.
  func draw(into frame: inout Frame) -> (shown: [Place], others: [Place]) {
    var shown: [Place] = [], others: [Place] = []
    for side in sides {
      drawTitle(of: side, into: &frame)
      let places = side.picture.draw(into: &frame)
      differences?.mark(places, into: &frame, in: side.rect)
      if side.isTwin == isOnTwin { shown += places } else { others += places }
    }
    differences?.drawLine(into: &frame)
    if let drawn = comparison?.draw(into: &frame) {
      shown += isOnTwin ? drawn.second : drawn.first
      others += isOnTwin ? drawn.first : drawn.second
    }
    return (shown, others)
  }

  private func drawTitle(of side: Side, into frame: inout Frame) {
    guard !side.titleRow.isEmpty else { return }
    let row = side.titleRow, glyphs = side.context.glyphs
    let isShown = side.isTwin == isOnTwin
    let mark = isShown ? "\(glyphs.pointer) " : "  "
    let other = sides.count == 1 ? "   | shows the other" : ""
    let text = truncated(
      "\(mark)\(glyphs.text(side.title))", to: row.width, ellipsis: glyphs.ellipsis)
    let x = frame.put(text, x: row.x, y: row.y, isShown ? .strong : .muted, in: row)
    frame.put(other, x: x, y: row.y, .muted, in: row)
  }
}
