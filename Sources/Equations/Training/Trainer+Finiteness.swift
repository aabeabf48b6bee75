import Autograd

extension Trainer {
  /// A training that met a number that is none.
  package struct NotFinite: Error, Sendable {
    /// The update that would have had it, counted from 1; in an evaluation, the update before it.
    package let update: Int
    /// Whether nothing was learned from the example, for it was only looked at.
    package var isEvaluation = false
    /// The example it came up with; nil where all have finite numbers and the update itself has not.
    package let example: Int?
    /// Everything that happened with that example.
    package let trace: Trace?
    /// Otherwise the weight that is not finite; nil where it is the optimizer's memory.
    package var weight: String?
  }

  /// The example of a batch that has the first number that is not finite.
  func notFinite(in batch: ArraySlice<Int>, update: Int, weight: String?) -> NotFinite {
    for example in batch {
      let trace = trace(of: example, drawing: .update(update))
      if trace.firstNotFinite != nil {
        return NotFinite(update: update, example: example, trace: trace)
      }
    }
    return NotFinite(update: update, example: nil, trace: nil, weight: weight)
  }

  var nameOfWeightNotFinite: String? {
    let graph = data.models[0].graph
    return weightNodes[0].first { !machine[weight: $0].isFinite }.map { graph[$0].name }
  }
}
