import Autograd

func oneNeuron() throws {
  var graph = Graph()
  let x = graph.given("x", Matrix(vector: [4, 1.5]))
  let w = graph.weight("w", Matrix(vector: [1, -2]))
  let b = graph.weight("b", Matrix(-1))
  let s = try graph.apply(.dot, w, x, named: "s")
  let z = try graph.apply(.add, s, b, named: "z")
  let p = try graph.apply(.sigmoid, z, named: "p")

  let program = Program(graph)
  let trace = program.run()
  print(trace[.value(s)].elements, trace[.value(z)].elements, trace[.value(p)].elements)
  // [1.0] [0.0] [0.5]

  let other = program.run(setting: [x: Matrix(vector: [3, 1.5])])
  print(other[.value(z)].elements)  // [-1.0]
  print(trace[.value(z)].elements)  // [0.0]
}
