import Autograd

func explanations() throws {
  var graph = Graph()
  let x = graph.given("x", Matrix(vector: [2, 1]))
  let w = graph.weight("w", Matrix(vector: [0.5, -3]))
  let s = try graph.apply(.dot, w, x, named: "s")
  let loss = try graph.apply(.power(2), s, named: "loss")
  let trace = graph.trace(root: loss)

  if case .computed(let derivation) = trace.explanation(of: Entry(.value(s))) {
    print(derivation.symbols.text)  // w[1]·x[1] + w[2]·x[2]
    print(derivation.numbers.text)  // 0.5·2 + (−3)·1
    for round in derivation.rounds { print(round.text) }  // 1 + (−3)
    print(derivation.equality, derivation.result)  // = −2
  }

  if case .ledger(_, let shares, let total) = trace.explanation(of: Entry(.gradient(w))) {
    for share in shares { print(share.derivation.line) }
    print(total)
  }
  // ∂loss/∂w[1] += ∂loss/∂s·x[1] = (−4)·2 = −8
  // -8.0
}
