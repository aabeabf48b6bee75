import Autograd

/// How a model is trained.
package struct TrainingSettings: Hashable, Sendable {
  package enum Batch: Hashable, Sendable {
    /// All examples that are trained on.
    case full
    /// So many, or all where there are fewer.
    case of(Int)
  }

  /// How many updates.
  package var steps = 1000
  package var optimizer = Optimizer.sgd(rate: 0.1)
  package var clipping: Clipping?
  /// How many examples an update learns from; its loss is their mean.
  package var batch = Batch.of(1)
  /// Whether each epoch takes the examples in an order of its own; else it is the table's.
  package var isShuffled = false
  /// The share of the examples that nothing is learned from, above 0 and below 1. They are the last
  /// of the table; where examples are shuffled, the seed chooses them.
  package var holdOut: Double?
  /// After so many epochs without a lower loss of the held-out examples training stops.
  package var patience: Int?

  package init() {}
}

/// Why a model cannot be trained so.
package enum TrainingError: Error, Hashable {
  case nothingToLearn
  case noWeights
  case tooFewToHoldOut(count: Int)
  case noLossToHoldOut

  package var message: String {
    switch self {
    case .nothingToLearn:
      "there is nothing to learn from, the model has no `loss` and no `update`; "
        + "add an equation such as loss = mse(y, t)"
    case .noWeights: "there is nothing to learn, the model has no weight; declare one: weight w"
    case .tooFewToHoldOut(let count):
      "\(count == 1 ? "one example" : "\(count) examples") cannot be held out in part; "
        + "give a table of more with --data, or leave --hold-out away"
    case .noLossToHoldOut:
      "there is no `loss` to compare held-out examples by; "
        + "add an equation such as loss = mse(y, t), or leave --hold-out away"
    }
  }
}
