/// A program cut into the smallest things that can be shown happening one at a time.
///
/// A step that fills a vector or a matrix has a tick for each element; one that adds up a sum has a
/// tick for each term and one for the total. Operations larger than ``largest`` have one tick.
public struct Timeline: Sendable {
  /// How many ticks an operation may be cut into.
  public static let largest = 8

  /// The smallest thing that can be shown happening: a step, or a part of one.
  public struct Tick: Hashable, Sendable {
    /// An index into the program's steps.
    public let step: Int
    /// Which part of it.
    public let part: Part
  }

  /// What of a step happens in a tick.
  public enum Part: Hashable, Sendable {
    /// The whole operation at once.
    case whole
    /// One element of the target.
    case element(row: Int, column: Int)
    /// One term of a sum that gives a single number, from 0.
    case term(Int)
    /// The sum of the terms.
    case total
  }

  /// What was cut into ticks.
  public let program: Program
  /// In the order they happen.
  public let ticks: [Tick]
  /// For each node, the step that gives its value.
  private let valueStep: [NodeID: Int]
  /// For each quantity, the steps that add to it or set it.
  private let writers: [Quantity: [Int]]
  /// For each step, its places in ``ticks``.
  private let tickRanges: [Range<Int>]
  private let firstTicks: [Program.Step.Phase: Int]

  /// Cuts a program into ticks; O(n) in these.
  public init(_ program: Program) {
    self.program = program
    var ticks: [Tick] = [], ranges: [Range<Int>] = []
    for (n, step) in program.steps.enumerated() {
      let parts = Self.parts(of: step, in: program.graph)
      ranges.append(ticks.count..<ticks.count + parts.count)
      ticks += parts.map { Tick(step: n, part: $0) }
    }
    self.ticks = ticks
    tickRanges = ranges
    var valueStep: [NodeID: Int] = [:], writers: [Quantity: [Int]] = [:]
    for (n, step) in program.steps.enumerated() {
      if step.slot == nil { valueStep[step.node] = n }
      writers[step.target, default: []].append(n)
    }
    self.valueStep = valueStep
    self.writers = writers
    firstTicks = Dictionary(
      zip(program.steps, ranges).map { ($0.phase, $1.lowerBound) }
    ) { first, _ in first }
  }

  private static func parts(of step: Program.Step, in graph: Graph) -> [Part] {
    let shape = graph[step.target.node].shape
    if shape.count > 1 {
      guard shape.count <= largest else { return [.whole] }
      return graph.entries(of: step.target).map { .element(row: $0.row, column: $0.column) }
    }
    let count = step.slot == nil ? graph.termCount(step.node) : 1
    guard count > 1, count < largest else { return [.whole] }
    return (0..<count).map { .term($0) } + [.total]
  }

  // MARK: What is known when

  /// What an entry holds once the first `count` ticks are done; nil where it is not computed yet.
  ///
  /// A gradient is shown as the total of the shares added so far.
  public func reading(_ entry: Entry, in trace: Trace, after count: Int) -> Double? {
    switch entry.quantity.kind {
    case .value:
      guard let step = valueStep[entry.quantity.node] else { return trace[entry] }
      return isDone(step, entry, after: count) ? trace[entry] : nil
    case .gradient, .flowing:
      if entry.quantity.node == program.root {
        return count > firstTick(.backward) ?? .max - 1 ? 1 : nil
      }
      let steps = steps(writing: entry.quantity)
      let done = doneCount(steps, entry, after: count)
      guard done > 0 else { return nil }
      // A shared weight has a share for each time step: the total is kept, only parts are added up.
      guard done < steps.count else { return trace[entry] }
      if program.graph.overwritesGradients {
        return trace.share(of: program.steps[steps[done - 1]], at: entry)
      }
      return steps.prefix(done).reduce(0) { $0 + trace.share(of: program.steps[$1], at: entry) }
    }
  }

  /// How many shares of an entry's gradient are added once the first `count` ticks are done.
  package func shareCount(of entry: Entry, after count: Int) -> Int {
    doneCount(steps(writing: entry.quantity), entry, after: count)
  }

  /// How many of the steps that add to a gradient, one after the other, are done for an entry.
  private func doneCount(_ steps: [Int], _ entry: Entry, after count: Int) -> Int {
    var low = 0, high = steps.count
    while low < high {
      let middle = (low + high) / 2
      if isDone(steps[middle], entry, after: count) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The place in ``ticks`` of the first tick of a phase.
  public func firstTick(_ phase: Program.Step.Phase) -> Int? { firstTicks[phase] }

  /// The step that gives a node its value, an index into the program's steps; nil for a leaf.
  public func step(giving node: NodeID) -> Int? { valueStep[node] }

  /// The steps that set a quantity or add to it, indices into the program's steps, in order.
  public func steps(writing quantity: Quantity) -> [Int] {
    guard quantity.kind == .flowing else { return writers[quantity, default: []] }
    return writers[.gradient(quantity.node), default: []].filter { !program.steps[$0].isDetour }
  }

  /// How many ticks must be done for the entry to hold its value or, for a gradient, its total.
  public func ticksNeeded(for entry: Entry) -> Int {
    guard let step = steps(writing: entry.quantity).last else { return 0 }
    return tickRanges[step].first { isDone(step, entry, after: $0) } ?? tickRanges[step].upperBound
  }

  /// The ticks of a step.
  public func ticks(of step: Int) -> Range<Int> { tickRanges[step] }

  private func isDone(_ step: Int, _ entry: Entry, after count: Int) -> Bool {
    let ticks = tickRanges[step]
    if count >= ticks.upperBound { return true }
    guard case .element = self.ticks[ticks.lowerBound].part else { return false }
    let columns = program.graph[entry.quantity.node].shape.columnCount
    return count > ticks.lowerBound + entry.row * columns + entry.column
  }
}

extension Graph {
  /// How many terms the sum has that a node's number is; 1 where it is no sum.
  fileprivate func termCount(_ node: NodeID) -> Int {
    nodes[node.index].rules.map { compiled[$0].terms } ?? 1
  }
}
