/// What a key can ask for.
package enum Command: String, Hashable, Sendable, CaseIterable {
  case stepForward, stepBack, smallerStep, largerStep, first, last, goToStep
  case play, slower, faster, train, trainSeed, lowerRate, higherRate
  case nextPage, previousPage, nextChapter, previousChapter
  case focusNext, focusPrevious, left, right, up, down, nextView, otherScene, difference
  case why, close, open, goTo
  case edit, nudgeUp, nudgeDown, undo, redo, reset
  case overwrite, equation, nudgeSize, verify, jump, copyText, copyLaTeX
  case choose, mark, unmark, submit, takeBack, hint, skip, easy, readPage
  case overview, help, redraw, mouse, colours, suspend, quit, interrupt
}

/// Where a key is pressed.
package enum KeyContext: Hashable, Sendable, CaseIterable {
  case map, text, stage, inspector, overview, help
  /// In a question: one choice, several, an order, a sign, a number, a number of the stage.
  case choice, choices, order, sign, number, pick
  /// In a question that has been answered.
  case answered
  /// The result of a quiz.
  case result
}
