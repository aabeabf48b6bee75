/// Programs that learn the same weights, compiled once and run again and again in one memory.
///
/// A part is a program for examples of one size (one sequence length) with room for so many examples
/// side by side, its lanes. Training is: set the examples, run, update.
///
/// ```swift
/// var machine = TrainingMachine([.init(program, lanes: 4)], optimizer: .adam(rate: 0.01))
/// for (lane, example) in batch.enumerated() { machine.set(x, to: example, lane: lane) }
/// machine.beginUpdate()
/// machine.run()
/// machine.update()
/// ```
///
/// Running and updating allocate nothing, and leave every value and gradient to be read. With one
/// lane the numbers are those of ``Program/run(setting:overwriting:)``, to the last bit; with more,
/// the shares of a weight are added up in another order. Builds for a certain processor
/// (`make NATIVE=1`) round a product and the sum it is added to at once; there both agree within
/// 1e-12.
public struct TrainingMachine: ~Copyable {
  public struct Part: Sendable {
    public let program: Program
    /// How many examples are run side by side.
    public let lanes: Int
    /// Constants that are drawn anew for every example and update, as the masks of a dropout; they
    /// are set as givens are.
    public let redrawn: [NodeID]
    /// Whether gradients are found that lead to no weight, such as those of data.
    public let findsEveryGradient: Bool

    /// - Precondition: at least one lane.
    public init(
      _ program: Program, lanes: Int = 1, redrawn: [NodeID] = [], findsEveryGradient: Bool = false
    ) {
      precondition(lanes > 0, "a part has a lane")
      self.program = program
      self.lanes = lanes
      self.redrawn = redrawn
      self.findsEveryGradient = findsEveryGradient
    }
  }

  public let parts: [Part]
  let layout: TrainingLayout
  let memoryOfAll: Arena
  private let runner: FlatRunner
  /// The sweeps that do what the optimizer says.
  private let learning: Range<Int>
  private var states: [PartState]
  /// Whether some part has been run since the update began.
  private var hasRun = false
  /// What the sums of the weights' gradients are still to be multiplied with.
  private(set) var scale = 1.0

  /// Where a part stands; no more than a run needs.
  private struct PartState {
    let forward: Range<Int>, backward: Range<Int>, update: Range<Int>
    /// Whether it has been run since the update began.
    var hasRun = false
    /// Whether its sweeps add to the sums of gradients, and of updates.
    var addsGradients = false, addsUpdates = false
    /// The largest share of its lanes, and what all were divided by; 0 where that is to be done.
    var largestShare = 0.0, divisor = 0.0
    var hasEmptyLanes = false
    /// Whether those are of the shares as they are.
    var isWeighed = false
  }

  /// The weights start with the numbers of the first part.
  ///
  /// - Parameters:
  ///   - optimizer: how weights learn that the model has no `update` line for, where there is a loss.
  ///   - clipping: a bound for the gradients of those weights.
  /// - Precondition: at least one part; all have weights of the same names and shapes.
  public init(_ parts: [Part], optimizer: Optimizer, clipping: Clipping? = nil) {
    precondition(!parts.isEmpty, "a machine has a part")
    self.parts = parts
    layout = TrainingLayout(parts, optimizer, clipping)
    memoryOfAll = Arena(count: layout.end)
    runner = FlatRunner(layout.tables, codes: layout.codes, fetches: memoryOfAll.isLarge)
    learning = layout.learning.forward.lowerBound..<layout.learning.assignment.upperBound
    states = layout.programs.map {
      PartState(forward: $0.forward, backward: $0.backward, update: $0.update)
    }
    for (place, number) in layout.initial { numbers[place] = number }
    for (part, lanes) in parts.map(\.lanes).enumerated() {
      for lane in 0..<lanes { weigh(part: part, lane: lane, by: 1 / Double(lanes)) }
    }
  }

  var numbers: Numbers { memoryOfAll.numbers }

  // MARK: Examples

  /// Sets a given, or a redrawn constant, of one example.
  public mutating func set(_ leaf: NodeID, to matrix: Matrix, part: Int = 0, lane: Int = 0) {
    let node = parts[part].program.graph[leaf]
    precondition(
      node.origin == .given || parts[part].redrawn.contains(leaf), "\(node.name) is an example's")
    precondition(node.shape == matrix.shape, "\(node.name) keeps its shape \(node.shape)")
    precondition(lane >= 0 && lane < parts[part].lanes, "the part has such a lane")
    let target = numbers + (layout.programs[part].values[leaf.index] + lane)
    for (n, number) in matrix.elements.enumerated() { target[n * parts[part].lanes] = number }
  }

  /// How much the loss of a lane counts in what is learned from: 1/B for each example of a batch of
  /// B, 0 for a lane without an example. It starts at 1/lanes.
  ///
  /// - Precondition: from 0; set before the first run of an update.
  public mutating func weigh(part: Int, lane: Int, by share: Double) {
    precondition(share >= 0 && lane >= 0 && lane < parts[part].lanes, "a share is from 0")
    numbers[layout.programs[part].shares + lane] = share
    states[part].isWeighed = false
  }

  /// Looks through the shares of a part where they have changed.
  private mutating func look(at part: Int) {
    let shares = numbers + layout.programs[part].shares
    var largest = 0.0, hasEmpty = false
    for lane in 0..<parts[part].lanes {
      largest = max(largest, shares[lane])
      hasEmpty = hasEmpty || shares[lane] == 0
    }
    states[part].largestShare = largest
    states[part].hasEmptyLanes = hasEmpty
    states[part].divisor = 0
    states[part].isWeighed = true
  }

  // MARK: Running

  /// Begins the sum of gradients that the next update learns from.
  public mutating func beginUpdate() {
    scale = 1
    hasRun = false
    for part in states.indices { states[part].hasRun = false }
  }

  /// Forward and backward for all lanes of a part; the gradients of weights add up over the runs
  /// since ``beginUpdate()``.
  ///
  /// - Precondition: a part of a model with `update` lines is run once an update.
  public mutating func run(part: Int = 0) {
    if !states[part].isWeighed { look(at: part) }
    let state = states[part]
    precondition(!state.hasRun || state.update.isEmpty, "updates read the values of one run")
    if !hasRun { scale = state.largestShare == 0 ? 1 : state.largestShare }
    if state.hasEmptyLanes { fillEmptyLanes(part) }
    if state.divisor != scale { seed(part) }
    if state.addsGradients != hasRun {
      set(adds: hasRun, part, state.backward)
      states[part].addsGradients = hasRun
    }
    runner.run(state.forward, on: numbers)
    runner.run(state.backward, on: numbers)
    states[part].hasRun = true
    hasRun = true
  }

  /// Forward only, as for examples that are held out.
  public mutating func runForward(part: Int = 0) {
    runner.run(states[part].forward, on: numbers)
  }

  /// Gives every weight its next value.
  ///
  /// A weight that the model has an `update` line for gets Σ share · (what the line says) over the
  /// lanes that were run, the others what the optimizer makes of the sum of their gradients.
  public mutating func update() {
    if !hasRun {
      (numbers + layout.gradients.lowerBound).update(repeating: 0, count: layout.gradients.count)
    } else if scale != 1 {
      for place in layout.gradients { numbers[place] *= scale }
      scale = 1
    }
    runUpdatesOfParts()
    runner.run(learning, on: numbers)
    guard hasRun else { return }
    for n in layout.updates.indices {
      let (weight, sum) = layout.updates[n]
      (numbers + weight.lowerBound).update(from: numbers + sum.lowerBound, count: weight.count)
    }
  }

  private mutating func runUpdatesOfParts() {
    var isFirst = true
    for part in states.indices where states[part].hasRun && !states[part].update.isEmpty {
      if states[part].addsUpdates == isFirst {
        set(adds: !isFirst, part, states[part].update)
        states[part].addsUpdates = !isFirst
      }
      runner.run(states[part].update, on: numbers)
      isFirst = false
    }
  }

  /// Makes the first shares of sums add to those of another run, or begin the sums.
  private func set(adds: Bool, _ part: Int, _ sweeps: Range<Int>) {
    for sweep in layout.programs[part].firstShares where sweeps.contains(sweep) {
      runner.set(adds: adds, of: sweep)
    }
  }

  /// Each lane's gradients are those of its own loss where all count alike: their common share is
  /// multiplied in at the end.
  private mutating func seed(_ part: Int) {
    let program = layout.programs[part]
    for lane in 0..<program.lanes {
      numbers[program.seeds + lane] = numbers[program.shares + lane] / scale
    }
    states[part].divisor = scale
  }

  /// A lane without an example runs like the others, on the numbers of one that has: on its own, an
  /// infinite number would spoil the sums though it counts nothing.
  private func fillEmptyLanes(_ part: Int) {
    let program = layout.programs[part], shares = numbers + program.shares
    guard let full = (0..<program.lanes).first(where: { shares[$0] != 0 }) else { return }
    for lane in 0..<program.lanes where shares[lane] == 0 {
      for range in layout.examples[part] {
        for start in stride(from: range.lowerBound, to: range.upperBound, by: program.lanes) {
          numbers[start + lane] = numbers[start + full]
        }
      }
    }
  }
}
