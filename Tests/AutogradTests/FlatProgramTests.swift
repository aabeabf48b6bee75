import TestSupport
import Testing

@testable import Autograd

/// A flat program that has run once.
struct FlatRun: ~Copyable {
  let program: FlatProgram
  let memory: Arena

  init(
    _ source: Program, lanes: Int = 1, setting leaves: (Int) -> [NodeID: Matrix] = { _ in [:] },
    seeds: [Double]? = nil
  ) {
    program = FlatCompiler.compile(source, lanes: lanes, everyGradient: true)
    memory = Arena(count: program.end)
    for (place, number) in program.initial { memory.numbers[place] = number }
    for lane in 0..<lanes {
      memory.numbers[program.seeds + lane] = seeds?[lane] ?? 1
      for (leaf, matrix) in leaves(lane) {
        for (n, number) in matrix.elements.enumerated() {
          memory.numbers[program.values[leaf.index] + n * lanes + lane] = number
        }
      }
    }
    // Twice: nothing is left over from the run before, and memory may be asked for ahead.
    for fetches in [false, true] {
      let runner = FlatRunner(program.tables, codes: [source.graph.code], fetches: fetches)
      runner.run(0..<program.update.upperBound, on: memory.numbers)
    }
  }

  func numbers(_ quantity: Quantity, of graph: Graph, lane: Int = 0) -> [Double] {
    let node = quantity.node.index, lanes = program.isLaned[node] ? program.lanes : 1
    let start =
      switch quantity.kind {
      case .value: program.values[node]
      case .flowing: program.gradients[node]
      case .gradient: program.passedBy[quantity.node] ?? program.gradients[node]
      }
    guard start >= 0 else { return [] }
    return (0..<graph[quantity.node].shape.count).map {
      memory.numbers[start + $0 * lanes + (lanes > 1 ? lane : 0)]
    }
  }
}

@Suite("A flat program")
struct FlatProgramTests {
  @Test("gives the numbers of the formulas, to the last bit, for every op", arguments: Case.all)
  func everyOp(_ example: Case) {
    let trace = example.trace, graph = trace.graph
    let run = FlatRun(trace.program)
    for node in graph.nodes {
      #expect(run.numbers(.value(node.id), of: graph).isSame(as: trace[.value(node.id)].elements))
      for kind in [Quantity.flowing(node.id), .gradient(node.id)] where !node.isToken {
        #expect(
          run.numbers(kind, of: graph).isSame(as: trace[kind].elements), "\(node.name)")
      }
    }
  }
}

extension FlatProgramTests {
  /// The op's inputs are weights: their gradient is the sum over the examples, in any order.
  @Test("runs examples side by side as it does alone, for every op", arguments: Case.all)
  func lanes(_ example: Case) throws {
    let lanes = 3, factors = [1, 0.5, -1.25]
    let graph = example.trace.graph, mix = try #require(graph.node(named: "m"))
    func leaves(_ lane: Int) -> [NodeID: Matrix] {
      var matrix = graph.numbers(of: mix)
      for n in matrix.elements.indices { matrix.elements[n] *= factors[lane] }
      return [mix: matrix]
    }
    let run = FlatRun(example.trace.program, lanes: lanes, setting: leaves)
    let traces = (0..<lanes).map { example.trace.program.run(setting: leaves($0)) }
    for node in graph.nodes where !node.isToken {
      for (lane, trace) in traces.enumerated() {
        #expect(
          run.numbers(.value(node.id), of: graph, lane: lane)
            .isSame(as: trace[.value(node.id)].elements))
        guard run.program.isLaned[node.id.index] else { continue }
        #expect(
          run.numbers(.flowing(node.id), of: graph, lane: lane)
            .isSame(as: trace[.flowing(node.id)].elements))
      }
      guard node.origin == .weight else { continue }
      let sums = node.shape.indices.map { n in
        traces.reduce(0) { $0 + $1[.gradient(node.id)].elements[n] }
      }
      #expect(run.numbers(.flowing(node.id), of: graph).isNear(sums))
    }
  }

  @Test("leaves to the interpreter only what has no loops")
  func interpreted() {
    let interpreted = Case.all.filter { example in
      !FlatCompiler.compile(example.trace.program, everyGradient: true).tables.rules.isEmpty
    }
    // A sample compares positions with one that is summed over; the largest position is no sum.
    #expect(Set(interpreted.map(\.op.name)) == ["argmax", "sample"])
  }
}

extension Shape {
  fileprivate var indices: Range<Int> { 0..<count }
}

extension [Double] {
  func isNear(_ other: [Double]) -> Bool {
    count == other.count
      && zip(self, other).allSatisfy {
        $0 == $1 || abs($0 - $1) <= 1e-12 * Swift.max(1, abs($1)) || ($0.isNaN && $1.isNaN)
      }
  }

  /// Equal numbers; 0 and −0 are, and NaN is NaN. Near ones in a build that rounds less often.
  func isSame(as other: [Double]) -> Bool {
    guard TrainingMachine.isExact else { return isNear(other) }
    return count == other.count
      && zip(self, other).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
  }
}
