import Autograd
import Courseware
import Screen

/// A question as lines of text: what is asked, what can be answered, what came of it.
///
/// What is said to an answer has its lines from the start, so that nothing moves when it comes.
struct QuestionText {
  struct Row {
    var runs: [Run]
    /// The answer that stands here.
    var option: Int?
  }

  private(set) var rows: [Row] = []
  /// How many rows the question takes at most, whatever is answered.
  private(set) var height = 0
  /// Where the caret or the chosen answer stands, counted from the first row.
  private(set) var cursor: Point?
  /// The rows that were written last, which must be seen.
  private(set) var newest = 0..<0
  private let question: QuestionState
  private let width: Int
  private let glyphs: GlyphSet
  private let inlines: InlineText

  /// - Parameter pointed: what the stage's cursor is on, where a number of the stage is asked for.
  init(_ question: QuestionState, pointed: String? = nil, width: Int, _ glyphs: GlyphSet) {
    self.question = question
    self.width = width
    self.glyphs = glyphs
    inlines = InlineText(glyphs: glyphs)
    add(inlines.text(question.asked.ask))
    rows.append(Row(runs: []))
    addAnswers(pointed)
    addFeedback()
    addHints()
    while rows.last?.runs.isEmpty == true { rows.removeLast() }
  }

  // MARK: Answers

  private mutating func addAnswers(_ pointed: String?) {
    switch question.kind {
    case .chooseOne, .chooseAll, .order:
      for (index, option) in question.asked.options.enumerated() {
        add(option: index, inlines.text(option.text))
      }
    case .sign:
      for (index, sign) in Sign.allCases.enumerated() { add(option: index, text(sign.rawValue)) }
    case .number: addField()
    case .pick:
      let name = question.last?.text ?? pointed ?? "none yet"
      let label = question.isSettled ? "you pointed at " : "the cursor is on "
      guard !question.isSkipped else { return add(truth) }
      add(text(label, .muted) + text("\(name)   ", .strong) + truth)
    }
  }

  private mutating func add(option index: Int, _ content: StyledText) {
    let mark = OptionMark(index, question, glyphs)
    let label = text(AnswerLabel.text(index, question.kind), .key)
    let head = mark.pointer + " " + label + " " + mark.box
    if question.draft.pointer == index, !question.isSettled { cursor = Point(x: 0, y: rows.count) }
    for line in (head + content).wrapped(width: width, indent: head.width) {
      rows.append(Row(runs: line, option: index))
    }
  }

  /// Columns of a number's field; a longer text shows what is before the caret.
  private static let fieldWidth = 14

  private mutating func addField() {
    let label = text("your answer ")
    guard !question.isSettled else {
      guard let said = question.last?.text, !question.isSkipped else { return add(truth) }
      return add(label + text(said + "   ", .strong) + truth)
    }
    let field = question.draft.field
    let before = String(field.beforeCaret.suffix(Self.fieldWidth - 1))
    let shown = String((before + field.text.suffix(field.behind)).prefix(Self.fieldWidth))
    let gap = String(repeating: " ", count: max(0, Self.fieldWidth - TextWidth.of(shown)))
    cursor = Point(x: label.width + 1 + TextWidth.of(before), y: rows.count)
    add(label + text("[", .muted) + text(shown, .strong) + text("\(gap)]", .muted))
  }

  /// The right number beside what was said, once it may be seen.
  private var truth: StyledText {
    guard question.isSettled else { return "" }
    return text("it is ", .muted) + text(question.asked.rightText, .strong)
  }

  // MARK: What is said to it

  private mutating func addFeedback() {
    rows.append(Row(runs: []))
    let said = Feedback(question, inlines, glyphs)
    let first = rows.count
    add(said.lines)
    let reserved = said.possible.map { lines($0).count }.max() ?? 0
    newest = first..<rows.count
    // One more, between it and the hints.
    while rows.count < first + reserved + 1 { rows.append(Row(runs: [])) }
  }

  private mutating func addHints() {
    let hints = question.asked.hints.enumerated().map { number, hint in
      text("hint \(number + 1): ", .muted) + inlines.text(hint)
    }
    height = rows.count + lines(hints).count
    guard question.hints > 0 else { return }
    add(Array(hints.prefix(question.hints)))
    if !question.isSettled, question.tries.isEmpty { newest = rows.count - 1..<rows.count }
  }

  // MARK: Pieces

  private mutating func add(_ texts: [StyledText]) {
    rows += lines(texts).map { Row(runs: $0) }
  }

  private mutating func add(_ text: StyledText) { add([text]) }

  private func lines(_ texts: [StyledText]) -> [[Run]] {
    texts.flatMap { $0.wrapped(width: width) }
  }

  private func text(_ text: String, _ style: Style = .plain) -> StyledText {
    StyledText(glyphs.text(text), style)
  }
}

/// What stands before an answer of a list.
private struct OptionMark {
  /// The pointer; behind a verdict, whether it is right.
  let pointer: StyledText
  /// What is marked.
  let box: StyledText

  init(_ index: Int, _ question: QuestionState, _ glyphs: GlyphSet) {
    let isPointed = question.draft.pointer == index && !question.isSettled
    let mark = question.mark(of: index)
    pointer =
      isPointed
      ? StyledText(glyphs.pointer, .strong)
      : mark.map { StyledText($0 ? glyphs.check : glyphs.cross, $0 ? .right : .wrong) } ?? " "
    box = StyledText(Self.box(index, question, glyphs), .strong)
  }

  private static func box(_ index: Int, _ question: QuestionState, _ glyphs: GlyphSet) -> String {
    let place = question.draft.marked.firstIndex(of: index)
    switch question.kind {
    case .chooseAll: return "[\(place == nil ? " " : glyphs.dot)] "
    case .order:
      let right = question.isSettled ? question.asked.rightOrder.firstIndex(of: index) : place
      return "[\(right.map { "\($0 + 1)" } ?? " ")] "
    default: return " "
    }
  }
}

extension QuestionState {
  /// Whether an answer of the list is right or wrong, as far as may be said.
  fileprivate func mark(of index: Int) -> Bool? {
    let said = last?.response
    switch asked.right {
    case .choice(let right): return mark(.choice(index), isRight: index == right)
    case .sign(let right):
      let sign = Sign.allCases[index]
      return mark(.sign(sign), isRight: sign == right)
    case .choices(let right):
      guard isSettled else { return nil }
      return right.contains(index) ? true : draft.marked.contains(index) ? false : nil
    case .order(let right):
      guard isSettled, case .order(let given) = said else { return nil }
      return given.firstIndex(of: index) == right.firstIndex(of: index)
    case .number, .cell: return nil
    }
  }

  private func mark(_ response: Response, isRight: Bool) -> Bool? {
    if isSettled, isRight { return true }
    return tries.contains { $0.response == response } && !isRight ? false : nil
  }
}

extension AskedQuestion {
  /// The places of an order's steps as they belong.
  fileprivate var rightOrder: [Int] { if case .order(let order) = right { order } else { [] } }
}
