import Autograd

/// The loss with other numbers in the weights than those of the pass, measured by running the
/// model: what pictures of the loss are made of.
struct LossMeasure {
  /// Operations that a picture may take: about as many as are done while nobody notices.
  static let budget = 150_000

  /// How many examples it is the mean of.
  let count: Int
  /// About how many operations one loss takes.
  let cost: Int
  private var probes: [Probe]

  /// - Parameters:
  ///   - examples: their givens; empty for the givens of the pass.
  ///   - varied: what will be given other numbers.
  ///   - least: how many losses the picture needs.
  /// - Returns: nil where the model has no loss, or so many would take too long.
  init?(
    _ context: ViewContext, _ examples: [[NodeID: Matrix]] = [], varying varied: Set<NodeID>,
    affording least: Int = 1
  ) {
    guard let root = context.timeline.program.root else { return nil }
    let all = examples.isEmpty ? [[:]] : examples
    let first = Probe(context.trace, of: root, setting: all[0], varying: varied)
    count = all.count
    cost = first.cost * count
    guard cost <= Self.budget / max(1, least) else { return nil }
    probes = [first]
    probes += all.dropFirst().map {
      Probe(context.trace, of: root, setting: $0, varying: varied)
    }
  }

  /// How many losses may be measured for a picture.
  var affordable: Int { Self.budget / max(1, cost) }

  mutating func loss(_ numbers: [(entry: Entry, value: Double)]) -> Double {
    var sum = 0.0
    for n in probes.indices {
      for number in numbers { probes[n].set(number.entry, to: number.value) }
      sum += probes[n].value()
    }
    return sum / Double(count)
  }
}

extension ViewContext {
  /// The givens of all examples of a training run, where there are several.
  var examplesLearned: [[NodeID: Matrix]] {
    guard let examples = training?.examples, examples.count > 1 else { return [] }
    return examples
  }

  /// The numbers that are learned, in order, at most so many.
  func learnedNumbers(most: Int) -> [Entry] {
    var entries: [Entry] = []
    for weight in index.weights where entries.count < most {
      entries += graph.entries(of: .value(weight))
    }
    return Array(entries.prefix(most))
  }
}
