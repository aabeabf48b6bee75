import Autograd

/// An op by itself, run on numbers of no model.
struct PointwiseFunction {
  let op: Op

  func values(_ inputs: [Double]) -> [Double] {
    var graph = Graph()
    let x = graph.given("x", Matrix(vector: inputs))
    guard let y = try? graph.apply(op, x, named: "y") else { return [] }
    return graph.trace()[.value(y)].elements
  }

  /// What the op's backward rule makes of a gradient of 1.
  func slope(at input: Double) -> Double? {
    var graph = Graph()
    let x = graph.given("x", Matrix(input))
    guard let y = try? graph.apply(op, x, named: "y") else { return nil }
    return graph.trace(root: y)[Entry(.gradient(x))]
  }
}
