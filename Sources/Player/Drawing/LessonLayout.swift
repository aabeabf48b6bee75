import Screen

/// Where the parts of a lesson's picture lie.
struct LessonLayout: Hashable {
  let header: Rect
  let text: Rect
  /// Empty on a page without a scene.
  let stage: Rect
  let inspector: Rect
  let timeline: Rect
  let footer: Rect
  /// Whether the text stands beside the stage, not above it.
  let isWide: Bool

  /// A question in the place of the text.
  struct QuestionRoom {
    /// How many rows it takes at a width, whatever is answered.
    let height: (Int) -> Int
    /// What keeps its place where there is not room for both stage and inspector; nil where both
    /// are needed more than all of the question.
    let below: LessonState.Pane?
  }

  /// A question with one pane below it; where even that has no room, the question alone.
  private static func parts(_ height: Int, in area: Rect) -> [Rect] {
    let parts = area.rows([.fixed(1), .fixed(height), .fixed(1), .share(1)])
    guard parts[3].height < leastBelow else { return [parts[1], parts[3]] }
    let all = area.rows([.fixed(1), .share(1)])[1]
    return [all, Rect(x: 0, y: area.maxY, width: 0, height: 0)]
  }

  static let wide = 100
  private static let leastBelow = 4
  /// With fewer rows a stage beside a question shows nothing.
  private static let leastStage = 7

  /// - Parameters:
  ///   - isPair: whether the stage holds two scenes, which need the room more than the text does.
  ///   - textShare: how much of the room the text may take above a stage that needs it all.
  ///   - question: what stands in the place of the text, where a question does.
  ///   - textLines: how many lines the text takes at a width.
  init(
    _ size: Size, hasStage: Bool, isPair: Bool = false, stageHeight: Int, textShare: Double = 0.5,
    question: QuestionRoom? = nil, textLines: (Int) -> Int
  ) {
    let rows = Rect(size).rows([.fixed(1), .share(1), .fixed(1), .fixed(1)])
    header = rows[0]
    timeline = rows[2]
    footer = rows[3]
    let body = rows[1]
    isWide = size.width >= Self.wide
    guard hasStage else {
      let width = min(72, body.width - 4)
      text = Rect(
        x: max(1, (body.width - width) / 2), y: body.y + 1, width: width, height: body.height - 2)
      stage = Rect(x: 0, y: body.maxY, width: 0, height: 0)
      inspector = stage
      return
    }
    if isWide {
      let share = isPair ? body.width / 4 : body.width * 2 / 5
      let textWidth = max(isPair ? 34 : 38, min(66, share))
      let columns = body.inset(x: 0, y: 1).columns([.fixed(textWidth), .fixed(1), .share(1)])
      let lines = max(5, min(9, body.height / 4))
      let right = columns[2].rows([.share(1), .fixed(1), .fixed(lines)])
      text = columns[0].inset(x: 1, y: 0)
      stage = right[0].inset(x: 1, y: 0)
      inspector = right[2].inset(x: 1, y: 0)
    } else {
      let inner = body.inset(x: 1, y: 0)
      let lines = size.height >= 30 ? 6 : 4
      let room = body.height - lines - 3
      if let question, let below = question.below,
        question.height(inner.width) > room - Self.leastStage
      {
        let parts = Self.parts(question.height(inner.width), in: inner)
        let none = Rect(x: 0, y: body.maxY, width: 0, height: 0)
        text = parts[0]
        stage = below == .stage ? parts[1] : none
        inspector = below == .inspector ? parts[1] : none
        return
      }
      // A share for the text; more where the stage does not need all of its own.
      let limit = max(room - stageHeight, Int(Double(room) * textShare))
      let wanted = question?.height(inner.width) ?? textLines(inner.width)
      let textHeight = max(
        3, min(wanted, question == nil ? limit : max(limit, room - Self.leastStage)))
      let parts = inner.rows([
        .fixed(1), .fixed(textHeight), .fixed(1), .share(1), .fixed(1), .fixed(lines),
      ])
      text = parts[1]
      stage = parts[3]
      inspector = parts[5]
    }
  }
}
