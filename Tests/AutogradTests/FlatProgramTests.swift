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
    let runner = FlatRunner(program.tables, codes: [source.graph.code])
    // Twice: nothing is left over from the run before.
    for _ in 0..<2 {
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

extension [Double] {
  /// Equal numbers; 0 and −0 are, and NaN is NaN.
  func isSame(as other: [Double]) -> Bool {
    count == other.count && zip(self, other).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
  }
}
