import Autograd

extension Op {
  /// a², element by element; its slope is 2a.
  static let square = Op(
    "square",
    forward: a[i, j] * a[i, j],
    backward: [g[i, j] * (2 * a[i, j])])
}

func oneOp() throws {
  var graph = Graph()
  let x = graph.given("x", Matrix(vector: [1, -3]))
  let y = try graph.apply(.square, x, named: "y")
  let trace = graph.trace()
  print(trace[.value(y)].elements)  // [1.0, 9.0]

  let second = Entry(.value(y), row: 1)
  print(trace.derivation(of: second).line)  // y[2] = x[2]·x[2] = (−3)·(−3) = 9

  print(try Op.matmul.shape(of: [.matrix(2, 3), .vector(3)]))  // [2]
  do {
    _ = try Op.matmul.shape(of: [.matrix(2, 3), .vector(2)])
  } catch {
    print(error)  // matmul does not fit [2, 3] and [2]
  }
}
