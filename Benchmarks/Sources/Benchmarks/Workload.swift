import Autograd
import Diagnostics
import Equations
import Foundation

/// A model with the numbers it starts from.
struct Workload {
  /// The file, from the root of the repository.
  let file: String
  /// The weights with their shapes, in the order of the file: a weight's place is its seed.
  let weights: [(name: String, shape: Shape)]
  /// The givens of each example of a batch.
  let examples: [[String: Literal]]
  /// An intermediate quantity whose gradient is compared too.
  let kept: String

  static let rate = 0.01

  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../..").standardizedFileURL

  /// The file without its sizes: how long the numbers are tells them.
  func text() throws -> String {
    try String(contentsOf: Self.root.appending(path: file), encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix("size ") }.joined(separator: "\n")
  }

  func model() throws -> Model {
    var values = examples[0]
    for (seed, weight) in weights.enumerated() {
      values[weight.name] = Literal(Numbers.filled(seed, weight.shape))
    }
    let source = SourceText(name: file, text: try text())
    do {
      return try Model(source, values: values)
    } catch {
      throw Failure(error.rendered(in: source))
    }
  }
}

extension Workload {
  /// The numbers of an example, by the leaves they belong to.
  func givens(_ example: [String: Literal], of model: Model) throws -> [NodeID: Matrix] {
    try example.reduce(into: [:]) { givens, value in
      guard let given = model.declaration(named: value.key),
        let leaves = model.leaves(of: given, from: value.value)
      else { throw Failure("\(file): `\(value.key)` does not fit") }
      givens.merge(leaves) { $1 }
    }
  }
}

/// Why there is nothing to measure.
struct Failure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
