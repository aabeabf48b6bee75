import Autograd

extension Op {
  /// a / (1 + |a|), element by element; it squeezes into −1…1 without an exponential.
  static let softsign = Op(
    "softsign",
    forward: a[i, j] / (1 + .abs(a[i, j])),
    backward: [g[i, j] / .power(1 + .abs(a[i, j]), 2)])
}

extension TinyRNN {
  /// A neuron with an op of its own: forward, backward, and its gradients checked.
  static func neuron() throws {
    var graph = Graph()
    let x = graph.given("x", Matrix(vector: [0.5, -1.5, 2]))
    let y = graph.given("y", Matrix(1))
    let w = graph.weight("w", Matrix(vector: [0.3, 0.8, -0.4]))
    let b = graph.weight("b", Matrix(0.1))
    let s = try graph.apply(.dot, w, x, named: "s")
    let z = try graph.apply(.add, s, b, named: "z")
    let p = try graph.apply(.softsign, z, named: "p")
    let miss = try graph.apply(.subtract, p, y, named: "miss")
    let loss = try graph.apply(.power(2), miss, named: "loss")

    let program = Program(graph, root: loss)
    let trace = program.run()
    say("p", trace[.value(p)].elements)
    say("∂loss/∂w", trace[.gradient(w)].elements)
    say("∂loss/∂b", trace[.gradient(b)].elements)
    let wrong = program.checkGradients().filter { $0.error > 1e-6 }
    say("wrong", [Double(wrong.count)])
  }
}
