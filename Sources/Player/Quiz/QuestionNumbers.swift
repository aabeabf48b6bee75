import Autograd
import Courseware
import Equations

/// What the engine says to the queries and the claims of a question, with the numbers drawn for it.
struct QuestionNumbers {
  private let answers: [Courseware.Query: Matrix]
  private let claims: [Claim: Matrix]
  /// How the right number comes out, where one is asked.
  let working: Working?
  /// Whether all that stands in its texts are numbers that can be written.
  let isFinite: Bool

  init(_ linked: LinkedQuestion, _ drawing: Drawing) {
    let question = linked.question
    func matrix(_ query: Courseware.Query, after moment: Moment? = nil) -> Matrix? {
      guard let bound = linked.queries[query] else { return nil }
      let leaves =
        moment == nil
        ? drawing.leaves[bound.scene] : drawing.scenes[bound.scene].leaves(after: moment)
      return leaves.map { bound.query.answer(setting: $0) }
    }
    let computed = question.answers.compactMap(\.value.query)
    answers = Self.found(computed) { matrix($0) }
    claims = Self.found(question.claims) { matrix($0.query, after: $0.after) }
    working = question.kind.query.flatMap { linked.queries[$0] }.map {
      Working(of: $0, setting: drawing.leaves[$0.scene])
    }
    // Of the other kinds computed answers are mistakes, which need not be possible each time.
    let offered = question.kind.query == nil ? Array(answers.values) : []
    isFinite = (offered + claims.values).allSatisfy(\.isFinite)
  }

  private static func found<Asked: Hashable>(
    _ asked: [Asked], _ answer: (Asked) -> Matrix?
  ) -> [Asked: Matrix] {
    Dictionary(asked.compactMap { key in answer(key).map { (key, $0) } }) { first, _ in first }
  }

  subscript(query: Courseware.Query) -> Matrix? { answers[query] }

  /// The claims whose own numbers are not the engine's, with what it says.
  var falseClaims: [(claim: Claim, text: String)] {
    claims.filter { claim, matrix in
      claim.claimed.map { !matrix.agrees(with: $0.text) } ?? false
    }.map { ($0.key, $0.value.written(\.short)) }
  }

  /// A text with its claims answered.
  func text(_ written: Written) -> [Inline] {
    written.inlines.reduce(into: []) { inlines, inline in
      guard case .claim(let claim) = inline else { return inlines.append(inline) }
      let matrix = claims[claim]
      let claimed = claim.claimed.map(\.text).flatMap {
        matrix?.agrees(with: $0) == true ? $0 : nil
      }
      let text = claimed ?? matrix?.written(\.asked) ?? "?"
      // A minus sign, not a hyphen, and held together with its number.
      inlines.append(.text(text.replacing("-", with: "−").replacing(" ", with: "\u{A0}")))
    }
  }
}

extension Question.Kind {
  /// The query that says what is right.
  var query: Courseware.Query? {
    switch self {
    case .number(let query, _), .pick(let query), .sign(let query): query
    case .chooseOne, .chooseAll, .order: nil
    }
  }
}

extension Double {
  /// As it stands in a question: whole where that is not long, for a student reckons with it.
  var asked: String { whole.count <= 8 ? whole : short }
}
