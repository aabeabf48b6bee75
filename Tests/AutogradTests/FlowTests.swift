import Testing

@testable import Autograd

@Suite("A gradient")
struct FlowTests {
  /// h[t] = w h[t−1], t = 1…3, cut before the last step.
  @Test("is truncated where it is stopped")
  func truncated() throws {
    var graph = Graph()
    let w = graph.weight("w", Matrix(2)), start = graph.given("h[0]", Matrix(3))
    let first = try graph.apply(.multiply, w, start, named: "h[1]")
    let second = try graph.apply(.multiply, w, first, named: "h[2]")
    let cut = try graph.apply(.stop, second, named: "cut")
    let last = try graph.apply(.multiply, w, cut, named: "h[3]")
    let trace = graph.trace(root: last)
    #expect(trace[.value(last)].elements == [24])
    #expect(trace[.gradient(w)].elements == [12])
    #expect(trace[.gradient(start)].elements == [0] && trace.ledger(of: start).isEmpty)
    #expect(trace.ledger(of: cut).map { $0.total.elements } == [[2]])
    // Measured with what is stopped held fast, the slope is the same.
    for check in trace.program.checkGradients() { #expect(check.error < 1e-10, "\(check)") }
  }

  @Test("has one entry in its ledger a use, with the total after each")
  func repeatedUse() throws {
    var graph = Graph()
    let w = graph.weight("w", Matrix(3)), x = graph.given("x", Matrix(2))
    let a = try graph.apply(.multiply, w, x, named: "a")
    let b = try graph.apply(.multiply, w, a, named: "b")
    let c = try graph.apply(.multiply, w, b, named: "c")
    let trace = graph.trace(root: c)
    // c = w³x: w²x from each use.
    let ledger = trace.ledger(of: w)
    #expect(ledger.map { graph[$0.step.node].name } == ["c", "b", "a"])
    #expect(ledger.map { $0.share.elements } == [[18], [18], [18]])
    #expect(ledger.map { $0.total.elements } == [[18], [36], [54]])
    #expect(trace[.gradient(w)].elements == [54])
    guard case .ledger(_, let shares, 54) = trace.explanation(of: Entry(.gradient(w))) else {
      Issue.record("no ledger")
      return
    }
    #expect(shares.map(\.before) == [0, 18, 36] && shares.map(\.after) == [18, 36, 54])
  }

  @Test("goes whole to every term of a total, as often as it is one")
  func total() throws {
    var graph = Graph()
    let a = graph.weight("a", Matrix(1)), b = graph.weight("b", Matrix(2))
    let sum = try graph.apply(.total(4), [a, b, a, a], named: "s")
    let trace = graph.trace(root: sum)
    #expect(trace[.value(sum)].elements == [5])
    #expect(trace[.gradient(a)].elements == [3] && trace[.gradient(b)].elements == [1])
    let line = trace.derivation(of: Entry(.value(sum)))
    #expect(line.rule.text == "a + b + a + a")
    #expect(line.line == "s = a + b + a + a = 1 + 2 + 1 + 1 = 5")
    #expect(
      Timeline(trace.program).ticks.prefix(5).map(\.part)
        == [.term(0), .term(1), .term(2), .term(3), .total])
    #expect(trace.derivation(ofTerm: 1, of: sum)?.line == "b = 2")
  }

  @Test("of a total of vectors has a tick an element")
  func totalOfVectors() throws {
    var graph = Graph()
    let a = graph.weight("a", Matrix(vector: [1, 2])),
      b = graph.weight("b", Matrix(vector: [3, 4]))
    _ = try graph.apply(.total(2), a, b, named: "s")
    #expect(
      Timeline(Program(graph)).ticks.map(\.part)
        == [.element(row: 0, column: 0), .element(row: 1, column: 0)])
  }

  @Test("of binary cross-entropy is finite where the truth is met")
  func certainty() throws {
    for (p, y, slope) in [(1.0, 1.0, -1.0), (0, 0, 1), (0.5, 1, -2)] {
      var graph = Graph()
      let probability = graph.weight("p", Matrix(p)), truth = graph.given("y", Matrix(y))
      let loss = try graph.apply(.bce, probability, truth, named: "loss")
      let trace = graph.trace(root: loss)
      #expect(trace[.gradient(probability)].elements == [slope])
      if p == y { #expect(trace[.value(loss)].elements == [0]) }
      // The truth's own gradient is infinite there; nothing follows from it.
      #expect(trace[.gradient(truth)].isFinite == (p != y) && trace.firstNotFinite == nil)
    }
  }

  @Test("makes a weight's next value, which knows whose it is")
  func nextValue() throws {
    var graph = Graph()
    let w = graph.weight("w", Matrix(1)), v = graph.weight("v", Matrix(2))
    let next = try graph.apply(.negate, [w], named: "next", phase: .update)
    graph.update(w, to: next)
    #expect(graph.weight(updatedBy: next) == w && graph.update(of: w) == next)
    #expect(graph.weight(updatedBy: w) == nil && graph.update(of: v) == nil)
    let line = graph.trace().derivation(of: Entry(.value(next)))
    #expect(line.line == "w ← −w = −1")
  }

  @Test("of what many share is read by updates as it is shown")
  func updates() throws {
    var graph = Graph()
    let z = graph.weight("z", Matrix(vector: [1, 2])),
      k = graph.given("k", Matrix(0), isToken: true)
    let p = try graph.apply(.softmax, z, named: "p")
    let loss = try graph.apply(
      .softmaxCrossEntropy, [z, k], named: "loss",
      inPlaceOf: Detour(op: .crossEntropy, inputs: [p, k]))
    let gradient = graph.gradient(of: p, label: "grad(p)")
    let next = try graph.apply(.copy, [gradient], named: "next", phase: .update)
    let trace = graph.trace(root: loss)
    #expect(trace[.value(next)] == trace[.gradient(p)])
    #expect(trace[.value(next)].elements[0] < -1)
  }
}
