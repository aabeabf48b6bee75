import Autograd

/// What a student said of a number before it was computed, and what it is.
package struct Guess: Hashable, Sendable {
  /// What can be said of a number.
  package enum Said: Hashable, Sendable {
    case number(Double)
    /// Above or below zero.
    case sign(isPositive: Bool)
    /// A token of a vocabulary: its number and its word.
    case token(Double, word: String)
    /// Nothing: the answer was asked for.
    case nothing
  }

  package let said: Said
  package let truth: Double

  package init(_ said: Said, truth: Double) {
    self.said = said
    self.truth = truth
  }

  /// What was said, as it stands beside the number; nil where nothing was.
  package var text: String? {
    switch said {
    case .number(let value): value.short
    case .sign(let isPositive): isPositive ? "+" : "−"
    case .token(_, let word): word
    case .nothing: nil
    }
  }

  /// How near it comes, in a few words.
  package var verdict: String? {
    switch said {
    case .number(let value): distance(of: value)
    case .sign(let isPositive):
      truth == 0
        ? "it is neither above nor below 0"
        : (truth > 0) == isPositive ? "the sign is right" : "the sign is the other one"
    case .token(let value, _): value == truth ? "right" : "another one"
    case .nothing: nil
    }
  }

  /// Guesses of a small number are close within this, however small it is.
  private static let near = 0.05

  private func distance(of value: Double) -> String {
    let error = abs(value - truth)
    if value.short == truth.short { return "right" }
    if error <= max(Self.near, abs(truth) / 10) { return "close" }
    let isSameSign = (value > 0) == (truth > 0) && (value < 0) == (truth < 0)
    return (isSameSign ? "the sign is right, " : "") + "off by \(error.text(digits: 2))"
  }
}

/// The guesses made so far: of each number, for each example it was asked about.
package struct Guesses: Hashable, Sendable {
  private var guesses: [Int: [Autograd.Entry: Guess]] = [:]

  var isEmpty: Bool { guesses.isEmpty }

  package subscript(entry: Autograd.Entry, presentation: Int) -> Guess? {
    get { guesses[presentation]?[entry] }
    set { guesses[presentation, default: [:]][entry] = newValue }
  }

  /// What was said of the numbers of one example.
  func texts(at presentation: Int) -> [Autograd.Entry: String] {
    guesses[presentation, default: [:]].compactMapValues(\.text)
  }
}
