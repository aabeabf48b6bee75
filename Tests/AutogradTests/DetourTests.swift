import Foundation
import Testing

@testable import Autograd

/// z → p = softmax(z) → ce = cross_entropy(p, k), computed from z.
private struct Classifier {
  var graph = Graph()
  let z: NodeID
  let k: NodeID
  let p: NodeID
  let ce: NodeID

  init(_ logits: [Double] = [0.5, -1, 2], token: Double = 1) throws {
    z = graph.weight("z", Matrix(vector: logits))
    k = graph.given("k", Matrix(token), isToken: true)
    p = try graph.apply(.softmax, z, named: "p")
    ce = try graph.apply(
      .softmaxCrossEntropy, [z, k], named: "ce",
      inPlaceOf: Detour(op: .crossEntropy, inputs: [p, k]))
  }
}

@Suite("A quantity that a stable form passes by")
struct DetourTests {
  @Test("shows its gradient, which flows no further")
  func shown() throws {
    let model = try Classifier([0, log(3), log(4)])
    let trace = model.graph.trace(root: model.ce)
    // Odds of 1, 3 and 4: one in eight, three in eight, four in eight.
    let p = [0.125, 0.375, 0.5]
    #expect(trace[.value(model.p)].elements.isClose(to: p))
    #expect(trace[.gradient(model.p)].elements.isClose(to: [0, -8.0 / 3, 0]))
    #expect(trace[.flowing(model.p)].elements == [0, 0, 0])
    // softmax(z) − onehot(k), once: nothing came through the softmax.
    #expect(trace[.gradient(model.z)].elements.isClose(to: [0.125, -0.625, 0.5]))
    #expect(trace.ledger(of: model.z).count == 1)
    #expect(trace.ledger(of: model.p).map(\.step.isDetour) == [true])
    #expect(model.graph[model.ce].detour?.op == .crossEntropy)
  }

  /// loss = ce + q, q = p · p: a second use, whose shares go on through the softmax.
  private func twoUses() throws -> (Classifier, loss: NodeID) {
    var model = try Classifier()
    let q = try model.graph.apply(.dot, model.p, model.p, named: "q")
    let loss = try model.graph.apply(.add, q, model.ce, named: "loss")
    return (model, loss)
  }

  @Test("lets the shares of its other uses flow")
  func otherUses() throws {
    let (model, loss) = try twoUses()
    let trace = model.graph.trace(root: loss)
    let p = trace[.value(model.p)].elements
    let flowing = p.map { 2 * $0 }
    let shown = [flowing[0], flowing[1] - 1 / p[1], flowing[2]]
    #expect(trace[.gradient(model.p)].elements.isClose(to: shown))
    #expect(trace[.flowing(model.p)].elements == flowing)
    let mean = zip(flowing, p).map(*).reduce(0, +)
    let through = zip(flowing, p).map { $1 * ($0 - mean) }
    let expected = [p[0] + through[0], p[1] - 1 + through[1], p[2] + through[2]]
    #expect(trace[.gradient(model.z)].elements.isClose(to: expected))
    let checks = trace.program.checkGradients()
    for check in checks { #expect(check.error < 1e-10, "\(check)") }
    // Of p what flows is compared; its whole gradient cannot be measured.
    #expect(checks.filter { $0.entry.quantity == .flowing(model.p) }.map(\.gradient) == flowing)
  }

  @Test("has a ledger that adds up to what is shown")
  func ledger() throws {
    let (model, loss) = try twoUses()
    let trace = model.graph.trace(root: loss)
    let ledger = trace.ledger(of: model.p)
    #expect(ledger.map(\.step.isDetour) == [false, false, true])
    #expect(ledger.last?.total == trace[.gradient(model.p)])
    for entry in trace.graph.entries(of: .gradient(model.p)) {
      guard case .ledger(_, let shares, let total) = trace.explanation(of: entry) else {
        Issue.record("no ledger")
        continue
      }
      #expect(shares.count == 3 && total == trace[entry])
      let timeline = Timeline(trace.program)
      #expect(timeline.reading(entry, in: trace, after: timeline.ticks.count) == total)
      let flowing = Entry(.flowing(model.p), row: entry.row)
      guard case .ledger(_, let ordinary, let part) = trace.explanation(of: flowing) else {
        Issue.record("no ledger of what flows")
        continue
      }
      #expect(ordinary.count == 2 && part == trace[flowing])
      #expect(timeline.reading(flowing, in: trace, after: timeline.ticks.count) == part)
    }
  }

  @Test("hands on a part that is named as one, in lines that work out")
  func lines() throws {
    let (model, loss) = try twoUses()
    let trace = model.graph.trace(root: loss)
    let backward = trace.program.steps.filter { $0.phase == .backward }
    for step in backward {
      for entry in trace.graph.entries(of: step.target) {
        let line = trace.derivation(of: step, row: entry.row, column: entry.column, digits: 17)
        #expect(
          try Calculator.value(of: line.numbers.text)
            == trace.share(of: step)[entry.row, entry.column])
      }
    }
    let softmax = try #require(backward.last { $0.node == model.p })
    let line = trace.derivation(of: softmax, row: 0, column: 0)
    #expect(line.rule.text == "p[i]·(flowing ∂loss/∂p[i] − Σk flowing ∂loss/∂p[k]·p[k])")
  }

  @Test("may have an infinite gradient, which is no error")
  func infinite() throws {
    let model = try Classifier([1000, -1000, 0], token: 1)
    let trace = model.graph.trace(root: model.ce)
    #expect(trace[.value(model.ce)].elements == [2000])
    #expect(trace[.gradient(model.p)].elements == [0, -.infinity, 0])
    #expect(trace[.gradient(model.z)].elements == [1, -1, 0])
    #expect(trace.firstNotFinite == nil)
  }

  @Test("is left out of the gradient check where it has no other use")
  func check() throws {
    let model = try Classifier()
    let checked = Program(model.graph, root: model.ce).checkGradients().map(\.entry.quantity.node)
    #expect(Set(checked) == [model.z])
  }

  @Test("keeps to the shape of what the model says")
  func misfit() throws {
    var model = try Classifier()
    #expect(throws: ShapeError.self) {
      try model.graph.apply(
        .softmaxCrossEntropy, [model.z, model.k], named: "wrong",
        inPlaceOf: Detour(op: .softmax, inputs: [model.z]))
    }
  }

  @Test("of binary cross-entropy is the probability alone: the truth has an ordinary share")
  func binary() throws {
    var graph = Graph()
    let z = graph.weight("z", Matrix(40)), y = graph.given("y", Matrix(1))
    let p = try graph.apply(.sigmoid, z, named: "p")
    let loss = try graph.apply(
      .bceWithLogits, [z, y], named: "loss", inPlaceOf: Detour(op: .bce, inputs: [p, y]))
    let trace = graph.trace(root: loss)
    #expect(trace.program.steps.filter(\.isDetour).map(\.target) == [.gradient(p)])
    #expect(trace[.value(p)].elements == [1])
    #expect(trace[.gradient(p)].elements == [-1])
    #expect(trace[.gradient(y)].elements == [-40])
  }
}
