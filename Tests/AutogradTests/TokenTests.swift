import Testing

@testable import Autograd

@Suite("A token")
struct TokenTests {
  private let table = Matrix(rows: [[1, 2], [3, 4], [5, 6]])

  @Test("picks a row, and only that row gets a gradient")
  func embed() throws {
    var graph = Graph()
    let table = graph.weight("E", table), token = graph.given("k", Matrix(2), isToken: true)
    let row = try graph.apply(.embed, table, token, named: "e")
    let loss = try graph.apply(.sum, row, named: "loss")
    let trace = graph.trace(root: loss)
    #expect(trace[.value(row)].elements == [5, 6])
    #expect(trace[.gradient(table)].elements == [0, 0, 0, 0, 1, 1])
    #expect(graph[token].isToken && trace.ledger(of: token).isEmpty)
    #expect(trace.program.checkGradients().allSatisfy { $0.entry.quantity.node != token })
  }

  @Test(
    "outside the operand gives what is no number, and touches nothing",
    arguments: [-1, 3, 1.5, 1e300, -1e300, .nan, .infinity])
  func outside(token: Double) throws {
    var graph = Graph()
    let table = graph.weight("E", table), k = graph.given("k", Matrix(token), isToken: true)
    let p = graph.weight("p", Matrix(vector: [0.2, 0.5, 0.3]))
    let row = try graph.apply(.embed, table, k, named: "e")
    let picked = try graph.apply(
      .element(row: .picked(1), column: .picked(2)), [table, k, k], named: "picked")
    let some = try graph.apply(.sum, row, named: "some")
    let cost = try graph.apply(.crossEntropy, p, k, named: "cost")
    let stable = try graph.apply(.softmaxCrossEntropy, p, k, named: "stable")
    let hot = try graph.apply(.onehot(3), k, named: "hot")
    let heat = try graph.apply(.sum, hot, named: "heat")
    let loss = try graph.apply(
      .total(5), [picked, some, cost, stable, heat], named: "loss")
    let trace = graph.trace(root: loss)
    for node in [row, picked, cost, stable, loss] {
      #expect(trace[.value(node)].elements.allSatisfy { $0.isNaN })
    }
    #expect(trace[.value(hot)].elements == [0, 0, 0])
    #expect(trace[.gradient(table)].elements == [0, 0, 0, 0, 0, 0])
    #expect(trace.firstNotFinite != nil)
    for step in trace.program.steps {
      for entry in trace.graph.entries(of: step.target) {
        let line = trace.derivation(of: step, row: entry.row, column: entry.column)
        let written =
          step.slot == nil ? trace[entry] : trace.share(of: step)[entry.row, entry.column]
        #expect(line.value == written || line.value.isNaN && written.isNaN, "\(line.line)")
        _ = trace.operands(of: step, row: entry.row, column: entry.column)
      }
    }
  }

  @Test("must be a scalar")
  func shape() {
    #expect(throws: ShapeError.self) { try Op.embed.shape(of: [.matrix(3, 2), .vector(1)]) }
    #expect(throws: ShapeError.self) { try Op.onehot(3).shape(of: [.vector(2)]) }
  }

  @Test("comes out of argmax and sample, and stays one when passed on")
  func outputs() throws {
    var graph = Graph()
    let p = graph.weight("p", Matrix(vector: [0.3, 0.35, 0.35]))
    let u = graph.given("u", Matrix(0.3))
    let best = try graph.apply(.argmax, p, named: "best")
    let drawn = try graph.apply(.sample, p, u, named: "drawn")
    let copy = try graph.apply(.copy, drawn, named: "copy")
    #expect([best, drawn, copy].allSatisfy { graph[$0].isToken })
    let trace = graph.trace()
    // The first of two largest; a draw that equals a running total is beyond it.
    #expect(trace[.value(best)].elements == [1] && trace[.value(drawn)].elements == [1])
    for (draw, token) in [(0.0, 0.0), (0.2999, 0), (0.5, 1), (0.65, 2), (0.9999, 2), (1, 2)] {
      let again = graph.trace(setting: [u: Matrix(draw)])
      #expect(again[.value(copy)].elements == [token], "\(draw)")
    }
  }

  @Test("lets no gradient through, whatever becomes of it")
  func barrier() throws {
    var graph = Graph()
    let p = graph.weight("p", Matrix(vector: [0.3, 0.7])), table = graph.weight("E", table)
    let best = try graph.apply(.argmax, p, named: "best")
    let row = try graph.apply(.embed, table, best, named: "e")
    let doubled = try graph.apply(.add, best, best, named: "doubled")
    let sum = try graph.apply(.sum, row, named: "sum")
    let loss = try graph.apply(.add, sum, doubled, named: "loss")
    let trace = graph.trace(root: loss)
    #expect(trace[.value(loss)].elements == [9])
    #expect(trace.program.steps.allSatisfy { $0.target != .gradient(best) })
    #expect(trace.ledger(of: p).isEmpty)
    guard case .untouched = trace.explanation(of: Entry(.gradient(p))) else {
      Issue.record("a gradient came from somewhere")
      return
    }
  }

  @Test("is written as an index by its name, in rules; by its number in symbols")
  func written() throws {
    var graph = Graph()
    let table = graph.weight("E", table), token = graph.given("in[2]", Matrix(2), isToken: true)
    let fixed = graph.constant(Matrix(1), label: "1")
    let row = try graph.apply(.embed, table, token, named: "e")
    let other = try graph.apply(.embed, table, fixed, named: "f")
    let trace = graph.trace()
    let line = trace.derivation(of: Entry(.value(row), row: 1))
    #expect(line.rule.text == "E[in[2],i]")
    #expect(line.line == "e[2] = E[3,2] = 6")
    #expect(trace.derivation(of: Entry(.value(other))).rule.text == "E[2,i]")
    let operands = trace.operands(of: trace.program.steps[0], row: 1, column: 0)
    #expect(operands == [Entry(.value(table), row: 2, column: 1), Entry(.value(token))])
  }
}
