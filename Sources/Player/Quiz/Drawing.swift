import Autograd
import Equations

/// A value drawn for a question.
package struct DrawnValue: Hashable, Sendable {
  package let name: String
  package let value: Literal

  /// `x = [2, 3]`.
  package var text: String { "\(name) = \(value.text)" }
}

/// The numbers a question is asked with.
struct Drawing: Sendable {
  let values: [DrawnValue]
  /// The question's scenes with these numbers.
  let scenes: [SceneRun]
  /// Their leaves as the scenes begin.
  let leaves: [[NodeID: Matrix]]

  init(of values: [DrawnValue], in scenes: [SceneRun]) {
    self.values = values
    self.scenes = scenes.map { scene in
      let leaves = values.flatMap { drawn in
        let declaration = scene.model.declaration(named: drawn.name)
        return Array(declaration.flatMap { scene.model.leaves(of: $0, from: drawn.value) } ?? [:])
      }
      return scene.beginning(with: Dictionary(leaves) { first, _ in first })
    }
    leaves = self.scenes.map { $0.leaves(after: nil) ?? [:] }
  }
}

extension Literal {
  /// As it stands in a question.
  fileprivate var text: String {
    switch self {
    case .number(let value): value.asked
    case .text(let text): "“\(text)”"
    case .list(let items): "[\(items.map(\.text).joined(separator: ", "))]"
    }
  }
}
