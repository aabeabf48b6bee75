/// A question as other programs know them: text and numbers, nothing left to be computed.
package struct ExportedQuestion: Hashable, Sendable {
  /// Never changes. Of a question that draws its numbers, each variant has its own: `new-weight-2`.
  package var id: String
  /// Where it belongs, from the outside in: course, chapter, page.
  package var category: [String]
  package var ask: Wording
  package var kind: Kind
  package var hints: [Wording]
  /// What is said after the answer, whatever it was: how the right number comes out.
  package var explanation: Wording

  package enum Kind: Hashable, Sendable {
    /// One of them is right.
    case one([Choice])
    /// Several of them are right.
    case all([Choice])
    case number(Number)
    /// Steps in their right order.
    case order([Wording])
  }

  package struct Choice: Hashable, Sendable {
    package var text: Wording
    package var isRight: Bool
    /// Why it is right or wrong; may be empty.
    package var because: Wording

    package init(_ text: Wording, isRight: Bool, because: Wording = Wording("")) {
      self.text = text
      self.isRight = isRight
      self.because = because
    }
  }

  package struct Number: Hashable, Sendable {
    package var right: Double
    /// How far off an answer may be.
    package var tolerance: Double
    /// Wrong answers that are known.
    package var mistakes: [Mistake]

    package init(_ right: Double, tolerance: Double, mistakes: [Mistake] = []) {
      self.right = right
      self.tolerance = tolerance
      self.mistakes = mistakes
    }
  }

  package struct Mistake: Hashable, Sendable {
    package var value: Double
    package var because: Wording

    package init(_ value: Double, because: Wording) {
      self.value = value
      self.because = because
    }
  }

  package init(
    id: String, category: [String] = [], ask: Wording, kind: Kind, hints: [Wording] = [],
    explanation: Wording = Wording("")
  ) {
    self.id = id
    self.category = category
    self.ask = ask
    self.kind = kind
    self.hints = hints
    self.explanation = explanation
  }
}

extension Double {
  /// As every program reads it: a point, a hyphen, no zero with a sign.
  var plain: String {
    let text = self == 0 ? "0" : "\(self)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
