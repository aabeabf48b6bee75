import Autograd
import Diagnostics
import Testing

@testable import Equations

/// A model from text, its last scalar the root.
func model(_ text: String, _ values: [String: Literal] = [:]) throws -> Model {
  try Model(SourceText(name: "m.eqn", text: text), values: values, root: .last)
}

extension Model {
  func value(_ name: String) throws -> Double {
    try program.run()[#require(entry(named: name))]
  }

  func gradient(_ name: String) throws -> Double { try value("grad(\(name))") }
}

@Suite("A model")
struct ModelTests {
  @Test("computes the circuit of CS231n, forward and backward")
  func circuit() throws {
    // cs231n.github.io/optimization-2: x = -2, y = 5, z = -4.
    let model = try model("given x = -2; given y = 5; given z = -4\nq = x + y\nf = q z")
    #expect(try model.value("q") == 3)
    #expect(try model.value("f") == -12)
    #expect(try model.gradient("z") == 3)
    #expect(try model.gradient("q") == -4)
    #expect(try model.gradient("x") == -4)
    #expect(try model.gradient("y") == -4)
  }

  @Test("adds the shares of a quantity that is used more than once")
  func reuse() throws {
    #expect(try model("a = 1; b = a + a; c = b + b").gradient("a") == 4)
    let product = try model("a = 3; b = a a; y = (b + a) b")
    #expect(try product.value("y") == 108)
    #expect(try product.gradient("a") == 135)
  }

  @Test("computes the sigmoid neuron of CS231n")
  func neuron() throws {
    let model = try model(
      "given x : [3] = [-1, -2, 1]; weight w : [3] = [2, -3, -3]\nf = σ(w · x)")
    // f = 0.73, dw = (-0.20, -0.39, 0.20), dx = (0.39, -0.59); to more digits by hand from
    // f (1 - f) = 0.19661193.
    #expect(abs(try model.value("f") - 0.731058578630) < 1e-11)
    for (name, expected) in [
      ("w[1]", -0.196611933), ("w[2]", -0.393223866), ("w[3]", 0.196611933),
      ("x[1]", 0.393223866), ("x[2]", -0.589835799),
    ] {
      #expect(abs(try model.value("grad(\(name))") - expected) < 1e-8)
    }
  }

  @Test("computes the expression of micrograd's README to its printed digits")
  func micrograd() throws {
    let model = try model(
      """
      given a = -4
      given b = 2
      c1 = a + b
      d1 = a b + b^3
      c2 = c1 + (c1 + 1)
      c3 = c2 + (1 + c2 + (-a))
      d2 = d1 + (d1 2 + relu(b + a))
      d3 = d2 + (3 d2 + relu(b - a))
      e = c3 - d3
      f = e^2
      g1 = f / 2
      g = g1 + 10 / f
      """)
    #expect(abs(try model.value("g") - 24.7041) < 5e-5)
    #expect(abs(try model.gradient("a") - 138.8338) < 5e-5)
    #expect(abs(try model.gradient("b") - 645.5773) < 5e-5)
  }

  @Test("computes Mazur's network to the published digits")
  func mazur() throws {
    let model = try model(
      """
      given i : [2] = [0.05, 0.10]
      given t : [2] = [0.01, 0.99]
      weight W1 : [2, 2] = [[0.15, 0.20], [0.25, 0.30]]
      weight W2 : [2, 2] = [[0.40, 0.45], [0.50, 0.55]]
      given b1 = 0.35; given b2 = 0.60
      h = σ(W1 i + b1)
      o = σ(W2 h + b2)
      loss = sum(0.5 (t - o)^2)
      update W1 = W1 - 0.5 grad(W1)
      update W2 = W2 - 0.5 grad(W2)
      """)
    #expect(abs(try model.value("loss") - 0.298371109) < 5e-10)
    #expect(abs(try model.gradient("W2[1,1]") - 0.082167041) < 5e-10)
    let after = model.program.run().updatedWeights
    let w2 = try #require(model.declaration(named: "W2")?.node)
    let w1 = try #require(model.declaration(named: "W1")?.node)
    #expect(abs(try #require(after[w2])[0, 0] - 0.35891648) < 5e-9)
    #expect(abs(try #require(after[w1])[0, 0] - 0.149780716) < 5e-10)
    let next = model.program.run(setting: after)
    #expect(abs(next[try #require(model.entry(named: "loss"))] - 0.291027774) < 5e-9)
  }

  @Test("reads both spellings of each operator alike")
  func spellings() throws {
    let pairs = [
      ("a ∘ b", "a * b"), ("a ∘ b", "a ⊙ b"), ("a - b", "a − b"), ("W a", "W @ a"),
      ("Wᵀ a", "W' a"), ("sum(σ(a))", "sum(sigmoid(a))"), ("a · b", "a ⋅ b"),
    ]
    let start = "given a : [2] = [1, 2]; given b : [2] = [3, 5]; given W : [2,2] = [[1,2],[3,4]]\n"
    for (one, other) in pairs {
      let x = try model("\(start)y = \(one)"), y = try model("\(start)y = \(other)")
      let entry = try #require(x.entry(named: "y[1]") ?? x.entry(named: "y"))
      #expect(x.program.run()[entry.quantity] == y.program.run()[entry.quantity], "\(one)")
    }
  }

  @Test("binds as the language says")
  func precedence() throws {
    let start = "given a = 2; given b = 3; given c = 5\n"
    for (text, expected) in [
      ("a + b c", 17.0), ("a b^2", 18), ("-a^2", -4), ("a -b", -1), ("a / b c", 2.0 / 15),
      ("a ∘ b / c", 1.2), ("-a b", -6), ("2 a · b", 12), ("a^-1", 0.5), ("a - b - c", -6),
      ("(a + b) c", 25), ("2^3", 8), ("a ∘ -b", -6), ("1e1 a", 20), (".5 a", 1),
    ] {
      #expect(try model("\(start)y = \(text)").value("y") == expected, "\(text)")
    }
  }

  @Test("lets weights be updated from values of before")
  func updates() throws {
    let model = try Model(
      SourceText(
        name: "m.eqn",
        text: "weight u = 1; weight v = 10\ny = u + v\nupdate u = v\nupdate v = u"))
    let after = model.program.run().updatedWeights
    #expect(after[try #require(model.declaration(named: "u")?.node)] == Matrix(10))
    #expect(after[try #require(model.declaration(named: "v")?.node)] == Matrix(1))
  }

  @Test("expands the functions a file defines")
  func functions() throws {
    let model = try model(
      "gelu(x) = 0.5 x ∘ (1 + tanh(0.79788 (x + 0.044715 x^3)))\ngiven a = 1\ny = gelu(a) + gelu(2 a)"
    )
    // PyTorch: gelu(1, approximate="tanh") = 0.841192, gelu(2) = 1.954598.
    #expect(abs(try model.value("y") - (0.841192 + 1.954598)) < 1e-5)
  }

  @Test("draws the same numbers every time, and others for another seed")
  func draws() throws {
    let text = "weight w : [3] ~ uniform(-0.5, 0.5)\nweight v : [4, 4] ~ normal(2)\ny = sum(w)"
    let first = try model(text), again = try model(text), other = try model("seed 7\n\(text)")
    let w = try #require(first.declaration(named: "w")?.node)
    #expect(first.program.run()[.value(w)] == again.program.run()[.value(w)])
    #expect(first.program.run()[.value(w)] != other.program.run()[.value(w)])
    #expect(first.program.run()[.value(w)].elements.allSatisfy { abs($0) <= 0.5 })
  }

  @Test("shows captions and the text of each equation")
  func captions() throws {
    let model = try model("given x = 2\ny = x x   # the square\n")
    #expect(model.graph.lines.map(\.text) == ["y = x x"])
    #expect(model.graph.lines.map(\.caption) == ["the square"])
  }

  @Test("takes values from outside")
  func values() throws {
    let model = try model(
      "size n = 2\ngiven x : [n] = [1, 2]; y = sum(x)", ["x": .list([.number(5), .number(6)])])
    #expect(try model.value("y") == 11)
  }

  @Test("answers questions about values, gradients and what follows from them")
  func queries() throws {
    let model = try model("given x : [2] = [1, 2]; weight w : [2] = [3, 4]\nloss = w · x")
    func answer(_ text: String) throws -> [Double] {
      try Query(SourceText(name: "q", text: text), to: model).answer(setting: [:]).elements
    }
    #expect(try answer("w") == [3, 4])
    #expect(try answer("loss") == [11])
    #expect(try answer("grad(w)") == [1, 2])
    #expect(try answer("grad(w)[2]") == [2])
    #expect(try answer("2 loss - w[1]") == [19])
    #expect(try answer("w · w") == [25])
  }
}

@Suite("A training run")
struct TrainingRunTests {
  /// w ← w + x, once an example; x is 1, then 10.
  private func run(
    edits: [Int: [Entry: Double]] = [:], learns: Bool = true
  ) throws -> (TrainingRun, NodeID) {
    let model = try Model(
      SourceText(name: "m.eqn", text: "given x = 0; weight w\nz = x\nupdate w = w + x"))
    let x = try #require(model.declaration(named: "x")?.node)
    let w = try #require(model.declaration(named: "w")?.node)
    let examples = [[x: Matrix(1)], [x: Matrix(10)]]
    return (TrainingRun(model, examples: examples, edits: edits, learns: learns), w)
  }

  @Test("carries the weights from one example to the next, epoch after epoch")
  func weights() throws {
    var (run, w) = try run()
    let before = (0..<5).map { run.leaves(at: $0)[w]?[0, 0] }
    #expect(before == [0, 1, 11, 12, 22])
    // Going back gives the same numbers as the first time.
    #expect(run.leaves(at: 1)[w] == Matrix(1))
  }

  @Test("keeps the weights where nothing is learned")
  func forward() throws {
    var (run, w) = try run(learns: false)
    #expect(run.leaves(at: 3)[w] == Matrix(0))
    #expect(run.updates(before: 3) == 0)
  }

  @Test("goes on from a number that was put in")
  func edits() throws {
    let (_, weight) = try run()
    var (run, w) = try run(edits: [1: [Entry(.value(weight)): 100]])
    #expect((0..<4).map { run.leaves(at: $0)[w]?[0, 0] } == [0, 100, 110, 111])
  }

  @Test("counts the updates that changed a weight")
  func counting() throws {
    let model = try Model(
      SourceText(name: "m.eqn", text: "given x = 0; weight w\nz = x\nupdate w = w + x"))
    let x = try #require(model.declaration(named: "x")?.node)
    var run = TrainingRun(model, examples: [[x: Matrix(0)], [x: Matrix(1)]])
    #expect((0..<5).map { run.updates(before: $0) } == [0, 0, 1, 1, 2])
    #expect(run.presentation(afterUpdates: 2, limit: 100) == 4)
    #expect(run.presentation(afterUpdates: 3, limit: 5) == nil)
  }

  /// The gradient is x: v is 4, 8 and 4.5 after updates with x = 4, 6 and 0.5.
  @Test("goes on from what an optimizer remembers")
  func optimizer() throws {
    let text = "given x = 0; weight w = 2; weight b = 1\nloss = w x\nupdate b = b + 1"
    let model = try Model(SourceText(name: "m.eqn", text: text))
      .learning(with: .momentum(rate: 0.25, decay: 0.5))
    let x = try #require(model.declaration(named: "x")?.node)
    let w = try #require(model.declaration(named: "w")?.node)
    let b = try #require(model.declaration(named: "b")?.node)
    var run = TrainingRun(model, examples: [[x: Matrix(4)], [x: Matrix(6)], [x: Matrix(0.5)]])
    #expect((0..<4).map { run.leaves(at: $0)[w]?[0, 0] } == [2, 1, -1, -2.125])
    #expect((0..<4).map { run.leaves(at: $0)[b]?[0, 0] } == [1, 2, 3, 4])
    #expect(run.history(before: 1).map(\.weights) == [[w: Matrix(1), b: Matrix(2)]])
    // What the optimizer does stands nowhere in the file.
    let next = try #require(model.graph.update(of: w))
    #expect(model.place(of: next) == nil && model.place(of: w) != nil)
  }

  @Test("counts no update by which only an optimizer's memory changed")
  func memoryAlone() throws {
    let text = "given x = 0; weight w = 2\nloss = w x"
    let model = try Model(SourceText(name: "m.eqn", text: text)).learning(with: .adam(rate: 1))
    var run = TrainingRun(model, examples: [[:]])
    #expect(run.updates(before: 3) == 0)
  }

  @Test("of a model without a loss has nothing to optimize")
  func noLoss() throws {
    let model = try Model(SourceText(name: "m.eqn", text: "weight w = 2\nz = w"))
    #expect(model.learning(with: .sgd(rate: 1)).graph.nodes.count == model.graph.nodes.count)
  }
}
