import Autograd

extension Op {
  static let slip = Op(
    "slip",
    forward: a[i, j] * a[i, j],
    backward: [g[i, j] * a[i, j]])
}

func checkingGradients() throws {
  var graph = Graph()
  let v = graph.weight("v", Matrix(3))
  let q = try graph.apply(.slip, v, named: "q")
  for check in Program(graph, root: q).checkGradients() {
    print("rule", check.gradient, "measured", check.measured.short, "right", check.error < 1e-6)
  }
  // rule 3.0 measured 6 right false

  var right = Graph()
  let u = right.weight("u", Matrix(3))
  let r = try right.apply(.power(2), u, named: "r")
  for check in Program(right, root: r).checkGradients() {
    print("rule", check.gradient, "measured", check.measured.short, "right", check.error < 1e-6)
  }
  // rule 6.0 measured 6 right true
}
