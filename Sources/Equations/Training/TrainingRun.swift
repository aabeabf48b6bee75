import Autograd

/// A model learning from examples, one at a time, in order, again and again.
///
/// The weights before every example shown are kept, so that any moment can be gone back to exactly.
package struct TrainingRun: Sendable {
  package let model: Model
  /// The givens of each example; one empty example where the model's own givens are the only one.
  package let examples: [[NodeID: Matrix]]
  /// Numbers a person put in place of the run's own, by the presentation they were put in at.
  package let edits: [Int: [Entry: Double]]
  /// Whether the updates are kept from one presentation to the next.
  package let learns: Bool
  /// The model run with its own numbers.
  private let own: Trace
  /// The weights, and what an optimizer remembers, before each presentation so far; before number 0
  /// the model's own.
  private var weights: [[NodeID: Matrix]]
  /// How many of the updates before each presentation changed a weight.
  private var changes: [Int]

  package init(
    _ model: Model, examples: [[NodeID: Matrix]], edits: [Int: [Entry: Double]] = [:],
    learns: Bool = true
  ) {
    self.model = model
    self.examples = examples.isEmpty ? [[:]] : examples
    self.edits = edits
    self.learns = learns
    own = model.program.run()
    weights = [own.weights]
    changes = [0]
  }

  /// A run from its beginning with other edits; the model's own numbers are not worked out anew.
  package init(_ run: TrainingRun, edits: [Int: [Entry: Double]]) {
    model = run.model
    examples = run.examples
    self.edits = edits
    learns = run.learns
    own = run.own
    weights = [own.weights]
    changes = [0]
  }

  /// The leaves at presentation `number`, counted from 0: its example's givens and the weights as
  /// they are before it.
  package mutating func leaves(at number: Int) -> [NodeID: Matrix] {
    advance(to: number)
    var leaves = examples[number % examples.count].merging(weights[number]) { $1 }
    for (entry, value) in edits[number, default: [:]] {
      let node = entry.quantity.node
      var matrix = leaves[node] ?? own[.value(node)]
      matrix[entry.row, entry.column] = value
      leaves[node] = matrix
    }
    return leaves
  }

  /// Everything that happens at presentation `number`.
  package mutating func trace(at number: Int) -> Trace {
    model.program.run(setting: leaves(at: number))
  }

  /// An update that changed a weight.
  package struct Change: Sendable {
    /// Counted from 1.
    package let number: Int
    /// At which presentation, from 0.
    package let presentation: Int
    package let weights: [NodeID: Matrix]
  }

  /// The updates that changed a weight before presentation `number`, as far as the run has come.
  package func history(before number: Int) -> [Change] {
    guard learns, number > 0 else { return [] }
    return (1...number).prefix { $0 < changes.count }.filter { changes[$0] > changes[$0 - 1] }.map {
      Change(number: changes[$0], presentation: $0 - 1, weights: weights[$0].filter(isWeight))
    }
  }

  private func isWeight(_ node: NodeID, _: Matrix) -> Bool { model.graph[node].origin == .weight }

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

  /// Runs on until presentation `number` is reached.
  package mutating func advance(to number: Int) {
    while weights.count <= number {
      let last = weights.count - 1
      let leaves = leaves(at: last)
      let trace = model.program.run(setting: leaves)
      let next = learns ? trace.next : trace.weights
      let hasChanged = next.filter(isWeight).contains { $0.value != leaves[$0.key] }
      weights.append(next)
      changes.append(changes[last] + (hasChanged ? 1 : 0))
    }
  }
}
