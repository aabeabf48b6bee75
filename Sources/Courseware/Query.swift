import Diagnostics

/// A question to a scene's model, in the equations language: `h[3][1]`, `left: grad(w)`.
package struct Query: Hashable, Sendable {
  /// The scene it asks, where it names one.
  package var scene: Written?
  package var expression: Written

  package init(scene: Written? = nil, expression: Written) {
    self.scene = scene
    self.expression = expression
  }

  /// Whether it is a number as it stands, which no model has to be asked for.
  package var isNumber: Bool {
    scene == nil && expression.text.wholeMatch(of: /-?[0-9]+(\.[0-9]+)?(e[+-]?[0-9]+)?/) != nil
  }

  package var range: SourceRange {
    scene?.range.joined(with: expression.range) ?? expression.range
  }
}

/// How far training has gone: `after 4 updates`.
package struct Moment: Hashable, Sendable {
  package enum Unit: String, Hashable, Sendable, CaseIterable { case updates, epochs }

  package var count: Int
  package var unit: Unit

  package init(count: Int, unit: Unit) {
    self.count = count
    self.unit = unit
  }
}

/// A number in the text that the engine computes, and may be checked against: `= w after 4 updates ≈ [1, 1]`.
package struct Claim: Hashable, Sendable {
  package var query: Query
  package var after: Moment?
  /// What the text says the number is, to the digits written. Without it the number is only shown.
  package var claimed: Written?
  /// The inline code without its backticks.
  package var range: SourceRange

  package init(query: Query, after: Moment? = nil, claimed: Written? = nil, range: SourceRange) {
    self.query = query
    self.after = after
    self.claimed = claimed
    self.range = range
  }
}
