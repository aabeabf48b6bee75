import Testing

@testable import Autograd

@Suite("A number that is not finite")
struct FinitenessTests {
  /// loss = 1e308 w + 1e308 w.
  @Test("is found where only the total of a gradient overflows")
  func total() throws {
    var graph = Graph()
    let w = graph.weight("w", Matrix(0)), c = graph.constant(Matrix(1e308), label: "1e308")
    let a = try graph.apply(.multiply, c, w, named: "a")
    let b = try graph.apply(.multiply, c, w, named: "b")
    let loss = try graph.apply(.add, a, b, named: "loss")
    let trace = graph.trace(root: loss)
    #expect(trace[.gradient(w)].elements == [.infinity])
    let last = try #require(trace.program.steps.last)
    #expect(trace.firstNotFinite == .total(Entry(.gradient(w)), at: last))
  }

  @Test(
    "is found in what a run begins with", arguments: [Double.nan, .infinity, -.infinity])
  func leaves(number: Double) throws {
    var graph = Graph()
    let x = graph.given("x", Matrix(vector: [1, number]))
    #expect(graph.trace().firstNotFinite == .leaf(Entry(.value(x), row: 1)))
    graph = Graph()
    let c = graph.constant(Matrix(number), named: "c")
    #expect(graph.trace().firstNotFinite == .leaf(Entry(.value(c))))
    graph = Graph()
    let w = graph.weight("w", Matrix(1))
    #expect(
      graph.trace(setting: [w: Matrix(number)]).firstNotFinite == .leaf(Entry(.value(w))))
  }

  @Test("is an error in no gradient that flows on to data alone, however that is spelled")
  func data() throws {
    for isStopped in [false, true] {
      var graph = Graph()
      let p = graph.weight("p", Matrix(1)), one = graph.constant(Matrix(1), label: "1")
      let y = isStopped ? p : graph.given("y", Matrix(1))
      let truth = try graph.apply(isStopped ? .stop : .copy, y, named: "truth")
      let t = try graph.apply(.multiply, one, truth, named: "t")
      let loss = try graph.apply(.bce, p, t, named: "loss")
      let trace = graph.trace(root: loss)
      #expect(trace[.gradient(t)].elements == [-.infinity])
      #expect(trace.firstNotFinite == nil)
    }
  }

  @Test("is an error in a value of data, and in the share of what a weight made")
  func errors() throws {
    var graph = Graph()
    let x = graph.given("x", Matrix(0)), w = graph.weight("w", Matrix(0))
    let z = try graph.apply(.multiply, w, x, named: "z")
    let loss = try graph.apply(.sqrt, z, named: "loss")
    var trace = graph.trace(root: loss)
    #expect(
      trace.firstNotFinite == .made(Entry(.gradient(z)), by: trace.program.steps[2]))
    let y = try graph.apply(.log, x, named: "y")
    trace = graph.trace()
    #expect(trace.firstNotFinite == .made(Entry(.value(y)), by: trace.program.steps[2]))
  }
}
