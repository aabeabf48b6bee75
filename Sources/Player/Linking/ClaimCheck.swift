import Autograd
import Courseware
import Diagnostics
import Equations
import Views

/// A number in the text, asked of the engine.
package struct AnsweredClaim: Sendable {
  package let matrix: Matrix
  /// What the text shows.
  package let text: String
  /// Whether the text's own number, where it has one, is the engine's to the digits written.
  package let holds: Bool
}

extension LinkedPage {
  /// What the text shows for each of its claims; where the engine says nothing, its own number.
  package var answers: [Claim: String] {
    let texts = page.claims.map { claim in
      let answer = try? answer(claim, file: "")
      // A minus sign, not a hyphen, and held together with its number.
      let text = answer?.text ?? claim.claimed?.text ?? "?"
      return (claim, text.replacing("-", with: "−").replacing(" ", with: "\u{A0}"))
    }
    return Dictionary(texts) { first, _ in first }
  }

  /// What the engine says to a claim.
  ///
  /// - Throws: why it says nothing, with the place in the lesson.
  package func answer(
    _ claim: Claim, file: String
  ) throws(Diagnostics) -> AnsweredClaim {
    guard let scene = scene(for: claim.query) else {
      throw Diagnostics([
        Diagnostic(
          file: file, range: claim.range, message: "there is no scene to ask this",
          advice: "add a scene with a model, or name one: `= left: loss`")
      ])
    }
    let query = try Equations.Query(claim.query.expression, to: scene.model, file: file)
    guard let leaves = scene.leaves(after: claim.after) else {
      throw Diagnostics([
        Diagnostic(
          file: file, range: claim.range, message: "training does not get that far",
          advice: "a claim looks at most \(SceneRun.furthest) examples ahead")
      ])
    }
    let matrix = query.answer(setting: leaves)
    guard let claimed = claim.claimed?.text else {
      return AnsweredClaim(matrix: matrix, text: matrix.written(StageNumber.text), holds: true)
    }
    let holds = matrix.agrees(with: claimed)
    let text = holds ? claimed : matrix.written(\.short)
    return AnsweredClaim(matrix: matrix, text: text, holds: holds)
  }
}

extension Equations.Query {
  /// A query of a lesson, its mistakes with their places in the lesson.
  init(_ written: Written, to model: Model, file: String) throws(Diagnostics) {
    do throws(Diagnostics) {
      self = try Equations.Query(SourceText(name: file, text: written.text), to: model)
    } catch {
      throw Diagnostics(
        error.all.map { found in
          var found = found
          found.range = written.place(found.range)
          return found
        })
    }
  }
}

extension SceneRun {
  /// The leaves when so many updates or epochs are over, at the start without a moment; nil where
  /// the training does not get that far.
  func leaves(after moment: Moment?) -> [NodeID: Matrix]? {
    guard let moment else {
      var run = training()
      return run.leaves(at: 0)
    }
    return outlook.leaves(after: moment, of: self)
  }

  func presentation(after moment: Moment, _ run: inout TrainingRun) -> Int? {
    switch moment.unit {
    case .epochs:
      let (number, overflows) = moment.count.multipliedReportingOverflow(by: exampleCount)
      return overflows || number > Self.furthest ? nil : number
    case .updates:
      return run.presentation(afterUpdates: moment.count, limit: Self.furthest)
    }
  }
}

extension Matrix {
  /// `0.5`, `[1, −2]`, `[[1, 2], [3, 4]]`.
  func written(_ number: (Double) -> String) -> String {
    func list(_ items: [String]) -> String { "[\(items.joined(separator: ", "))]" }
    let rows = (0..<shape.rowCount).map { row in
      (0..<shape.columnCount).map { number(self[row, $0]) }
    }
    switch (shape.rows, shape.columns) {
    case (nil, nil): return rows[0][0]
    case (_, nil): return list(rows.map { $0[0] })
    case (_, _): return list(rows.map(list))
    }
  }

  /// Whether these are the numbers of a text, to the digits each is written with.
  func agrees(with text: String) -> Bool {
    guard let literal = try? Equations.Literal(text), let matrix = literal.matrix(shape) else {
      return false
    }
    let numerals = text.matches(of: /[0-9.]+(?:e[-−+]?[0-9]+)?/).map { String($0.output) }
    guard numerals.count == elements.count else { return matrix.elements == elements }
    return zip(zip(elements, matrix.elements), numerals).allSatisfy { pair, numeral in
      abs(pair.0 - pair.1) <= Self.halfUnit(of: numeral) * (1 + 1e-9)
    }
  }

  /// Half of what the last digit written stands for: 0.005 for `0.83`.
  private static func halfUnit(of numeral: String) -> Double {
    let parts = numeral.split(separator: "e", maxSplits: 1)
    let decimals = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let digits = decimals.count > 1 ? decimals[1].count : 0
    let exponent = parts.count > 1 ? Int(parts[1].replacing("−", with: "-")) ?? 0 : 0
    return 0.5 * Operator.power(10, Double(exponent - digits))
  }
}
