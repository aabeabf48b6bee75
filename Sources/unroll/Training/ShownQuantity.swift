import ArgumentParser
import Autograd
import Equations

/// A quantity to be shown for each example, under the name it was asked by.
struct ShownQuantity {
  let name: String
  /// What the name stands for in each model: all members of a family, none where the model is too
  /// short to have it.
  let nodes: [[NodeID]]

  /// - Throws: the exit status, after saying what it may have been.
  init(_ name: String, in data: DataSet) throws {
    self.name = name
    nodes = data.models.map { $0.nodes(named: name) }
    guard nodes.contains(where: { !$0.isEmpty }) else {
      let known = data.models[0].shownNames
      throw fail(
        "--show \(name): the model has no such quantity; "
          + (known.nearest(to: name).map { "did you mean \($0)?" }
            ?? "it has \(known.joined(separator: ", "))"))
    }
  }

  /// Whether it is a single number for every example.
  func isNumber(in data: DataSet) -> Bool {
    zip(data.models, nodes).allSatisfy { model, nodes in
      nodes.count == 1 && model.graph[nodes[0]].shape.isScalar
    }
  }

  /// Whether it is the same for every example.
  func isWeight(in model: Model) -> Bool { model.declaration(named: name)?.role == .weight }

  /// `p = 0.98`, `h[1] = [0.1, −0.2], h[2] = …`, `answer = “yes”`.
  func told(_ values: [Matrix], of model: Model, nodes: [NodeID]) -> String {
    guard !nodes.isEmpty else { return "\(name): none at this length" }
    if let text = model.text(of: nodes, values) { return "\(name) = “\(text)”" }
    return zip(nodes, values).map { "\(model.graph[$0].name) = \(Literal($1).told)" }
      .joined(separator: ", ")
  }

  /// The values as data: one, or a list over the members; tokens as their words.
  func document(_ values: [Matrix], of model: Model, nodes: [NodeID]) -> JSON {
    let values = zip(nodes, values).map { node, value in
      model.word(of: node, value).map { JSON.text($0) } ?? JSON(value)
    }
    let isFamily = nodes.count != 1 || model.graph[nodes[0]].name != name
    return isFamily ? .list(values) : values[0]
  }
}

extension Literal {
  /// `[0.5, −1]`, six digits a number.
  var told: String {
    switch self {
    case .number(let x): x.text(digits: 6)
    case .text(let text): "“\(text)”"
    case .list(let list): "[\(list.map(\.told).joined(separator: ", "))]"
    }
  }
}

extension JSON {
  init(_ literal: Literal) {
    switch literal {
    case .number(let x): self = .number(x)
    case .text(let text): self = .text(text)
    case .list(let list): self = .list(list.map { JSON($0) })
    }
  }
}
