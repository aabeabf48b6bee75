import Screen

/// One row of the key table: some keys, what they ask for, and how that is said.
package struct KeyBinding: Hashable, Sendable {
  package let keys: [Key]
  package let command: Command
  package let contexts: Set<KeyContext>
  /// For the footer: one or two words; nil keeps it out.
  package let short: String?
  /// For the help.
  package let long: String
}

/// The one table that the keys, the footer and the help are made of.
package enum KeyTable {
  static let lesson: Set<KeyContext> = [.text, .stage, .inspector]
  /// Where a scene can be walked about in.
  private static let stage: Set<KeyContext> = lesson.union([.pick])
  private static let listed: Set<KeyContext> = [.choice, .choices, .order]
  private static let asking: Set<KeyContext> = listed.union([.sign, .number, .pick])
  private static let question: Set<KeyContext> = asking.union([.answered])
  private static let reading: Set<KeyContext> = lesson.union(question)
  private static let all = Set(KeyContext.allCases)

  package static let bindings: [KeyBinding] =
    questions + [
      row(
        [.space, .pageDown, .character("n")], .stepForward, lesson, "step",
        "a step on; at the end, the next page"),
      row(
        [.backspace, .pageUp, .character("p")], .stepBack, lesson, "back", "a step back, exactly"),
      row([.enter, .space, .pageDown], .open, [.map], "open", "open the chapter"),
      row([.up, .character("k")], .up, [.map], nil, "the chapter above"),
      row([.down, .character("j"), .tab], .down, [.map], "choose", "the chapter below"),
      row(
        [.tab], .focusNext, lesson, "text/stage",
        "the text, the stage, the explanation"),
      row([.backTab], .focusPrevious, lesson, nil, "the same the other way round"),
      row([.left, .character("h")], .stepBack, [.text], nil, "one step back or on"),
      row([.right, .character("l")], .stepForward, [.text], nil, "one step back or on"),
      row([.up, .character("k")], .up, [.text], nil, "scroll"),
      row([.down, .character("j")], .down, [.text], nil, "scroll"),
      row([.left, .character("h")], .left, [.stage, .inspector], nil, "go from number to number"),
      row([.down, .character("j")], .down, [.stage, .inspector], nil, "go from number to number"),
      row([.up, .character("k")], .up, [.stage, .inspector], nil, "go from number to number"),
      row(
        [.right, .character("l")], .right, [.stage, .inspector], nil, "go from number to number"),
      row([.enter, .space], .open, [.overview], "open", "go to the page"),
      row([.up, .character("k")], .up, [.overview], nil, "the page above"),
      row([.down, .character("j"), .tab], .down, [.overview], "choose", "the page below"),
      row([.up, .pageUp, .character("k")], .up, [.help], nil, "scroll"),
      row([.down, .pageDown, .space, .character("j")], .down, [.help], "scroll", "scroll"),
      row(
        [.enter], .why, lesson, "why?", "why this number? again: deeper"),
      row([.escape], .close, all, nil, "close, or go up one level"),
      row([.character("e")], .edit, lesson, "edit", "change an input or a weight"),
      row(
        [.character("+"), .character("=")], .nudgeUp, lesson, nil,
        "nudge the number up, see the loss"
      ),
      row([.character("-")], .nudgeDown, lesson, nil, "nudge the number down"),
      row([.character("_")], .nudgeSize, lesson, nil, "nudge by less, or by more"),
      row([.character("i")], .overwrite, lesson, nil, "overwrite a computed number"),
      row([.character("E")], .equation, lesson, nil, "edit the equation of a number"),
      row([.character("v")], .verify, lesson, nil, "verify a gradient by measuring it"),
      row([.character("u")], .undo, lesson, nil, "undo the last change"),
      row([.control("r")], .redo, lesson, nil, "do it again"),
      row([.character("x")], .reset, lesson, nil, "back to the page's own numbers"),
      row([.character("g"), .character("/")], .goTo, stage, nil, "go to a number by its name"),
      row([.character("J")], .jump, lesson, nil, "where a number was made, and back"),
      row([.character("y")], .copyText, lesson, nil, "copy how a number came about"),
      row([.character("Y")], .copyLaTeX, lesson, nil, "copy it as LaTeX"),
      row([.character("\\")], .nextView, reading, nil, "the next view of the scene"),
      row(
        [.character("|")], .otherScene, stage, nil, "the scene this one is compared with"),
      row([.character("d")], .difference, lesson, nil, "where a broken rule shows first"),
      row([.character(",")], .smallerStep, stage, nil, "smaller steps"),
      row([.character(";")], .largerStep, stage, nil, "larger steps"),
      row([.home], .first, stage, nil, "the first step of the page"),
      row([.end], .last, stage, nil, "the last step of the page"),
      row(
        [.character("G")], .goToStep, lesson, nil,
        "to the step counted before it: 5 G"),
      row([.character("a")], .play, lesson, nil, "play; any key pauses"),
      row([.character("<")], .slower, lesson, nil, "play slower"),
      row([.character(">")], .faster, lesson, nil, "play faster"),
      row([.character("r")], .train, lesson, nil, "let the training run; any key pauses"),
      row([.character("R")], .trainSeed, lesson, nil, "train from the next seed beside it"),
      row([.character("[")], .lowerRate, lesson, nil, "learn at half the rate from here on"),
      row([.character("]")], .higherRate, lesson, nil, "learn at twice the rate from here on"),
      row([.character("N")], .nextPage, reading, "next page", "the next page"),
      row([.character("P")], .previousPage, reading, nil, "the page before"),
      row([.character("}")], .nextChapter, reading, nil, "the next chapter"),
      row([.character("{")], .previousChapter, reading, nil, "the chapter before"),
      row(
        [.character("o")], .overview, lesson.union([.overview]), nil, "the pages of this chapter"),
      row([.character("?"), .function(1)], .help, all, "help", "these keys"),
      row([.character("m")], .mouse, all, nil, "the mouse: point, or select text"),
      row(
        [.character("c")], .colours, all.subtracting(listed), nil,
        "other colours: dark, light, none"),
      row([.control("l")], .redraw, all, nil, "draw the screen anew"),
      row([.control("z")], .suspend, all, nil, "to the shell for a while; fg returns"),
      row([.character("q")], .quit, all, "quit", "leave; the next start continues here"),
      row([.control("c")], .interrupt, all, nil, "twice: leave"),
    ]

  /// Of questions: where a key means something else than elsewhere, it is found here first.
  private static let questions: [KeyBinding] = [
    row(
      numbered("123456789") + numbered("abcdefg"), .choose, [.choice, .choices], "choose",
      "choose an answer by its number or letter"),
    row(
      numbered("abcdefg") + numbered("123456789"), .choose, [.order], "next",
      "give a step the next place, by its letter or number; again takes it back"),
    row(
      numbered("+=ud-−0123"), .choose, [.sign], "choose",
      "up, down or unchanged: + − 0, or 1 2 3"),
    row(
      numbered("0123456789.,-+/"), .choose, [.number], nil,
      "the number, such as 0.5 or 1/2; in it every key is text"),
    row([.up, .character("k")], .up, listed.union([.sign]), nil, "the answer above"),
    row([.down, .character("j")], .down, listed.union([.sign]), nil, "the answer below"),
    row([.up, .character("k")], .up, [.number, .answered, .result], nil, "scroll"),
    row([.down, .character("j")], .down, [.number, .answered], nil, "scroll"),
    row([.down, .character("j"), .tab], .down, [.result], "choose", "the question below"),
    row([.right], .mark, [.choices, .order], nil, "mark this answer; in an order, the next place"),
    row([.left], .unmark, [.choices, .order], nil, "unmark it"),
    row([.left, .character("h")], .left, [.pick], "move", "go from number to number"),
    row([.down, .character("j")], .down, [.pick], nil, "go from number to number"),
    row([.up, .character("k")], .up, [.pick], nil, "go from number to number"),
    row([.right, .character("l")], .right, [.pick], nil, "go from number to number"),
    row([.enter], .submit, asking, "answer", "give the answer"),
    row([.character("H")], .hint, asking, "hint", "the next hint"),
    row([.character("S")], .skip, asking, "skip", "skip it and see the answer"),
    row([.enter], .why, [.answered], "how?", "how the number comes out; again: deeper"),
    row([.character("e")], .easy, [.answered], "it was easy", "in a review: it was easy"),
    row([.enter], .readPage, [.result], "read again", "the page this question stands on"),
    row(
      [.space, .pageDown, .character("n")], .stepForward, question, "on",
      "on to the next question, else to the next page"),
    row(
      [.backspace, .pageUp, .character("p")], .takeBack, question, nil,
      "take back; with nothing to take back, to the question or the text before"),
    row(
      [.backspace, .pageUp, .character("p"), .character("P")], .takeBack, [.result], "back",
      "back to the last question"),
    row([.space, .pageDown, .character("n")], .stepForward, [.result], nil, "this is the end"),
    row([.backTab], .focusPrevious, question, nil, "the same the other way round"),
    row([.tab], .focusNext, question, "text/stage", "the text, the stage, the question"),
  ]

  /// What a key asks for, where it asks for anything.
  package static func command(for key: Key, in context: KeyContext) -> Command? {
    bindings.first { $0.keys.contains(key) && $0.contexts.contains(context) }?.command
  }

  private static func row(
    _ keys: [Key], _ command: Command, _ contexts: Set<KeyContext>, _ short: String?,
    _ long: String
  ) -> KeyBinding {
    KeyBinding(keys: keys, command: command, contexts: contexts, short: short, long: long)
  }
}

extension KeyTable {
  private static func numbered(_ characters: String) -> [Key] { characters.map(Key.character) }
}

extension Key {
  /// The key as the footer and the help write it.
  package func label(_ glyphs: GlyphSet) -> String {
    switch self {
    case .space: "space"
    case .backspace: glyphs.isASCII ? "bksp" : "⌫"
    case .enter: glyphs.isASCII ? "enter" : "⏎"
    case .escape: "esc"
    case .tab: "tab"
    case .backTab: "shift-tab"
    case .up: glyphs.up
    case .down: glyphs.down
    case .left: glyphs.left
    case .right: glyphs.right
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .home: "Home"
    case .end: "End"
    case .function(let number): "F\(number)"
    case .control(let letter): "Ctrl-\(letter.uppercased())"
    case .character(let character): String(character)
    default: name
    }
  }
}
