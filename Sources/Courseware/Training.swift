import Diagnostics

/// How a scene trains. The fields are the flags of `unroll train`; what is not written is left to it.
package struct Training: Hashable, Sendable {
  package enum Optimizer: String, Hashable, Sendable, CaseIterable { case sgd, momentum, adam }

  package enum Batch: Hashable, Sendable {
    case full
    case examples(Int)
  }

  /// The number of updates.
  package var steps: Located<Int>?
  /// The learning rate, above 0.
  package var rate: Located<Double>?
  package var optimizer: Located<Optimizer>?
  package var batch: Located<Batch>?
  package var shuffle: Located<Bool>?
  package var seed: Located<Int>?
  package var clipNorm: Located<Double>?
  package var clipValue: Located<Double>?
  /// The share of the examples kept out of training, 0 up to but not including 1.
  package var holdOut: Located<Double>?
  package var patience: Located<Int>?
  package var show: [Written] = []
  package var range: SourceRange
}
