import Autograd
import Equations
import Screen
import Views

extension State {
  mutating func ask(_ purpose: Prompt.Purpose) {
    guard lesson?.page.stage != nil else { return say("this page has no numbers") }
    prompt = Prompt(purpose: purpose)
  }

  /// Asks for a new number for what the cursor is on; where that is computed, for the first number
  /// the page invites to change.
  mutating func startEdit() {
    if refusesChange() { return }
    guard let stage = lesson?.page.stage else { return say("this page has no numbers to change") }
    // A number the student has gone to is the one meant; without, the first that is invited.
    if let cursor = stage.cursor, !stage.scene.isEditable(cursor) {
      return say(
        "\(stage.name(of: cursor)) is computed; i overwrites it, e changes an input or a weight")
    }
    guard let entry = stage.editTarget else { return say("nothing here can be changed") }
    lesson?.page.stage?.cursor = entry
    lesson?.focus = .stage
    prompt = Prompt(
      purpose: .edit(name: stage.name(of: entry), now: stage.reading(entry).short))
  }

  // MARK: Typing

  mutating func typed(_ key: Key) -> [Effect] {
    if showsAnswer(key) { return submitGuess("") }
    switch key {
    case .escape: prompt = nil
    case .enter: return submit()
    case .tab where prompt?.purpose == .goTo: completeName()
    case .backspace: prompt?.deleteBackward()
    case .left: prompt?.moveCaret(by: -1)
    case .right: prompt?.moveCaret(by: 1)
    case .home: prompt?.moveCaret(by: -Prompt.longest)
    case .end: prompt?.moveCaret(by: Prompt.longest)
    case .control("u"): prompt?.deleteAll()
    case .character(let character): prompt?.append(String(character))
    default: say("enter takes it, esc leaves it")
    }
    return []
  }

  private mutating func submit() -> [Effect] {
    guard let prompt else { return [] }
    switch prompt.purpose {
    case .guess: return submitGuess(prompt.text)
    case .equation(let range): submitEquation(prompt.text, at: range)
    // A question has its own field.
    case .answer: self.prompt = nil
    case .goTo:
      if goTo(prompt.text) { self.prompt = nil }
    case .edit:
      guard let stage = lesson?.page.stage, let entry = stage.cursor else { return [] }
      guard let value = stage.number(prompt.text, for: entry) else {
        say(stage.needed(for: entry), isProblem: true)
        return []
      }
      lesson?.page.stage?.change(entry, to: value)
      self.prompt = nil
      tellOverwriting(entry)
    }
    return []
  }

  /// A number as people type it: `0.5`, `.5`, `1/2`, `5e-1`, `0,5`, `−0.5`.
  static func number(_ text: String) -> Double? { try? NumberText(text).value }
}

extension StageState {
  func isToken(_ entry: Autograd.Entry) -> Bool {
    trace.graph[entry.quantity.node].isToken
  }

  /// What a person typed for an entry: a number, or a token's word.
  fileprivate func number(_ text: String, for entry: Autograd.Entry) -> Double? {
    guard isToken(entry) else { return State.number(text) }
    return scene.model.token(typed: text, of: entry.quantity.node).map(Double.init)
  }

  func accepts(_ value: Double, for entry: Autograd.Entry) -> Bool {
    let count = scene.model.tokenCount(of: entry.quantity.node)
    return count.map { count in Int(exactly: value).map { (0..<count).contains($0) } ?? false }
      ?? true
  }

  func needed(for entry: Autograd.Entry) -> String {
    guard let count = scene.model.tokenCount(of: entry.quantity.node) else {
      return "a number is needed here, such as 0.5 or −1 or 1/2"
    }
    let hasWords = trace.graph.spelling(of: entry.quantity.node, 0) != nil
    return "a token from 0 to \(count - 1) is needed here\(hasWords ? ", or its word" : "")"
  }

  /// What `e` changes.
  fileprivate var editTarget: Autograd.Entry? {
    if let shownCursor, scene.isEditable(shownCursor) { return shownCursor }
    let invited = scene.editable.first
    let weight = scene.model.declarations.first { $0.role == .weight }?.node
    return (invited ?? weight ?? scene.model.declarations.first?.node).map {
      Autograd.Entry(.value($0))
    }
  }

  /// What stands on the stage for a number that is known.
  func reading(_ entry: Autograd.Entry) -> Double {
    context(.unicode, cursor: nil).reading(entry) ?? trace[entry]
  }

  /// `w[1]`, as it is shown.
  package func name(of entry: Autograd.Entry) -> String { trace.name(of: entry) }
}
