import Foundation
import Testing

@testable import Autograd

@Suite("The gradient check")
struct GradientCheckTests {
  @Test("agrees on a deep model, named quantities and all, to ten digits")
  func deep() throws {
    var graph = Graph()
    let w = graph.weight("W", Matrix(rows: [[1.5, -0.7], [0.4, 1.2]]))
    var h = graph.given("h[0]", Matrix(vector: [0.3, -0.2]))
    for t in 1...20 {
      let z = try graph.apply(.matmul, [w, h], named: "z\(t)", label: "(W h)")
      h = try graph.apply(.tanh, z, named: "h[\(t)]")
    }
    let loss = try graph.apply(.sum, h, named: "loss")
    let checks = Program(graph, root: loss).checkGradients()
    #expect(checks.count == 4 + 2 + 20 * 2)
    for check in checks { #expect(check.error < 1e-10, "\(check)") }
  }

  @Test("nudges a number in proportion to its size", arguments: [1e9, 1e4, 1, 1e-3, -1e9])
  func scale(x: Double) throws {
    var graph = Graph()
    let x = graph.weight("x", Matrix(x))
    let loss = try graph.apply(.power(2), x, named: "loss")
    let check = try #require(Program(graph, root: loss).checkGradients().first)
    #expect(check.error < 1e-9, "\(check)")
  }

  /// y = a x, with a backward rule that is off by a factor.
  private func program(slope a: Double, wrongBy factor: Double) throws -> Program {
    let wrong = Op(
      "wrong", forward: Op.a[Op.i, Op.j] * Op.b[Op.i, Op.j],
      backward: [.number(factor) * Op.g[Op.i, Op.j] * Op.b[Op.i, Op.j], nil])
    var graph = Graph()
    let x = graph.weight("x", Matrix(0.5)), a = graph.given("a", Matrix(a), isToken: true)
    let loss = try graph.apply(wrong, x, a, named: "loss")
    return Program(graph, root: loss)
  }

  @Test("tells a wrong gradient though it is small", arguments: [1, 1e-6, -1e-9, 1e-10])
  func small(slope: Double) throws {
    let wrong = try program(slope: slope, wrongBy: 1.01).checkGradients()
    #expect(wrong.count == 1 && wrong[0].error > 1e-3, "\(wrong)")
    let vanished = try program(slope: slope, wrongBy: 0).checkGradients()
    #expect(vanished.count == 1 && vanished[0].error > 0.9, "\(vanished)")
    for check in try program(slope: slope, wrongBy: 1).checkGradients() {
      #expect(check.error < 1e-9, "\(check)")
    }
  }

  /// σ(40) − 1 is 0 to a computer; the loss falls on, by 4e-18.
  @Test("does not take the rounding of a backward rule for a wrong gradient")
  func saturated() throws {
    var graph = Graph()
    let z = graph.weight("z", Matrix(40)), y = graph.constant(Matrix(1), label: "1")
    let loss = try graph.apply(.bceWithLogits, z, y, named: "loss")
    let check = try #require(Program(graph, root: loss).checkGradients().first)
    #expect(check.gradient == 0 && check.measured < 0 && check.error < 1e-10, "\(check)")
  }

  @Test("does not take the rounding of a large loss for a wrong gradient")
  func resolution() throws {
    var graph = Graph()
    let x = graph.weight("x", Matrix(0.5)), far = graph.given("far", Matrix(1e6))
    let slight = graph.given("slight", Matrix(1e-9))
    let y = try graph.apply(.multiply, x, slight, named: "y")
    let high = try graph.apply(.add, y, far, named: "high")
    let loss = try graph.apply(.subtract, high, far, named: "loss")
    let check = try #require(
      Program(graph, root: loss).checkGradients().first { $0.entry.quantity == .gradient(x) })
    #expect(check.gradient == 1e-9 && check.measured != check.gradient)
    #expect(check.error < 1e-6 && check.resolution > 1e-7, "\(check)")
  }

  @Test("compares named constants too, and not numbers within a line")
  func constants() throws {
    var graph = Graph()
    let start = graph.constant(Matrix(vector: [0, 0]), named: "h[0]")
    let two = graph.constant(Matrix(vector: [2, 2]), label: "2")
    let loss = try graph.apply(.dot, start, two, named: "loss")
    let checks = Program(graph, root: loss).checkGradients()
    #expect(checks.map(\.entry.quantity) == [.gradient(start), .gradient(start)])
    for check in checks { #expect(check.gradient == 2 && check.error < 1e-10) }
  }

  @Test("finds a smaller nudge where the curve is sharp")
  func sharp() throws {
    var graph = Graph()
    let x = graph.weight("x", Matrix(0.0001)), steep = graph.given("a", Matrix(20_000))
    let z = try graph.apply(.multiply, x, steep, named: "z")
    let loss = try graph.apply(.tanh, z, named: "loss")
    let check = try #require(Program(graph, root: loss).checkGradients().first)
    #expect(check.error < 1e-6, "\(check)")
  }

  /// loss = relu(x) + |y| + step(v) + max(m), each on its kink, and a softmax with a tie, which has
  /// none.
  @Test("says at which kinks it means nothing")
  func kinks() throws {
    var graph = Graph()
    let x = graph.weight("x", Matrix(0)), v = graph.weight("v", Matrix(1e-7))
    let m = graph.weight("m", Matrix(vector: [1, 1]))
    let relu = try graph.apply(.relu, x, named: "r")
    let abs = try graph.apply(.abs, x, named: "a")
    let step = try graph.apply(.step, v, named: "s")
    let most = try graph.apply(.max, m, named: "most")
    let soft = try graph.apply(.softmax, m, named: "soft")
    let first = try graph.apply(.element(row: 0, column: 0), soft, named: "first")
    let loss = try graph.apply(.total(5), [relu, abs, step, most, first], named: "loss")
    let program = Program(graph, root: loss)
    #expect(program.kinks(near: Entry(.gradient(x))) == [relu, abs])
    #expect(program.kinks(near: Entry(.gradient(v))) == [step])
    #expect(program.kinks(near: Entry(.gradient(m))) == [most])
    #expect(program.kinks(near: Entry(.gradient(m)), setting: [m: Matrix(vector: [1, 3])]) == [])
    #expect(program.kinks(near: Entry(.gradient(v)), setting: [v: Matrix(1)]) == [])
    let wrong = Set(program.checkGradients().filter { $0.error > 1e-6 }.map(\.entry.quantity.node))
    #expect(wrong == [x, v])
  }

  @Test("finds an operation exactly on its kink, though both nudges go the same way")
  func onTheKink() throws {
    var graph = Graph()
    let x = graph.weight("x", Matrix(0))
    let square = try graph.apply(.power(2), x, named: "square")
    let root = try graph.apply(.sqrt, square, named: "root")
    let loss = try graph.apply(.relu, root, named: "loss")
    #expect(Program(graph, root: loss).kinks(near: Entry(.gradient(x))) == [loss])
  }

  @Test("names argmax where a nudge moves it")
  func argmax() throws {
    var graph = Graph()
    let p = graph.weight("p", Matrix(vector: [0.5, 0.5]))
    let best = try graph.apply(.argmax, p, named: "best")
    let sum = try graph.apply(.sum, p, named: "sum")
    let loss = try graph.apply(.add, sum, best, named: "loss")
    #expect(Program(graph, root: loss).kinks(near: Entry(.gradient(p), row: 1)) == [best])
  }

  @Test("says of an op with branches that it is smooth only where its slope has no jump")
  func smooth() throws {
    for op in Op.catalogue where op.isSmooth {
      var graph = Graph()
      let isByRows = op == .softmaxRows || op == .logSoftmaxRows
      let z = graph.weight(
        "z", isByRows ? Matrix(rows: [[0, 0, 0], [1, 1, 0]]) : Matrix(vector: [0, 0, 0]))
      var inputs = [z]
      if op == .bceWithLogits { inputs.append(graph.given("y", Matrix(vector: [1, 0, 0.5]))) }
      if op == .softmaxCrossEntropy { inputs.append(graph.given("k", Matrix(0), isToken: true)) }
      let y = try graph.apply(op, inputs, named: "y")
      let mix = Matrix(graph[y].shape, (0..<graph[y].shape.count).map { 1 + Double($0) })
      let mixed = try graph.apply(.multiply, y, graph.given("m", mix), named: "mixed")
      let loss = try graph.apply(.sum, mixed, named: "loss")
      for check in Program(graph, root: loss).checkGradients() {
        #expect(check.error < 1e-9, "\(op.name) \(check)")
      }
    }
  }
}
