import Autograd
import Diagnostics

/// A rule of an op as a person writes it: `g * (1 - y^2)`, `sum(k, g[i, k] * b[j, k])`.
///
/// The letters are those of an op's own rules: a, b and c are the inputs, y the output, g the
/// gradient of the loss with respect to the output. A letter alone is the element in the place that
/// the rule is for, or the only one of a scalar; others are picked with i, j, k and l.
package struct RuleText: Sendable {
  let expression: Expression
  let file: String

  /// - Throws: what cannot be read, its places counted in `source`.
  package init(_ source: SourceText) throws(Diagnostics) {
    expression = try Parser.expression(of: source).get()
    file = source.name
  }
}
