import Autograd

func oneBackwardPass() throws {
  var graph = Graph()
  let x = graph.given("x", Matrix(vector: [4, 1.5]))
  let y = graph.given("y", Matrix(1))
  let w = graph.weight("w", Matrix(vector: [1, -2]))
  let b = graph.weight("b", Matrix(-1))
  let s = try graph.apply(.dot, w, x, named: "s")
  let z = try graph.apply(.add, s, b, named: "z")
  let p = try graph.apply(.sigmoid, z, named: "p")
  let d = try graph.apply(.subtract, p, y, named: "d")
  let loss = try graph.apply(.power(2), d, named: "loss")

  let trace = Program(graph, root: loss).run()
  print(trace[.value(loss)].elements)  // [0.25]
  print(trace[.gradient(p)].elements, trace[.gradient(z)].elements)  // [-1.0] [-0.25]
  print(trace[.gradient(w)].elements, trace[.gradient(b)].elements)  // [-1.0, -0.375] [-0.25]

  let stepped = [w: Matrix(vector: [1.5, -1.8125]), b: Matrix(-0.875)]
  let next = Program(graph, root: loss).run(setting: stepped)
  print(next[.value(loss)].elements[0] < 0.25)  // true

  var square = Graph()
  let v = square.weight("v", Matrix(3))
  let q = try square.apply(.multiply, v, v, named: "q")
  for entry in square.trace(root: q).ledger(of: v) {
    print("share", entry.share.elements[0], "total", entry.total.elements[0])
  }
  // share 3.0 total 3.0
  // share 3.0 total 6.0
}
