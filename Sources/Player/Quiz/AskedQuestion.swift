import Autograd
import Courseware
import Equations

/// A question as it is asked once: its numbers drawn, its texts filled in, its choices in an order.
package struct AskedQuestion: Sendable {
  package let question: Question
  /// The page it stands on.
  package let pageID: String
  /// What its numbers and its order came from.
  package let seed: UInt64
  /// The values drawn for it, in the order of `vary`.
  package let values: [DrawnValue]
  /// What is asked, its claims answered.
  package let ask: [Inline]
  /// To be opened one at a time.
  package let hints: [[Inline]]
  /// What is chosen from, or put in order, as it is offered; none for the other kinds.
  package let options: [Option]
  /// What is right.
  package let right: Right
  /// What a student may be known to answer wrongly, besides the options.
  package let mistakes: [Mistake]
  /// The scene it is about, with the drawn numbers, nothing in it covered; nil where it asks none.
  package let scene: SceneRun?
  /// Where on the stage the right number stands; nil where it is worked out for the question alone.
  package let entry: Autograd.Entry?
  /// How the right number comes out; nil where no number is asked.
  package let working: Working?
  /// Whether all that stands in its texts are numbers that can be written.
  let isFinite: Bool
  /// What its texts say otherwise than the engine.
  let falseClaims: [(claim: Claim, text: String)]

  /// A choice, or a step to be put in order.
  package struct Option: Hashable, Sendable {
    package let text: [Inline]
    /// Whether it is to be chosen; true of all steps.
    package let isRight: Bool
    /// Why it is right or wrong.
    package let because: [Inline]
    package let mistake: String?
    /// Where it stands among those the author wrote, from 0.
    package let place: Int
  }

  /// What is right, options by their places in `options`.
  package enum Right: Hashable, Sendable {
    case choice(Int)
    case choices(Set<Int>)
    case number(Double, Question.Tolerance)
    case order([Int])
    case cell(Autograd.Entry)
    case sign(Sign)
  }

  /// A wrong answer that is known, with what to say to it.
  package struct Mistake: Hashable, Sendable {
    package enum Answer: Hashable, Sendable {
      case number(Double)
      case cell(Autograd.Entry)
      case sign(Sign)
    }

    package let answer: Answer
    package let because: [Inline]
    package let id: String?
  }
}

/// Which way a number goes.
package enum Sign: String, Hashable, Sendable, CaseIterable {
  case up, down, unchanged
}
