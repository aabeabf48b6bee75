import Testing

@testable import Autograd

/// loss = b (w x[1] + w x[2] + …), from w = 2 and b = 1: the gradient of w is b Σ x, that of b w Σ x.
private struct Sum {
  let program: Program
  let w: NodeID
  let b: NodeID
  let x: [NodeID]

  init(length: Int, isSwapped: Bool = false) throws {
    var graph = Graph()
    if isSwapped { graph.weight("b", Matrix(1)) }
    w = graph.weight("w", Matrix(2))
    if !isSwapped { graph.weight("b", Matrix(1)) }
    b = try #require(graph.node(named: "b"))
    x = (1...length).map { graph.given("x[\($0)]", Matrix(1)) }
    var terms: [NodeID] = []
    for (n, x) in x.enumerated() {
      terms.append(try graph.apply(.multiply, w, x, named: "term[\(n + 1)]"))
    }
    let sum = try graph.apply(.total(length), terms, named: "sum")
    let loss = try graph.apply(.multiply, b, sum, named: "loss")
    program = Program(graph, root: loss)
  }
}

extension TrainingMachine {
  /// One update from one run of all lanes.
  fileprivate mutating func learn() {
    beginUpdate()
    run()
    update()
  }
}

@Suite("A training machine")
struct TrainingMachineTests {
  private static let optimizers: [Optimizer] = [
    .sgd(rate: 0.01), .momentum(rate: 0.01), .adam(rate: 0.01),
  ]

  @Test("learns from the mean of its lanes' gradients")
  func mean() throws {
    let sum = try Sum(length: 1)
    var machine = TrainingMachine([.init(sum.program, lanes: 4)], optimizer: .sgd(rate: 0.5))
    for (lane, x) in [1.0, 2, 3, 6].enumerated() {
      machine.set(sum.x[0], to: Matrix(x), lane: lane)
    }
    machine.learn()
    // The means are 3 and 2·3: 2 − 0.5·3 and 1 − 0.5·6.
    #expect(machine[weight: sum.w] == Matrix(0.5))
    #expect(machine[weight: sum.b] == Matrix(-2))
  }

  @Test("keeps every lane's own numbers to be read")
  func lanes() throws {
    let sum = try Sum(length: 1)
    var machine = TrainingMachine([.init(sum.program, lanes: 2)], optimizer: .sgd(rate: 0.5))
    machine.set(sum.x[0], to: Matrix(3), lane: 1)
    machine.beginUpdate()
    machine.run()
    #expect(machine.loss(lane: 0) == 2 && machine.loss(lane: 1) == 6)
    // A quantity of each lane has the gradient of its lane's loss, a weight that of the mean.
    let total = try #require(sum.program.graph.node(named: "sum"))
    #expect(machine.gradient(of: total, lane: 0) == Matrix(1))
    #expect(machine.gradient(of: total, lane: 1) == Matrix(1))
    #expect(machine.gradient(of: sum.w) == Matrix(2))
    #expect(machine.value(of: sum.x[0], lane: 1) == Matrix(3))
    #expect(machine.value(of: sum.b, lane: 1) == Matrix(1))
  }

  @Test("counts a lane as much as it is told")
  func shares() throws {
    let sum = try Sum(length: 1)
    var machine = TrainingMachine([.init(sum.program, lanes: 3)], optimizer: .sgd(rate: 1))
    for (lane, x) in [4.0, 8, .infinity].enumerated() {
      machine.set(sum.x[0], to: Matrix(x), lane: lane)
    }
    for (lane, share) in [0.75, 0.25, 0].enumerated() {
      machine.weigh(part: 0, lane: lane, by: share)
    }
    machine.learn()
    // 0.75·4 + 0.25·8 = 5 for w, and 10 for b.
    #expect(machine.memory == [-3, -9])
  }

  @Test("adds up what parts of several lengths say, whatever the order of their weights")
  func parts() throws {
    let short = try Sum(length: 1), long = try Sum(length: 2, isSwapped: true)
    var machine = TrainingMachine(
      [.init(short.program), .init(long.program, lanes: 2)], optimizer: .sgd(rate: 0.1))
    machine.set(short.x[0], to: Matrix(4))
    for (lane, x) in [[1.0, 3], [2, 6]].enumerated() {
      for (n, x) in x.enumerated() { machine.set(long.x[n], to: Matrix(x), part: 1, lane: lane) }
      machine.weigh(part: 1, lane: lane, by: 0.25)
    }
    machine.weigh(part: 0, lane: 0, by: 0.5)
    machine.beginUpdate()
    machine.run(part: 0)
    machine.run(part: 1)
    machine.update()
    // Σ x is 4, 4 and 8: 4/2 + 4/4 + 8/4 = 5, and twice that for b.
    #expect(machine.memory == [1.5, 0])
    #expect(machine.loss(part: 1, lane: 1) == 16 && machine.loss(part: 0) == 8)
    // The next update begins anew, with the weights as they are now: b is 0, and so is w's gradient.
    machine.beginUpdate()
    machine.run(part: 1)
    machine.update()
    // That of b is 1.5 (4/4 + 8/4).
    #expect(machine.memory[0] == 1.5)
    #expect(abs(machine.memory[1] + 0.45) < 1e-15)
  }

  @Test("clips the sum of the gradients, not each of them")
  func clipping() throws {
    let sum = try Sum(length: 1)
    var machine = TrainingMachine(
      [.init(sum.program, lanes: 2)], optimizer: .sgd(rate: 1), clipping: .value(1))
    machine.set(sum.x[0], to: Matrix(4), lane: 0)
    machine.set(sum.x[0], to: Matrix(-3), lane: 1)
    machine.learn()
    // The mean is 0.5 for w, and 1 for b.
    #expect(machine.memory == [1.5, 0])
  }

  @Test("learns nothing from what only runs forward")
  func heldOut() throws {
    let sum = try Sum(length: 1)
    var machine = TrainingMachine([.init(sum.program)], optimizer: .sgd(rate: 1))
    machine.set(sum.x[0], to: Matrix(5))
    machine.beginUpdate()
    machine.runForward()
    #expect(machine.loss() == 10)
    machine.update()
    #expect(machine.memory == [2, 1])
  }

  @Test("goes on from a memory as it did the first time, bit for bit", arguments: optimizers)
  func memory(optimizer: Optimizer) throws {
    let sum = try Sum(length: 2)
    var machine = TrainingMachine(
      [.init(sum.program)], optimizer: optimizer, clipping: .norm(1))
    machine.set(sum.x[1], to: Matrix(-0.3))
    for _ in 0..<3 { machine.learn() }
    let memory = machine.memory
    var seen: [[Double]] = []
    for _ in 0..<5 {
      machine.learn()
      seen.append(machine.memory)
    }
    #expect(Set(seen).count == 5)
    machine.memory = memory
    for expected in seen {
      machine.learn()
      #expect(machine.memory == expected)
    }
  }

  @Test("remembers the weights first, in the order of the first part's")
  func order() throws {
    let sum = try Sum(length: 1, isSwapped: true)
    var machine = TrainingMachine(
      [.init(sum.program)], optimizer: .momentum(rate: 0.5, decay: 0.5))
    machine.learn()
    // b, w, then their velocities: the gradients are 2 and 1.
    #expect(machine.memory == [0, 1.5, 2, 1])
    machine[weight: sum.w] = Matrix(7)
    #expect(machine.memory == [0, 7, 2, 1])
  }

  @Test("sets what is drawn anew for an example")
  func redrawn() throws {
    var graph = Graph()
    let w = graph.weight("w", Matrix(1)), mask = graph.constant(Matrix(1), named: "mask")
    let loss = try graph.apply(.multiply, w, mask, named: "loss")
    var machine = TrainingMachine(
      [.init(Program(graph, root: loss), lanes: 2, redrawn: [mask])], optimizer: .sgd(rate: 1))
    machine.set(mask, to: Matrix(3), lane: 1)
    machine.learn()
    // The mean of the masks is 2.
    #expect(machine[weight: w] == Matrix(-1))
  }
}

@Suite("A model with updates of its own")
struct OwnUpdateTests {
  /// The perceptron's rule, w ← w + (y − step(w · x)) x, without a loss.
  @Test("gets the mean of what they say for each lane")
  func perceptron() throws {
    var graph = Graph()
    let w = graph.weight("w", Matrix(vector: [0, 0]))
    let x = graph.given("x", Matrix(vector: [1, 0])), y = graph.given("y", Matrix(1))
    let z = try graph.apply(.dot, w, x, named: "z")
    let o = try graph.apply(.step, z, named: "o")
    let error = try graph.apply(.subtract, [y, o], named: "error", phase: .update)
    let change = try graph.apply(
      .multiply.spreading(0), [error, x], named: "change", phase: .update)
    graph.update(w, to: try graph.apply(.add, [w, change], named: "w'", phase: .update))
    var machine = TrainingMachine([.init(Program(graph), lanes: 2)], optimizer: .adam(rate: 1))
    machine.set(x, to: Matrix(vector: [1, 1]), lane: 1)
    machine.set(y, to: Matrix(0), lane: 1)
    // Both answers are 0: (1, 0) and (0, 0).
    machine.learn()
    #expect(machine.memory == [0.5, 0])
    // Both are 1: (0.5, 0) and (−0.5, −1).
    machine.learn()
    #expect(machine.memory == [0, -0.5])
    #expect(machine.loss().isNaN)
  }

  @Test("learns its other weights from the loss")
  func both() throws {
    var graph = Graph()
    let w = graph.weight("w", Matrix(2)), b = graph.weight("b", Matrix(1))
    let x = graph.given("x", Matrix(2))
    let wx = try graph.apply(.multiply, w, x, named: "wx")
    let bx = try graph.apply(.multiply, b, x, named: "bx")
    let loss = try graph.apply(.add, wx, bx, named: "loss")
    // update b = b − 2 grad(b)
    let two = graph.constant(Matrix(2), label: "2"), g = graph.gradient(of: b, label: "grad(b)")
    let step = try graph.apply(.multiply, [two, g], named: "step", phase: .update)
    graph.update(b, to: try graph.apply(.subtract, [b, step], named: "b'", phase: .update))
    var machine = TrainingMachine(
      [.init(Program(graph, root: loss), lanes: 2)], optimizer: .momentum(rate: 0.5, decay: 0.5))
    machine.set(x, to: Matrix(4), lane: 1)
    machine.learn()
    // The mean of x is 3: 2 − 0.5·3, 1 − 2·3, and w's velocity.
    #expect(machine.memory == [0.5, -5, 3])
    machine.learn()
    // The velocity is 0.5·3 + 3.
    #expect(machine.memory == [-1.75, -11, 4.5])
  }

  @Test("keeps its weights where nothing was run")
  func notRun() throws {
    var graph = Graph()
    let w = graph.weight("w", Matrix(2))
    graph.update(w, to: try graph.apply(.negate, [w], named: "w'", phase: .update))
    var machine = TrainingMachine([.init(Program(graph))], optimizer: .sgd(rate: 1))
    machine.beginUpdate()
    machine.update()
    #expect(machine.memory == [2])
    machine.learn()
    #expect(machine.memory == [-2])
  }
}
