import Autograd

func training() throws {
  var graph = Graph()
  let x = graph.given("x", Matrix(1))
  let y = graph.given("y", Matrix(2))
  let w = graph.weight("w", Matrix(0))
  let guess = try graph.apply(.multiply, w, x, named: "guess")
  let miss = try graph.apply(.subtract, guess, y, named: "miss")
  let loss = try graph.apply(.power(2), miss, named: "loss")
  let program = Program(graph, root: loss)

  var machine = TrainingMachine([.init(program, lanes: 2)], optimizer: .sgd(rate: 0.1))
  machine.set(x, to: Matrix(2), lane: 1)
  machine.set(y, to: Matrix(4), lane: 1)
  for _ in 1...3 {
    machine.beginUpdate()
    machine.run()
    machine.update()
    print(machine[weight: w].elements[0])
  }
  // 1.0
  // 1.5
  // 1.75

  print(machine.value(of: guess, lane: 1).elements, machine.loss(lane: 1))  // [3.0] 1.0

  graph.learn(with: .sgd(rate: 0.1), from: loss)
  let trace = graph.trace(root: loss)
  for step in trace.program.steps where step.phase == .update {
    print(trace.derivation(of: step, row: 0, column: 0).line)
  }
  // w ← w − 0.1·∂loss/∂w = 0 − 0.1·(−4) = 0.4
}
