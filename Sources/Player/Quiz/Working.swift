import Autograd
import Equations

/// How the right number comes out, from the engine.
package struct Working: Sendable {
  /// What happens in the question's scene, with the question's own quantities behind the model's.
  package let trace: Trace
  /// The number asked: one of the model's where the question names it.
  package let entry: Autograd.Entry

  /// More derivations than these nobody reads.
  private static let most = 16

  init(of bound: BoundQuery, setting leaves: [NodeID: Matrix]) {
    let (trace, answer, _) = bound.query.trace(setting: leaves)
    self.trace = trace
    entry = bound.entry ?? Autograd.Entry(answer)
  }

  package var value: Double { trace[entry] }

  /// Where the number comes from; its operands can be asked the same way.
  package var explanation: Explanation { trace.explanation(of: entry) }

  /// The numbers behind it one after another, each worked out from those before, the right one
  /// last; of a long way the part that is nearest to it. None for a number that nothing computes.
  package var derivations: [Derivation] {
    var found = [entry], next = 0
    while next < found.count, found.count <= Self.most {
      for operand in operands(of: found[next]) where !found.contains(operand) {
        found.append(operand)
      }
      next += 1
    }
    let timeline = Timeline(trace.program)
    let behind = found.dropFirst().prefix(Self.most - 1)
      .map { (timeline.ticksNeeded(for: $0), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
    return (behind + [entry]).flatMap(derivations(of:))
  }

  /// Those of one number: of a gradient, one for each share.
  private func derivations(of entry: Autograd.Entry) -> [Derivation] {
    switch trace.explanation(of: entry) {
    case .computed(let derivation): [derivation]
    case .ledger(_, let shares, _): shares.map(\.derivation)
    case .leaf, .seed, .untouched: []
    }
  }

  private func operands(of entry: Autograd.Entry) -> [Autograd.Entry] {
    derivations(of: entry).flatMap(\.operands)
  }

  /// Which way the number goes. What rounding alone leaves of a sum that is 0 is no way at all:
  /// some units in the last place of the largest number it is made of.
  var sign: Sign {
    let largest = operands(of: entry).map { abs(trace[$0]) }.max() ?? 0
    guard abs(value) > 16 * Double.ulpOfOne * largest else { return .unchanged }
    return value > 0 ? .up : .down
  }
}
