/// Where everything lies that a training machine works on, and the sweeps that do it.
struct TrainingLayout: Sendable {
  /// Of each part.
  let programs: [FlatProgram]
  /// The optimizer's formulas, on the weights and their gradients.
  let learning: FlatProgram
  let tables: SweepTables
  let codes: [Code]
  /// The sums of the weights' gradients.
  let gradients: Range<Int>
  /// The weights that the model updates itself, and the sums that its updates give them.
  let updates: [(weight: Range<Int>, sum: Range<Int>)]
  /// What lasts from one update to the next.
  let lasting: [Range<Int>]
  /// Of each part, the numbers of its examples.
  let examples: [[Range<Int>]]

  /// The place behind the last one.
  var end: Int { learning.end }

  /// Numbers that are there from the start; those of the first part's weights stay.
  var initial: [(place: Int, number: Double)] {
    programs.reversed().flatMap(\.initial) + learning.initial
  }

  init(_ parts: [TrainingMachine.Part], _ optimizer: Optimizer, _ clipping: Clipping?) {
    let model = parts[0].program, weights = model.graph.nodes.filter { $0.origin == .weight }
    for part in parts { part.program.graph.checkWeights(like: weights) }
    let rules = Program(model.learning(optimizer, clipping))
    let (shared, places) = Self.places(of: weights, model.graph)
    (gradients, updates) = (places.gradients, places.updates)

    var end = places.end, programs: [FlatProgram] = [], tables = SweepTables()
    for (number, part) in parts.enumerated() {
      let program = FlatCompiler.compile(
        part.program, lanes: part.lanes, redrawn: part.redrawn,
        everyGradient: part.findsEveryGradient, shared: shared, start: end)
      programs.append(program.placed(in: &tables, code: number))
      end = program.end
    }
    var own = shared
    own.updates = [:]
    learning = FlatCompiler.compile(rules, shared: own, start: end)
      .placed(in: &tables, code: parts.count)
    (self.programs, self.tables) = (programs, tables)
    codes = parts.map(\.program.graph.code) + [rules.graph.code]

    let learning = learning
    lasting =
      weights.map { Self.range($0, programs[0].values) }
      + rules.graph.nodes.filter { $0.origin == .state }.map { Self.range($0, learning.values) }
    examples = zip(parts, programs).map { part, program in
      part.program.graph.nodes.filter { $0.isLeaf && program.isLaned[$0.id.index] }.map { node in
        let start = program.values[node.id.index]
        return start..<start + node.shape.count * program.lanes
      }
    }
  }

  private static func range(_ node: Node, _ places: [Int]) -> Range<Int> {
    places[node.id.index]..<places[node.id.index] + node.shape.count
  }

  private struct SharedRanges {
    var gradients = 0..<0
    var updates: [(weight: Range<Int>, sum: Range<Int>)] = []
    var end = 0
  }

  /// Weights of one shape lie side by side, so that what is done to all of them is done at once;
  /// their gradients lie in the same order.
  private static func places(
    of weights: [Node], _ graph: Graph
  ) -> (SharedPlaces, SharedRanges) {
    var shared = SharedPlaces(), ranges = SharedRanges(), end = 0
    let weights = weights.groupedByShape.flatMap(\.self)
    for weight in weights {
      shared.values[weight.name] = end
      end += weight.shape.count
    }
    shared.lasting = 0..<end
    let start = end.roundedUp
    end = start
    for weight in weights {
      shared.gradients[weight.name] = end
      end += weight.shape.count
    }
    ranges.gradients = start..<end
    for weight in weights where graph.update(of: weight.id) != nil {
      shared.updates[weight.name] = end
      let value = shared.values[weight.name, default: 0], count = weight.shape.count
      ranges.updates.append((value..<value + count, end..<end + count))
      end += count
    }
    ranges.end = end
    return (shared, ranges)
  }
}

extension Program {
  /// The weights that an optimizer learns, with its formulas.
  fileprivate func learning(_ optimizer: Optimizer, _ clipping: Clipping?) -> Graph {
    var rules = Graph()
    guard root != nil else { return rules }
    for node in graph.nodes where node.origin == .weight && graph.update(of: node.id) == nil {
      rules.weight(node.name, graph.numbers(of: node.id))
    }
    rules.learn(with: optimizer, clipping: clipping)
    return rules
  }
}

extension Graph {
  fileprivate func checkWeights(like others: [Node]) {
    let shapes = { (nodes: [Node]) in
      Dictionary(uniqueKeysWithValues: nodes.map { ($0.name, $0.shape) })
    }
    precondition(
      shapes(nodes.filter { $0.origin == .weight }) == shapes(others),
      "all parts have weights of the same names and shapes")
  }
}

extension FlatProgram {
  /// The program with its sweeps behind those of others.
  fileprivate func placed(in tables: inout SweepTables, code: Int) -> FlatProgram {
    var own = self.tables
    for n in own.rules.indices { own.rules[n].code = code }
    return moved(by: tables.append(own))
  }
}

extension Int {
  /// The next place that a register's numbers may begin at.
  var roundedUp: Int { (self + 7) / 8 * 8 }
}
