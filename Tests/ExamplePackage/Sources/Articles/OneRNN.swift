import Autograd

func oneRNN() throws {
  var graph = Graph()
  let w = graph.weight("w", Matrix(0.5))
  let u = graph.weight("u", Matrix(1))
  var h = [graph.constant(Matrix(0), named: "h[0]")]
  for (t, number) in [1.0, 0, 1].enumerated() {
    let x = graph.given("x[\(t + 1)]", Matrix(number))
    let kept = try graph.apply(.multiply, w, h[t], named: "kept[\(t + 1)]")
    let read = try graph.apply(.multiply, u, x, named: "read[\(t + 1)]")
    let z = try graph.apply(.add, kept, read, named: "z[\(t + 1)]")
    h.append(try graph.apply(.relu, z, named: "h[\(t + 1)]"))
  }
  let loss = try graph.apply(.power(2), h[3], named: "loss")
  let trace = graph.trace(root: loss)
  print(h.map { trace[.value($0)].elements[0] })  // [0.0, 1.0, 0.5, 1.25]
  print(trace[.value(loss)].elements)  // [1.5625]

  print(h.map { trace[.gradient($0)].elements[0] })  // [0.3125, 0.625, 1.25, 2.5]

  for entry in trace.ledger(of: w) {
    print(trace.graph[entry.step.node].name, entry.share.elements[0], entry.total.elements[0])
  }
  // kept[3] 1.25 1.25
  // kept[2] 1.25 2.5
  // kept[1] 0.0 2.5

  print(trace[.gradient(u)].elements)  // [3.125]
}
