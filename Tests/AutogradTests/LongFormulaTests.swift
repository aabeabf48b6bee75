import Foundation
import Testing

@testable import Autograd

@Suite("A long formula")
struct LongFormulaTests {
  /// Of every kind of rule that grows with its operands, one of a thousand numbers.
  private func long() throws -> (Graph, NodeID) {
    var graph = Graph()
    let scalars = (0..<1000).map { graph.weight("a\($0)", Matrix(Double($0 % 7))) }
    let k = graph.given("k", Matrix(3), isToken: true)
    let total = try graph.apply(.total(1000), scalars, named: "total")
    let stack = try graph.apply(.stack(1000), scalars, named: "stack")
    let joined = try graph.apply(
      .concat([1000] + Array(repeating: nil, count: 50)), [stack] + scalars[..<50], named: "joined")
    let soft = try graph.apply(.softmax, joined, named: "soft")
    let cost = try graph.apply(.softmaxCrossEntropy, stack, k, named: "cost")
    let best = try graph.apply(.argmax, soft, named: "best")
    let part = try graph.apply(.element(row: .picked(1), column: .only), soft, best, named: "part")
    let most = try graph.apply(.max, soft, named: "most")
    let loss = try graph.apply(.total(4), total, cost, part, most, named: "loss")
    return (graph, loss)
  }

  @Test("neither fills the page nor exhausts the stack")
  func bounded() throws {
    let (graph, loss) = try long()
    let trace = graph.trace(root: loss)
    for step in trace.program.steps {
      let line = trace.derivation(of: step, row: 0, column: 0)
      #expect(line.line.count < 3000 && line.rule.text.count < 200, "\(line.line.prefix(200))")
      _ = trace.explanation(of: Entry(step.target), reach: .equation)
      _ = trace.operands(of: step, row: 0, column: 0)
    }
    #expect(Timeline(trace.program).ticks.count < 4 * trace.program.steps.count)
  }

  @Test("is abbreviated as a person would")
  func abbreviated() throws {
    let (graph, loss) = try long()
    let trace = graph.trace(root: loss)
    func rule(_ name: String) throws -> String {
      let node = try #require(graph.node(named: name))
      return trace.derivation(of: Entry(.value(node))).rule.text
    }
    #expect(try rule("total") == "a0 + a1 + a2 + … + a999")
    #expect(try rule("stack") == "[a0, a1, a2, …, a999][i]")
    #expect(try rule("joined") == "concat(stack, a0, a1, …, a49)[i]")
  }

  /// With the sums inside worked out for each element and term, this would take hours.
  @Test("of a softmax costs as many exponentials as there are elements", .timeLimit(.minutes(1)))
  func linear() throws {
    var graph = Graph()
    let count = 20_000
    let z = graph.weight("z", Matrix(vector: (0..<count).map { Foundation.sin(Double($0)) }))
    let k = graph.given("k", Matrix(3), isToken: true)
    let soft = try graph.apply(.softmax, z, named: "soft")
    let log = try graph.apply(.logSoftmax, z, named: "log")
    let cost = try graph.apply(.softmaxCrossEntropy, z, k, named: "cost")
    let most = try graph.apply(.max, soft, named: "most")
    let least = try graph.apply(.sum, log, named: "least")
    let loss = try graph.apply(.total(3), cost, most, least, named: "loss")
    let trace = graph.trace(root: loss)
    #expect(trace.firstNotFinite == nil)
    #expect(abs(trace[.value(soft)].elements.reduce(0, +) - 1) < 1e-12)
  }

  /// With the blocks searched one by one, and the rule made for each element, this would take minutes
  /// more; it takes one where the whole suite runs beside it.
  @Test("of many parts joined costs as much as there are parts", .timeLimit(.minutes(5)))
  func joined() throws {
    var graph = Graph()
    let count = 5000
    let parts = (0..<count).map { graph.weight("a\($0)", Matrix(Double($0))) }
    let all = try graph.apply(.concat(Array(repeating: nil, count: count)), parts, named: "all")
    let loss = try graph.apply(.sum, all, named: "loss")
    let trace = graph.trace(root: loss)
    #expect(trace[.value(all)].elements == (0..<count).map(Double.init))
    let derivations = trace.derivations(of: trace.program.steps[0])
    for row in 0..<count {
      let line = derivations(row, 0)
      #expect(line.value == Double(row) && line.symbols.count == 1)
    }
  }
}
