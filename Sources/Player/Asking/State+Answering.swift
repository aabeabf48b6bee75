import Courseware
import Screen

/// Keys in a question.
extension State {
  /// Where the keys of a question go; nil where none is open, or the keys go elsewhere.
  var questionContext: KeyContext? {
    guard let lesson, let question = lesson.question else { return nil }
    let isHere = lesson.focus == .question
    if question.isSettled { return isHere ? .answered : nil }
    switch question.kind {
    case .pick: return isHere || lesson.focus == .stage ? .pick : nil
    case .chooseOne: return isHere ? .choice : nil
    case .chooseAll: return isHere ? .choices : nil
    case .order: return isHere ? .order : nil
    case .sign: return isHere ? .sign : nil
    case .number: return isHere ? .number : nil
    }
  }

  // MARK: A number's field

  /// Whether a key goes into the field. In an empty one only what a number can begin with does:
  /// with the other keys one asks for a hint, or leaves.
  func typesAnswer(_ key: Key) -> Bool {
    guard context == .number, let field = lesson?.question?.draft.field else { return false }
    switch key {
    case .character(let character):
      return !field.isBlank || character.isNumber || ".,-−–+/".contains(character)
    case .backspace, .left, .right, .home, .end, .control("u"): return !field.text.isEmpty
    default: return false
    }
  }

  mutating func typeAnswer(_ key: Key) {
    guard var field = lesson?.question?.draft.field else { return }
    switch key {
    case .character(let character): field.append(String(character))
    case .backspace: field.deleteBackward()
    case .left: field.moveCaret(by: -1)
    case .right: field.moveCaret(by: 1)
    case .home: field.moveCaret(by: -Prompt.longest)
    case .end: field.moveCaret(by: Prompt.longest)
    default: field.deleteAll()
    }
    lesson?.question?.draft.field = field
  }

  mutating func pasteAnswer(_ text: String) {
    if context == .number { lesson?.question?.draft.field.append(text) }
  }

  // MARK: Choosing

  mutating func choose(_ key: Key) {
    guard let question = lesson?.question, case .character(let character) = key,
      let index = AnswerLabel.index(of: character, question.kind)
    else { return }
    choose(index)
  }

  /// Points at an answer; where several may be marked, marks it or takes the mark away.
  mutating func choose(_ index: Int) {
    guard let question = lesson?.question else { return }
    guard index < question.optionCount else {
      return say("there are \(question.optionCount) answers")
    }
    lesson?.question?.draft.pointer = index
    if context == .choices || context == .order { lesson?.question?.draft.toggle(index) }
  }

  private mutating func point(by offset: Int) {
    guard let question = lesson?.question, question.optionCount > 0 else { return }
    let last = question.optionCount - 1
    let next = question.draft.pointer.map { $0 + offset } ?? (offset > 0 ? 0 : last)
    lesson?.question?.draft.pointer = max(0, min(next, last))
  }

  private mutating func mark(_ isMarked: Bool) {
    guard let draft = lesson?.question?.draft, let pointer = draft.pointer else {
      return say("go to an answer first")
    }
    if draft.marked.contains(pointer) != isMarked { lesson?.question?.draft.toggle(pointer) }
  }

  // MARK: Commands

  /// - Returns: nil where the command means the same as without a question.
  mutating func obeyInQuestion(_ command: Command) -> [Effect]? {
    switch command {
    case .submit: return submitAnswer()
    case .hint: openHint()
    case .skip: return skipQuestion()
    case .easy: return callEasy()
    case .takeBack: return takeBack()
    case .mark: mark(true)
    case .unmark: mark(false)
    case .stepForward where questionContext == .pick && lesson?.focus == .stage: return nil
    case .stepForward where questionContext != nil: return goOn()
    case .up where context == .number || context == .answered: scrollQuestion(by: -1)
    case .down where context == .number || context == .answered: scrollQuestion(by: 1)
    case .up where questionContext != nil && context != .pick: point(by: -1)
    case .down where questionContext != nil && context != .pick: point(by: 1)
    case .why where context == .answered: return showHow()
    case .left, .right, .up, .down:
      if context == .pick { lesson?.focus = .stage }
      return nil
    default: return nil
    }
    return []
  }

  private mutating func takeBack() -> [Effect] {
    if lesson?.question?.isSettled == false, lesson?.question?.draft.takeBack() == true {
      return []
    }
    return goBackFromQuestion()
  }

  private mutating func openHint() {
    guard let count = lesson?.question?.asked.question.hints.count, count > 0 else {
      return say("this question has no hints")
    }
    if lesson?.question?.openHint() != true { say("there are no more hints") }
  }

  private mutating func scrollQuestion(by lines: Int) {
    let last = LessonPicture(self)?.lastScroll ?? 0
    let now = min(lesson?.question?.scroll ?? last, last)
    lesson?.question?.scroll = max(0, min(now + lines, last))
  }

  /// Through the lines by which the number comes out, or into its explanation on the stage, operand by
  /// operand; on, where there is no number to work out.
  private mutating func showHow() -> [Effect] {
    if lesson?.question?.shownDerivations != nil {
      lesson?.question?.stepWorking()
    } else if lesson?.question?.stage != nil, lesson?.page.stage?.inspected.isEmpty == false {
      lesson?.focus = .inspector
    } else {
      return goOn()
    }
    return []
  }
}

extension Prompt {
  /// Whether nothing is typed but spaces.
  var isBlank: Bool { text.allSatisfy(\.isWhitespace) }
}
