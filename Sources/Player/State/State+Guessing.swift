import Autograd
import Screen
import Views

extension StageState {
  /// The number that the next step would compute, where it must be guessed first.
  package var awaited: Autograd.Entry? { scene.awaited(at: position, guesses) }

  /// Keeps what was said of the number the steps wait for, and computes it where nothing else is
  /// waited for.
  @discardableResult
  mutating func guess(_ said: Guess.Said) -> Guess? {
    guard let entry = awaited else { return nil }
    let guess = Guess(said, truth: trace[entry])
    var all = guesses
    all[entry, position.presentation] = guess
    put(all)
    if awaited == nil {
      go(to: ScenePosition(presentation: position.presentation, ticks: position.ticks + 1))
      isHeldBack = false
    }
    return guess
  }

  /// Lets the steps go on without a guess.
  mutating func showAnswers() {
    var all = guesses
    for (presentation, entry) in scene.asked where all[entry, presentation] == nil {
      all[entry, presentation] = Guess(.nothing, truth: trace[entry])
    }
    put(all)
  }

  /// A name for the number that is asked: a weight's next value is called by the weight.
  func askedName(of entry: Autograd.Entry) -> String {
    guard let weight = scene.model.graph.weight(updatedBy: entry.quantity.node) else {
      return name(of: entry)
    }
    let old = Autograd.Entry(.value(weight), row: entry.row, column: entry.column)
    return "\(name(of: old)) after its update"
  }

  /// What a person's text says of a number; nil where it says nothing.
  fileprivate func said(_ text: String, of entry: Autograd.Entry) -> Guess.Said? {
    let text = text.filter { !$0.isWhitespace }
    let node = entry.quantity.node
    switch text {
    case "": return .nothing
    case "+": return .sign(isPositive: true)
    case "-", "−": return .sign(isPositive: false)
    default: break
    }
    guard trace.graph[node].isToken else { return State.number(text).map(Guess.Said.number) }
    return scene.model.token(typed: text, of: node).map { number in
      .token(Double(number), word: trace.graph.spelling(of: node, Double(number)) ?? text)
    }
  }
}

extension State {
  /// Asks for the number a step was held back by.
  mutating func askForGuess() {
    guard let stage = lesson?.page.stage, stage.isHeldBack else { return }
    lesson?.page.stage?.isHeldBack = false
    playing = nil
    openGuess()
  }

  /// Whether a key gives up guessing: `S`, or a clicker's key for the next step.
  func showsAnswer(_ key: Key) -> Bool {
    guard case .guess = prompt?.purpose, prompt?.text.isEmpty == true else { return false }
    return key == .character("S") || key == .pageDown
  }

  private mutating func openGuess() {
    guard let stage = lesson?.page.stage, let entry = stage.awaited else { return }
    lesson?.page.stage?.cursor = entry
    prompt = Prompt(purpose: .guess(name: stage.askedName(of: entry)))
  }

  /// Takes what was typed, and says what the number is.
  mutating func submitGuess(_ text: String) -> [Effect] {
    guard let stage = lesson?.page.stage, let entry = stage.awaited else {
      prompt = nil
      return []
    }
    guard let said = stage.said(text, of: entry) else {
      say("a number such as 0.5 or 1/2 is needed, or + or − for its sign", isProblem: true)
      return []
    }
    prompt = nil
    lesson?.page.stage?.cursor = nil
    if let guess = lesson?.page.stage?.guess(said) {
      say(guess.sentence(of: stage.askedName(of: entry)))
    }
    openGuess(ifFrom: stage.position)
    return saving()
  }

  /// Several numbers may be computed at once: they are asked one after another.
  private mutating func openGuess(ifFrom position: ScenePosition) {
    if lesson?.page.stage?.position == position { openGuess() }
  }
}

extension Guess {
  /// `c[3]: you said 0.5; it is 0.7311: close`.
  package func sentence(of name: String) -> String {
    let answer = "it is \(truth.short)"
    guard let text, let verdict else { return "\(name): \(answer)" }
    return "\(name): you said \(text); \(answer): \(verdict)"
  }
}
