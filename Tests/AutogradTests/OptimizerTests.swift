import Testing

@testable import Autograd

@Suite("An optimizer")
struct OptimizerTests {
  @Test("is compared on two models, with and without clipping")
  func isCompared() {
    #expect(OptimizerRun.all.count == 18)
    #expect(Set(OptimizerRun.all.compactMap(\.optimizer)).count == 5)
    for run in OptimizerRun.all { #expect(run.losses.count == 50 && run.weights["50"] != nil) }
  }

  @Test("learns for 50 updates what PyTorch's learns", arguments: OptimizerRun.all)
  func same(run: OptimizerRun) throws {
    let (graph, loss) = try run.graph()
    var machine = TrainingMachine(
      [.init(Program(graph, root: loss), lanes: run.batch)], optimizer: try #require(run.optimizer),
      clipping: run.clipping)
    for (n, expected) in run.losses.enumerated() {
      for lane in 0..<run.batch {
        for (name, numbers) in run.examples[(n * run.batch + lane) % run.examples.count] {
          let given = try #require(graph.node(named: name))
          machine.set(given, to: numbers.matrix, lane: lane)
        }
      }
      machine.beginUpdate()
      machine.run()
      let total = (0..<run.batch).reduce(0) { $0 + machine.loss(lane: $1) }
      #expect([total / Double(run.batch)].agrees(with: [expected]), "update \(n + 1)")
      machine.update()
      for (name, numbers) in run.weights["\(n + 1)"] ?? [:] {
        let weight = try #require(graph.node(named: name))
        let found = machine[weight: weight].elements
        #expect(found.agrees(with: numbers), "\(name) after update \(n + 1)")
      }
    }
  }

  @Test(
    "gives in a trace the numbers it gives in a machine, bit for bit", arguments: OptimizerRun.all)
  func traced(run: OptimizerRun) throws {
    var (graph, loss) = try run.graph()
    let optimizer = try #require(run.optimizer)
    var machine = TrainingMachine(
      [.init(Program(graph, root: loss))], optimizer: optimizer, clipping: run.clipping)
    graph.learn(with: optimizer, clipping: run.clipping, from: loss)
    let program = Program(graph, root: loss)
    var memory: [NodeID: Matrix] = [:]
    for _ in 0..<10 {
      machine.beginUpdate()
      machine.run()
      machine.update()
      memory = program.run(setting: memory).next
      let traced = memory.keys.sorted().flatMap { memory[$0]?.elements ?? [] }
      #expect(machine.memory.isSame(as: traced))
    }
  }

  /// The third of three updates, so that what is remembered is not 0.
  private func third(_ run: OptimizerRun) throws -> Trace {
    var (graph, loss) = try run.graph()
    let optimizer = try #require(run.optimizer)
    graph.learn(with: optimizer, clipping: run.clipping, from: loss)
    let program = Program(graph, root: loss)
    return program.run(setting: program.run(setting: program.run().next).next)
  }

  @Test("prints lines that, read back, give its numbers bit for bit", arguments: OptimizerRun.all)
  func printed(run: OptimizerRun) throws {
    let trace = try third(run)
    let steps = trace.program.steps.filter { $0.phase == .update }
    #expect(steps.count >= run.start.count)
    for step in steps {
      for entry in trace.graph.entries(of: step.target) {
        for reach in [Reach.operation, .equation] {
          let line = trace.derivation(of: entry, reach: reach, digits: 17)
          #expect(try Calculator.value(of: line.numbers.text) == trace[entry], "\(line.line)")
        }
      }
    }
  }

  @Test("prints lines that work out as printed", arguments: OptimizerRun.all)
  func honesty(run: OptimizerRun) throws {
    let trace = try third(run)
    for step in trace.program.steps where step.phase == .update {
      for entry in trace.graph.entries(of: step.target) {
        guard case .computed(let line) = trace.explanation(of: entry) else {
          Issue.record("\(trace.name(of: entry)) is not explained")
          continue
        }
        for printed in [line.numbers] + line.rounds {
          let value = try Calculator.value(of: printed.text)
          #expect(value.short == line.result, "\(line.line)")
          if line.isExact { #expect(value == line.value, "\(line.line)") }
        }
      }
    }
  }
}

extension [Double] {
  /// Whether all numbers agree to 1e-9, relative.
  fileprivate func agrees(with other: [Double]) -> Bool {
    count == other.count
      && zip(self, other).allSatisfy { abs($0 - $1) <= 1e-9 * abs($1) }
  }
}
