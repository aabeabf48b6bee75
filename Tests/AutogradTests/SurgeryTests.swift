import Foundation
import Testing

@testable import Autograd

/// s = W x, a = softmax(s), h = tanh(s), y = a ∘ h, loss = Σ y²: two ways from s, one of which reads
/// its own result going backward.
private struct Attention {
  var graph = Graph()
  let w: NodeID, x: NodeID, s: NodeID, a: NodeID, h: NodeID, y: NodeID, loss: NodeID

  init() throws {
    w = graph.weight("W", Matrix(rows: [[0.5, -1], [0.3, 0.8], [-0.2, 0.4]]))
    x = graph.given("x", Matrix(vector: [1, 2]))
    s = try graph.apply(.matmul, w, x, named: "s")
    a = try graph.apply(.softmax, s, named: "a")
    h = try graph.apply(.tanh, s, named: "h")
    y = try graph.apply(.multiply, a, h, named: "y")
    loss = try graph.apply(.squareSum, y, named: "loss")
  }

  var program: Program { Program(graph, root: loss) }
}

@Suite("An overwritten number")
struct SurgeryTests {
  @Test("is what all that follows is computed from, and a leaf going backward")
  func likeALeaf() throws {
    let model = try Attention()
    let trace = model.program.run(overwriting: [
      Entry(.value(model.h), row: 0): 0, Entry(.value(model.h), row: 1): 1,
      Entry(.value(model.h), row: 2): -0.5,
    ])
    // The same with h given.
    var graph = Graph()
    let w = graph.weight("W", Matrix(rows: [[0.5, -1], [0.3, 0.8], [-0.2, 0.4]]))
    let x = graph.given("x", Matrix(vector: [1, 2]))
    let h = graph.given("h", Matrix(vector: [0, 1, -0.5]))
    let s = try graph.apply(.matmul, w, x, named: "s")
    let a = try graph.apply(.softmax, s, named: "a")
    let y = try graph.apply(.multiply, a, h, named: "y")
    let loss = try graph.apply(.squareSum, y, named: "loss")
    let expected = graph.trace(root: loss)
    for (mine, other) in [
      (model.w, w), (model.x, x), (model.s, s), (model.a, a), (model.h, h), (model.y, y),
      (model.loss, loss),
    ] {
      #expect(trace[.value(mine)] == expected[.value(other)])
      #expect(trace[.gradient(mine)] == expected[.gradient(other)])
    }
    // In the other order of its uses: 2·y·a, where y = a·h.
    #expect(trace[.gradient(model.h)].elements[0] == 0)
    #expect(trace[.gradient(model.h)].elements[1] != 0)
  }

  /// Of three attention weights the first is forced to 1. What is left of the softmax hands its
  /// shares on by the slopes it has where it was computed, at a = softmax(s), not at what was put in.
  @Test("leaves its neighbours to their rule")
  func neighbours() throws {
    let model = try Attention()
    let own = model.program.run()
    let trace = model.program.run(overwriting: [Entry(.value(model.a), row: 0): 1])
    let a = own[.value(model.a)].elements, h = own[.value(model.h)].elements
    #expect(trace[.value(model.a)].elements == [1, a[1], a[2]])
    #expect(trace.overwritten == [Entry(.value(model.a), row: 0): a[0]])
    // ∂loss/∂a = 2 y h, y = (1, a₂, a₃) ∘ h; it is shown for the overwritten one too.
    let da: [Double] = [2 * h[0] * h[0], 2 * a[1] * h[1] * h[1], 2 * a[2] * h[2] * h[2]]
    #expect(trace[.gradient(model.a)].elements.isClose(to: da))
    // ∂loss/∂s[j] = Σ k=2,3 of ∂a[k]·a[k]·(δ(k,j) − a[j]), and through tanh 2 y a (1 − h²).
    let b: [Double] = [1, a[1], a[2]]
    let ds = (0..<3).map { (j: Int) -> Double in
      let throughTanh: Double = 2 * b[j] * b[j] * h[j] * (1 - h[j] * h[j])
      let throughSoftmax = (1...2).map { (k: Int) -> Double in
        let slope: Double = a[k] * ((k == j ? 1 : 0) - a[j])
        return da[k] * slope
      }
      return throughTanh + throughSoftmax[0] + throughSoftmax[1]
    }
    #expect(trace[.gradient(model.s)].elements.isClose(to: ds))
  }

  @Test("stays fast while another is nudged, so that gradients agree with central differences")
  func measured() throws {
    let model = try Attention()
    let cuts: [[Entry: Double]] = [
      [:], [Entry(.value(model.a), row: 0): 1], [Entry(.value(model.s), row: 1): 0.25],
      [Entry(.value(model.h), row: 2): 0, Entry(.value(model.a), row: 1): 0.5],
      [Entry(.value(model.y), row: 0): 2],
    ]
    for cut in cuts {
      let trace = model.program.run(overwriting: cut)
      for node in [model.w, model.x, model.s, model.a, model.h, model.y] {
        for entry in model.graph.entries(of: .gradient(node)) {
          let check = try #require(trace.checkGradient(of: entry))
          #expect(check.error < 1e-9, "\(trace.name(of: entry)) \(check)")
          #expect(check.gradient == trace[entry])
        }
      }
    }
  }

  @Test("is told with what its rule gave, and shares with what was added")
  func explained() throws {
    let model = try Attention()
    let own = model.program.run()
    let entry = Entry(.value(model.h), row: 0)
    let trace = model.program.run(overwriting: [entry: 0.5])
    #expect(trace[entry] == 0.5)
    #expect(trace.derivation(of: entry).value == own[entry])
    #expect(trace.isOverwritten(model.h) && !trace.isOverwritten(model.a))
    for step in trace.program.steps where step.slot != nil {
      for target in trace.graph.entries(of: step.target) {
        let line = trace.derivation(of: step, row: target.row, column: target.column)
        #expect(line.value == trace.share(of: step, at: target))
      }
      let isCut = step.node == model.h
      #expect(trace.remark(on: step)?.contains("h is overwritten") == (isCut ? true : nil))
    }
  }

  @Test("that is given back what its rule gave changes no number forward")
  func same() throws {
    let model = try Attention()
    let own = model.program.run()
    let entry = Entry(.value(model.h), row: 1)
    let trace = model.program.run(overwriting: [entry: own[entry]])
    for node in model.graph.nodes { #expect(trace[.value(node.id)] == own[.value(node.id)]) }
    #expect(trace[.gradient(model.h)] == own[.gradient(model.h)])
    #expect(trace[.gradient(model.s)] != own[.gradient(model.s)])
  }

  @Test("is passed by where a stable form is computed past it, which is told")
  func passedBy() throws {
    var graph = Graph()
    let z = graph.weight("z", Matrix(vector: [0, 1]))
    let k = graph.given("k", Matrix(1), isToken: true)
    let p = try graph.apply(.softmax, z, named: "p")
    let loss = try graph.apply(
      .softmaxCrossEntropy, [z, k], named: "loss",
      inPlaceOf: Detour(op: .crossEntropy, inputs: [p, k]))
    let program = Program(graph, root: loss)
    #expect(program.stableForm(passingBy: p) == loss)
    #expect(program.stableForm(passingBy: z) == nil && program.stableForm(passingBy: k) == nil)
  }

  @Test("a comparison tells how many digits agree")
  func digits() {
    func digits(_ a: Double, _ b: Double) -> Int {
      GradientCheck(entry: Entry(.gradient(.placeholder)), gradient: a, measured: b, resolution: 0)
        .agreeingDigits
    }
    #expect(digits(0.17322, 0.17322) == 15)
    #expect(digits(1.2345, 1.2346) == 4)
    #expect(digits(-1000, -1001) == 3)
    #expect(digits(1, -1) == 0 && digits(0, 1e-9) == 0 && digits(1, .infinity) == 0)
    #expect(digits(1, .nan) == 0)
  }
}
