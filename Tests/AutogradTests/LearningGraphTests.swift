import Testing

@testable import Autograd

/// loss = w x, so that the gradient of w is x.
private struct Slope {
  var graph = Graph()
  let w: NodeID
  let x: NodeID
  let loss: NodeID

  init(w: Matrix, x: Matrix) throws {
    self.w = graph.weight("w", w)
    self.x = graph.given("x", x)
    let product = try graph.apply(.multiply, self.w, self.x, named: "y")
    loss = try graph.apply(.sum, product, named: "loss")
  }

  func learning(_ optimizer: Optimizer, _ clipping: Clipping? = nil) -> Trace {
    var graph = graph
    graph.learn(with: optimizer, clipping: clipping, from: loss)
    return graph.trace(root: loss)
  }
}

@Suite("A graph that learns")
struct LearningGraphTests {
  /// The lines of the updates, worked out.
  private func worked(_ trace: Trace) -> [String] {
    trace.program.steps.filter { $0.phase == .update }.map {
      trace.derivation(of: $0, row: 0, column: 0).line
    }
  }

  @Test("by gradient descent says so in one line")
  func descent() throws {
    let trace = try Slope(w: Matrix(2), x: Matrix(4)).learning(.sgd(rate: 0.25))
    #expect(trace.graph.lines == [.init(text: "w ← w − η ∂loss/∂w", caption: "η = 0.25")])
    #expect(worked(trace) == ["w ← w − 0.25·∂loss/∂w = 2 − 0.25·4 = 1"])
  }

  @Test("with a velocity reads the new one")
  func momentum() throws {
    let slope = try Slope(w: Matrix(2), x: Matrix(4))
    let trace = slope.learning(.momentum(rate: 0.25, decay: 0.5))
    #expect(
      trace.graph.lines.map(\.text) == ["v(w) ← μ v(w) + ∂loss/∂w", "w ← w − η v(w)"])
    #expect(trace.graph.lines.map(\.caption) == ["μ = 0.5", "η = 0.25"])
    #expect(
      worked(trace) == [
        "v(w) ← 0.5·v(w) + ∂loss/∂w = 0.5·0 + 4 = 4", "w ← w − 0.25·v(w) = 2 − 0.25·4 = 1",
      ])
    // v = 0.5·4 + 4, w = 1 − 0.25·6.
    let second = trace.program.run(setting: trace.next)
    #expect(worked(second)[1] == "w ← w − 0.25·v(w) = 1 − 0.25·6 = −0.5")
    // An explanation stops at what has a line of its own.
    let result = try #require(trace.graph.update(of: slope.w))
    guard case .computed(let line) = second.explanation(of: Entry(.value(result))) else {
      Issue.record("a weight's next value is computed")
      return
    }
    #expect(line.rule.text == "w ← w − η v(w)")
    #expect(line.symbols.text == "w − 0.25·v(w)" && line.numbers.text == "1 − 0.25·6")
  }

  @Test("with Adam counts its updates")
  func adam() throws {
    let slope = try Slope(w: Matrix(2), x: Matrix(4))
    let trace = slope.learning(
      .adam(rate: 0.25, firstDecay: 0.5, secondDecay: 0.75, epsilon: 4))
    #expect(
      trace.graph.lines.map(\.text) == [
        "t ← t + 1", "m(w) ← β₁ m(w) + (1 − β₁) ∂loss/∂w",
        "v(w) ← β₂ v(w) + (1 − β₂) (∂loss/∂w)²",
        "w ← w − η (m(w) / (1 − β₁^t)) / (√(v(w) / (1 − β₂^t)) + ε)",
      ])
    #expect(
      trace.graph.lines.map(\.caption) == [
        "the number of the update", "β₁ = 0.5", "β₂ = 0.75", "η = 0.25, ε = 4",
      ])
    #expect(
      worked(trace) == [
        "t ← t + 1 = 0 + 1 = 1",
        "m(w) ← 0.5·m(w) + (1 − 0.5)·∂loss/∂w = 0.5·0 + (1 − 0.5)·4 = 2",
        "v(w) ← 0.75·v(w) + (1 − 0.75)·(∂loss/∂w)^2 = 0.75·0 + (1 − 0.75)·4^2 = 4",
        "w ← w − 0.25·(m(w) / (1 − 0.5^t)) / (sqrt(v(w) / (1 − 0.75^t)) + 4)"
          + " = 2 − 0.25·(2 / (1 − 0.5^1)) / (sqrt(4 / (1 − 0.75^1)) + 4) = 1.875",
      ])
  }

  @Test("says what it does to long gradients")
  func clipped() throws {
    var graph = Graph()
    let w = graph.weight("w", Matrix(vector: [1, 1])), b = graph.weight("b", Matrix(0))
    let x = graph.given("x", Matrix(vector: [2, 4])), y = graph.given("y", Matrix(4))
    let product = try graph.apply(.dot, w, x, named: "wx")
    let other = try graph.apply(.multiply, b, y, named: "by")
    let loss = try graph.apply(.add, product, other, named: "loss")
    graph.learn(with: .sgd(rate: 0.5), clipping: .norm(3), from: loss)
    let trace = graph.trace(root: loss)
    #expect(
      graph.lines.map(\.text) == [
        "squares(w) = Σ (∂loss/∂w)²", "squares(b) = Σ (∂loss/∂b)²",
        "norm = √(squares(w) + squares(b))", "g(w) = ∂loss/∂w min(1, C / norm)",
        "g(b) = ∂loss/∂b min(1, C / norm)", "w ← w − η g(w)", "b ← b − η g(b)",
      ])
    #expect(
      worked(trace) == [
        "squares(w) = (∂loss/∂w[1])^2 + (∂loss/∂w[2])^2 = 2^2 + 4^2 = 20",
        "squares(b) = (∂loss/∂b)^2 = 4^2 = 16",
        "norm = sqrt(squares(w) + squares(b)) = sqrt(20 + 16) = 6",
        "g(w)[1] = ∂loss/∂w[1]·min(1, 3 / norm) = 2·min(1, 3 / 6) = 1",
        "g(b) = ∂loss/∂b·min(1, 3 / norm) = 4·min(1, 3 / 6) = 2",
        "w[1] ← w[1] − 0.5·g(w)[1] = 1 − 0.5·1 = 0.5", "b ← b − 0.5·g(b) = 0 − 0.5·2 = −1",
      ])
  }

  @Test("keeps gradients that are not above a bound, those at it and 0 among them")
  func bounds() throws {
    func next(_ x: [Double], _ clipping: Clipping) throws -> [Double] {
      let slope = try Slope(w: Matrix(vector: x.map { _ in 0 }), x: Matrix(vector: x))
      let trace = slope.learning(.sgd(rate: 1), clipping)
      #expect(trace.firstNotFinite == nil)
      return trace.updatedWeights[slope.w]?.elements.map { -$0 } ?? []
    }
    #expect(try next([0, 0], .norm(2)) == [0, 0])
    #expect(try next([3, 4], .norm(5)) == [3, 4])
    #expect(try next([3, -4], .norm(6)) == [3, -4])
    #expect(try next([3, -4], .norm(2.5)) == [1.5, -2])
    #expect(try next([2, -2, 0], .value(2)) == [2, -2, 0])
    #expect(try next([2.5, -3, 1], .value(2)) == [2, -2, 1])
  }

  @Test("prints what it does where there is no gradient to be clipped")
  func noGradient() throws {
    let trace = try Slope(w: Matrix(2), x: Matrix(0)).learning(.sgd(rate: 0.5), .norm(3))
    let lines = trace.program.steps.filter { $0.phase == .update }.map {
      trace.derivation(of: $0, row: 0, column: 0)
    }
    #expect(lines.map(\.numbers.text).contains("0·min(1, 3 / 0)"))
    #expect(lines.map(\.value) == [0, 0, 0, 2])
    for line in lines {
      for printed in [line.numbers] + line.rounds {
        #expect(try Calculator.value(of: printed.text) == line.value, "\(line.line)")
      }
    }
  }

  @Test("leaves a weight to the model's own update, and its gradient out of the norm")
  func ownUpdate() throws {
    var graph = Graph()
    let w = graph.weight("w", Matrix(1)), b = graph.weight("b", Matrix(1))
    let x = graph.given("x", Matrix(3)), y = graph.given("y", Matrix(4))
    let product = try graph.apply(.multiply, w, x, named: "wx")
    let other = try graph.apply(.multiply, b, y, named: "by")
    let loss = try graph.apply(.add, product, other, named: "loss")
    let half = try graph.apply(
      .multiply, [b, graph.constant(Matrix(0.5), label: "0.5")], named: "b'", phase: .update)
    graph.update(b, to: half)
    graph.learn(with: .sgd(rate: 1), clipping: .norm(1.5), from: loss)
    let trace = graph.trace(root: loss)
    #expect(trace.updatedWeights == [w: Matrix(-0.5), b: Matrix(0.5)])
    // There is nothing left to learn.
    let count = graph.nodes.count
    graph.learn(with: .adam(rate: 1))
    #expect(graph.nodes.count == count)
  }

  @Test("calls what it remembers by names that the model does not use")
  func names() throws {
    var graph = Graph()
    for name in ["t", "m(w)", "v(w)", "v(w)'", "norm"] { graph.given(name, Matrix(1)) }
    let w = graph.weight("w", Matrix(1))
    let loss = try graph.apply(.copy, w, named: "loss")
    graph.learn(with: .adam(rate: 1), clipping: .norm(1), from: loss)
    let names = graph.nodes.map(\.name)
    #expect(Set(names).count == names.count)
    let trace = graph.trace(root: loss)
    #expect(worked(trace)[3] == "t' ← t' + 1 = 0 + 1 = 1")
    let shown = graph.nodes.filter(\.isNamed).map(\.label)
    #expect(Set(shown).count == shown.count)
  }

  @Test("remembers in leaves that have no gradient and are not checked")
  func states() throws {
    let slope = try Slope(w: Matrix(2), x: Matrix(4))
    let trace = slope.learning(.momentum(rate: 1))
    let states = trace.graph.nodes.filter { $0.origin == .state }
    #expect(states.map(\.name) == ["v(w)"])
    #expect(states.allSatisfy { $0.isLeaf && $0.isNamed && !$0.hasGradient })
    let checked = Set(trace.program.checkGradients().map(\.entry.quantity.node))
    #expect(checked.isDisjoint(with: states.map(\.id)) && checked.contains(slope.w))
    #expect(trace.weights == [slope.w: Matrix(2)])
    #expect(trace.updatedWeights == [slope.w: Matrix(-2)])
    #expect(trace.next == [slope.w: Matrix(-2), states[0].id: Matrix(4)])
  }

  @Test("asks for no gradient of what it remembers, though the model read it")
  func readState() throws {
    var graph = Graph()
    let w = graph.weight("w", Matrix(2)), s = graph.state("s", Matrix(3))
    let idle = graph.state("idle", Matrix(4))
    let loss = try graph.apply(.multiply, w, s, named: "loss")
    let next = try graph.apply(.add, [s, w], named: "s'", phase: .update)
    graph.update(s, to: next)
    let trace = graph.trace(root: loss)
    #expect(trace.ledger(of: s).isEmpty && trace[.gradient(w)] == Matrix(3))
    #expect(trace.next == [w: Matrix(2), s: Matrix(5), idle: Matrix(4)])
  }
}
