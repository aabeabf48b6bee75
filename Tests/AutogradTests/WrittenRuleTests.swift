import Testing

@testable import Autograd

@Suite("A rule")
struct WrittenRuleTests {
  private struct Written: CustomTestStringConvertible {
    let op: Op
    let inputs: [(String, Shape)]
    let forward: String
    /// Towards the first input.
    let backward: String?
    var testDescription: String { forward }
  }

  private static let all = [
    Written(
      op: .softmax, inputs: [("z", .vector(3))],
      forward: "exp(z[i] − maxk z[k]) / Σk exp(z[k] − maxl z[l])",
      backward: "y[i]·(∂y/∂y[i] − Σk ∂y/∂y[k]·y[k])"),
    Written(
      op: .logSoftmaxRows, inputs: [("S", .matrix(2, 3))],
      forward: "S[i,j] − maxk S[i,k] − log(Σk exp(S[i,k] − maxl S[i,l]))",
      backward: "∂y/∂y[i,j] − exp(y[i,j])·Σk ∂y/∂y[i,k]"),
    Written(
      op: .max, inputs: [("v", .vector(3))], forward: "maxk v[k]",
      backward: "∂y/∂y·(1 − step(y − v[i])) / Σk (1 − step(y − v[k]))"),
    Written(
      op: .concat([3, nil]), inputs: [("h", .vector(3)), ("b", .scalar)],
      forward: "concat(h, b)[i]", backward: "∂y/∂y[i]"),
    Written(
      op: .total(3), inputs: [("a", .scalar), ("b", .scalar), ("c", .scalar)],
      forward: "a + b + c", backward: "∂y/∂y"),
    Written(
      op: .embed, inputs: [("E", .matrix(4, 2)), ("in[2]", .scalar)],
      forward: "E[in[2],i]", backward: "∂y/∂y[j] if i = in[2], else 0"),
    // The token k is another than the letter k.
    Written(
      op: .softmaxCrossEntropy, inputs: [("z", .vector(3)), ("k", .scalar)],
      forward: "maxr z[r] − z[k] + log(Σr exp(z[r] − maxl z[l]))",
      backward:
        "∂y/∂y·(exp(z[i] − maxr z[r]) / Σr exp(z[r] − maxl z[l]) − (1 if i = k, else 0))"),
    Written(
      op: .bceWithLogits, inputs: [("z", .scalar), ("t", .scalar)],
      forward: "max(z, 0) − z·t + log(1 + exp(−abs(z)))",
      backward: "∂y/∂y·(1 / (1 + exp(−z)) − t)"),
    Written(
      op: .sample, inputs: [("p", .vector(3)), ("u", .scalar)],
      forward: "min(Σk (1 − step(Σl≤k p[l] − u)), 3 − 1)", backward: nil),
    // What a Σ ends, it does not share with what stands around it.
    Written(
      op: Op(
        "shares", forward: Op.a[Op.i, .only] / (2 * Op.sum(Op.k, Op.a[Op.k, .only])),
        backward: [nil]),
      inputs: [("v", .vector(3))], forward: "v[i] / (2·Σk v[k])", backward: nil),
    Written(
      op: Op(
        "scaled", forward: Op.sum(Op.k, Op.a[Op.k, .only]) * Op.a[Op.i, .only],
        backward: [nil]),
      inputs: [("v", .vector(3))], forward: "(Σk v[k])·v[i]", backward: nil),
    Written(
      op: .element(row: 1, column: 0), inputs: [("v", .vector(3))], forward: "v[2]",
      backward: "∂y/∂y if i = 2, else 0"),
    Written(
      op: .element(row: .at(0), column: .picked(1)),
      inputs: [("A", .matrix(2, 3)), ("k", .scalar)], forward: "A[1,k]",
      backward: "∂y/∂y if i = 1 and j = k, else 0"),
  ]

  @Test("with its letters reads as mathematics", arguments: all)
  private func general(written: Written) throws {
    var graph = Graph()
    let tokens = written.op.forward.picks
    let inputs = written.inputs.enumerated().map { n, input in
      graph.given(input.0, Matrix(input.1, repeating: 0.5), isToken: tokens.contains(n))
    }
    let y = try graph.apply(written.op, inputs, named: "y")
    let root = graph[y].shape.isScalar ? y : try graph.apply(.sum, y, named: "s")
    let trace = graph.trace(root: root)
    #expect(trace.derivation(of: Entry(.value(y))).rule.text == written.forward)
    let step = trace.program.steps.first { $0.phase == .backward && $0.node == y && $0.slot == 0 }
    let line = step.map { trace.derivation(of: $0, row: 0, column: 0).rule.text }
    #expect(line == written.backward.map { $0.replacing("∂y/", with: root == y ? "∂y/" : "∂s/") })
  }

  @Test("for one element writes the largest of all out once it is worked out")
  func shortened() throws {
    var graph = Graph()
    let z = graph.weight("z", Matrix(vector: [0, 2]))
    let most = try graph.apply(.max, z, named: "most")
    let soft = try graph.apply(.softmax, z, named: "p")
    let rows = try graph.apply(
      .softmaxRows, graph.weight("S", Matrix(rows: [[0, 2], [1, 1]])), named: "R")
    let trace = graph.trace()
    #expect(
      trace.derivation(of: Entry(.value(most))).line == "most = max(z[1], z[2]) = max(0, 2) = 2")
    let line = trace.derivation(of: Entry(.value(soft)))
    #expect(line.symbols.text == "exp(z[1] − max(z)) / (exp(z[1] − max(z)) + exp(z[2] − max(z)))")
    #expect(line.numbers.text == "exp(0 − 2) / (exp(0 − 2) + exp(2 − 2))")
    let row = trace.derivation(of: Entry(.value(rows), row: 1))
    #expect(row.symbols.text.hasPrefix("exp(S[2,1] − max(S[2,1…2])) / "))
  }

  @Test("has its constants whole; only numbers worked with are rounded")
  func constants() throws {
    var graph = Graph()
    let x = graph.given("x", Matrix(2)), c = graph.constant(Matrix(12345.678), label: "12345.678")
    let y = try graph.apply(.multiply, c, x, named: "y")
    let line = graph.trace().derivation(of: Entry(.value(y)))
    #expect(line.rule.text == "12345.678·x" && line.symbols.text == "12345.678·x")
    #expect(line.line == "y = 12345.678·x ≈ 12345.7·2 ≈ 24691")
  }

  @Test("that takes the largest says its position from 0")
  func argmax() throws {
    var graph = Graph()
    let p = graph.weight("p", Matrix(vector: [0.1, 0.7, 0.2]))
    let best = try graph.apply(.argmax, p, named: "best")
    let line = graph.trace().derivation(of: Entry(.value(best)))
    #expect(
      line.line == "best = argmax(p[1], p[2], p[3]) ≈ argmax(0.1, 0.7, 0.2) = 1"
        || line.line == "best = argmax(p[1], p[2], p[3]) = argmax(0.1, 0.7, 0.2) = 1")
  }
}
