import Diagnostics

/// One question of the quiz.
package struct Question: Hashable, Sendable {
  package indirect enum Kind: Hashable, Sendable {
    case chooseOne
    case chooseAll
    /// A number the engine computes.
    case number(Query, Tolerance)
    /// Steps to be put in this order.
    case order([Written])
    /// Point at the cell of the stage that the query names.
    case pick(Query)
    /// Up, down or unchanged.
    case sign(Query)
  }

  package enum Tolerance: Hashable, Sendable {
    case within(Double)
    case digits(Int)
  }

  /// Never changes; progress is kept by it.
  package var id: Written
  package var ask: Written
  package var kind: Kind
  /// The choices; for the other kinds the mistakes that are known.
  package var answers: [Answer]
  /// The numbers drawn anew each time, as written: `uniform(-1, 1) step 0.1`.
  package var vary: [Literal.Field]
  package var hints: [Written]
  package var range: SourceRange

  /// The queries the engine must answer to ask this.
  package var queries: [Query] {
    let asked: [Query] =
      switch kind {
      case .number(let query, _), .pick(let query), .sign(let query): [query]
      case .chooseOne, .chooseAll, .order: []
      }
    return asked + answers.compactMap(\.value.query)
  }

  /// Every text that is shown of it, in the order of its fields.
  package var texts: [Written] {
    var steps: [Written] = []
    if case .order(let items) = kind { steps = items }
    return [ask] + steps + answers.flatMap { [$0.value.text, $0.because].compactMap(\.self) }
      + hints
  }

  /// The claims in its texts.
  package var claims: [Claim] { texts.flatMap(\.inlines.claims) }
}

/// One thing a student may answer.
package struct Answer: Hashable, Sendable {
  package enum Value: Hashable, Sendable {
    case text(Written)
    /// Computed by a rule, right or wrong.
    case query(Query)

    package var text: Written? { if case .text(let text) = self { text } else { nil } }
    package var query: Query? { if case .query(let query) = self { query } else { nil } }
  }

  package var value: Value
  package var isRight: Bool
  /// Why it is right or wrong.
  package var because: Written?
  /// The name of the mistake, under which review collects it.
  package var mistake: Written?
  package var range: SourceRange
}
