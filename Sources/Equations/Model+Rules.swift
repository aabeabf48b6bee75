import Autograd
import Diagnostics

/// Why another rule cannot take the place of an op's own, and which part of it is to blame.
package struct RuleError: Error {
  /// What was written.
  package enum Part: Hashable, Sendable {
    case op, forward
    /// The rule for an input's gradient, by its place in the list.
    case backward(Int)
  }

  package let part: Part
  package let diagnostic: Diagnostic
}

extension Model {
  /// The same model with other rules for one of its ops, wherever its equations use that.
  ///
  /// - Parameters:
  ///   - name: the op's, as `tanh` or `matmul`; a function of the language may be spelled as there.
  ///   - forward: what takes the place of the forward rule; nil leaves it.
  ///   - backward: a rule for each input that has a gradient; empty leaves them.
  package func replacing(
    _ name: String, forward: RuleText?, backward: [RuleText]
  ) throws(RuleError) -> Model {
    var graph = graph
    let name = BuiltIn.opName(name)
    let used = graph.nodes.filter { $0.phase == .forward && $0.op?.name == name }
    if used.isEmpty { throw unknown(name) }
    for node in used {
      guard let own = node.op else { continue }
      let replacement = Replacement(model: self, node: node, own: own)
      let op = try replacement.op(forward, backward)
      do throws(ShapeError) {
        try graph.replace(opOf: node.id, by: op)
      } catch {
        throw replacement.misfit(forward, backward)
      }
    }
    return running(graph)
  }

  /// The same model, where each share of a gradient takes the place of those before it.
  package func overwritingGradients() -> Model {
    var graph = graph
    graph.overwritesGradients = true
    return running(graph)
  }

  private func unknown(_ name: String) -> RuleError {
    var known: [String] = []
    for node in graph.nodes where node.phase == .forward {
      if let op = node.op?.name, !known.contains(op) { known.append(op) }
    }
    return RuleError(
      part: .op,
      diagnostic: Diagnostic(
        file: source.name, range: SourceRange(at: .start),
        message: "the model has no operation `\(name)`",
        advice: known.nearest(to: name).map { "did you mean `\($0)`?" }
          ?? (known.isEmpty ? "it has none" : "it has \(known.joined(separator: ", "))")))
  }
}

/// An op with rules as a person wrote them, in the place of a node's own.
private struct Replacement {
  let model: Model
  let node: Node
  let own: Op

  private var inputs: [Shape] { node.inputs.map { model.graph[$0].shape } }

  func op(_ forward: RuleText?, _ backward: [RuleText]) throws(RuleError) -> Op {
    let learned = own.backward.indices.filter { own.backward[$0] != nil }
    guard backward.isEmpty || backward.count == learned.count else {
      throw wrong(
        .backward(0),
        "`\(own.name)` has \(learned.count) inputs with gradients, and there are "
          + "\(backward.count) rules for them", "write one rule for each input, in their order")
    }
    guard !own.yieldsToken else {
      throw wrong(.op, "`\(own.name)` gives a token", "break an operation that gives numbers")
    }
    var rules = own.backward
    for (number, text) in backward.enumerated() {
      let input = learned[number]
      rules[input] = try formula(text, for: inputs[input], .backward(number))
    }
    let first = try forward.map { text throws(RuleError) in
      try formula(text, for: node.shape, .forward)
    }
    return Op(
      own.name, forward: first ?? own.forward, backward: rules, extents: own.extents,
      isSmooth: own.isSmooth)
  }

  private func formula(
    _ text: RuleText, for target: Shape, _ part: RuleError.Part
  ) throws(RuleError) -> Formula {
    let reader = RuleReader(
      file: text.file, inputs: inputs, output: node.shape, target: target,
      isBackward: part != .forward)
    do throws(Diagnostic) {
      return try reader.formula(text)
    } catch {
      throw RuleError(part: part, diagnostic: error)
    }
  }

  /// What to say where a rule reads what an operand does not have.
  func misfit(_ forward: RuleText?, _ backward: [RuleText]) -> RuleError {
    let shapes = inputs.map(\.description).joined(separator: " and ")
    return wrong(
      forward == nil ? .backward(0) : .forward,
      "the rule does not fit `\(own.name)` of \(shapes), which gives \(node.shape)",
      "check which letters index what: in sum(k, g[i, k] * b[j, k]) k runs over columns of both")
  }

  private func wrong(
    _ part: RuleError.Part, _ message: String, _ advice: String
  ) -> RuleError {
    RuleError(
      part: part,
      diagnostic: Diagnostic(
        file: model.source.name, range: SourceRange(at: .start), message: message, advice: advice))
  }
}

extension BuiltIn {
  /// The name of the op that a function of the language is; another name as it is.
  fileprivate static func opName(_ name: String) -> String {
    if case .op(let op) = all[name] { op.name } else { name }
  }
}
