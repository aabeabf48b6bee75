import Testing

@testable import Autograd

@Suite("No number is read that is another quantity's")
struct BoundsTests {
  @Test("because a rule that reads outside an operand is refused as it meets one")
  func rules() async {
    await #expect(processExitsWith: .failure) {
      let bad = Op("bad", forward: Op.a[Op.i, Op.j], backward: [Op.g[Op.j, Op.i]])
      var graph = Graph()
      let x = graph.weight("x", Matrix(.matrix(2, 3), repeating: 1))
      _ = try graph.apply(bad, x, named: "y")
    }
    await #expect(processExitsWith: .failure) {
      let bad = Op(
        "bad", forward: Op.a[Op.i, Op.j], backward: [Op.g[.shifted(.i, by: 1), Op.j]])
      var graph = Graph()
      _ = try graph.apply(bad, graph.weight("x", Matrix(vector: [1, 2])), named: "y")
    }
  }

  @Test("because a rule names what it may read")
  func slots() async {
    await #expect(processExitsWith: .failure) {
      _ = Op("bad", forward: Op.g[Op.i, Op.j], backward: [nil])
    }
    await #expect(processExitsWith: .failure) {
      _ = Op("bad", forward: Op.b[Op.i, Op.j], backward: [nil])
    }
    await #expect(processExitsWith: .failure) {
      _ = Op("bad", forward: Op.a[Op.i, Op.j], backward: [Op.b[Op.i, Op.j]])
    }
  }

  @Test("because a trace knows each quantity's rows and columns")
  func trace() async {
    await #expect(processExitsWith: .failure) {
      var graph = Graph()
      let x = graph.weight("x", Matrix(vector: [1, 2]))
      _ = graph.weight("w", Matrix(vector: [1, 2]))
      _ = graph.trace()[Entry(.value(x), row: 2)]
    }
    await #expect(processExitsWith: .failure) {
      var graph = Graph()
      let x = graph.weight("x", Matrix(vector: [1, 2]))
      let trace = graph.trace(root: try graph.apply(.sum, x, named: "y"))
      _ = trace.share(of: trace.program.steps[1], at: Entry(.gradient(x), column: 1))
    }
  }

  @Test("because a run takes leaves alone, in their shapes")
  func leaves() async {
    await #expect(processExitsWith: .failure) {
      var graph = Graph()
      let x = graph.weight("x", Matrix(.matrix(2, 3), repeating: 1))
      _ = graph.trace(setting: [x: Matrix(.matrix(3, 2), repeating: 1)])
    }
    await #expect(processExitsWith: .failure) {
      var graph = Graph()
      let y = try graph.apply(.exp, graph.weight("x", Matrix(1)), named: "y")
      _ = graph.trace(setting: [y: Matrix(1)])
    }
  }

  @Test("because none is empty")
  func empty() async {
    #expect(throws: ShapeError.self) { try Op.onehot(0).shape(of: [.scalar]) }
    #expect(throws: ShapeError.self) { try Op.sum.shape(of: [.vector(0)]) }
    #expect(throws: ShapeError.self) { try Op.add.shape(of: [.scalar]) }
    await #expect(processExitsWith: .failure) {
      var graph = Graph()
      graph.given("x", Matrix(vector: []))
    }
  }
}
