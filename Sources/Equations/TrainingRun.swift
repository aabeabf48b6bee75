import Autograd

/// A model learning from examples, one at a time, in order, again and again.
///
/// The weights before every example shown are kept, so that any moment can be gone back to exactly.
package struct TrainingRun: Sendable {
  package let model: Model
  /// The givens of each example; one empty example where the model's own givens are the only one.
  package let examples: [[NodeID: Matrix]]
  /// Numbers a person put in place of the run's own, by the presentation they were put in at.
  package let edits: [Int: [NodeID: Matrix]]
  /// The weights before each presentation so far; before number 0 the model's own.
  private var weights: [[NodeID: Matrix]]
  /// How many of the updates before each presentation changed a weight.
  private var changes: [Int]

  package init(
    _ model: Model, examples: [[NodeID: Matrix]], edits: [Int: [NodeID: Matrix]] = [:]
  ) {
    self.model = model
    self.examples = examples.isEmpty ? [[:]] : examples
    self.edits = edits
    let start = model.program.run()
    let own = model.declarations.filter { $0.role == .weight }
      .map { ($0.node, start[.value($0.node)]) }
    weights = [Dictionary(uniqueKeysWithValues: own)]
    changes = [0]
  }

  /// The leaves at presentation `number`, counted from 0: its example's givens and the weights as
  /// they are before it.
  package mutating func leaves(at number: Int) -> [NodeID: Matrix] {
    advance(to: number)
    return examples[number % examples.count].merging(weights[number]) { $1 }
      .merging(edits[number, default: [:]]) { $1 }
  }

  /// Everything that happens at presentation `number`.
  package mutating func trace(at number: Int) -> Trace {
    model.program.run(setting: leaves(at: number))
  }

  /// How many updates changed a weight before presentation `number`.
  package mutating func updates(before number: Int) -> Int {
    advance(to: number)
    return changes[number]
  }

  /// The first presentation before which so many updates have changed a weight, not looking
  /// further than `limit` presentations; nil where there are not so many.
  package mutating func presentation(afterUpdates count: Int, limit: Int) -> Int? {
    var number = 0
    while updates(before: number) < count {
      guard number < limit else { return nil }
      number += 1
    }
    return number
  }

  private mutating func advance(to number: Int) {
    while weights.count <= number {
      let last = weights.count - 1
      let leaves = leaves(at: last)
      let next = model.program.run(setting: leaves).updatedWeights
      let hasChanged = next.contains { $0.value != leaves[$0.key] }
      weights.append(next)
      changes.append(changes[last] + (hasChanged ? 1 : 0))
    }
  }
}
