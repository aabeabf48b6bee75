import Autograd

/// A model learning from examples, one at a time, again and again.
///
/// A few moments of it are kept, however long it is, and what lies between them is run again when it
/// is gone back to: any moment is exactly what it was the first time.
package struct TrainingRun: Sendable {
  /// With the formulas of the optimizer, where one learns.
  package var model: Model { learners.first.model }
  /// The givens of each example; one empty example where the model's own givens are the only one.
  package private(set) var examples: [[NodeID: Matrix]]
  package private(set) var changes: Changes
  /// Whether the updates are kept from one presentation to the next.
  package let learns: Bool
  package private(set) var order: PresentationOrder
  /// The model run with its own numbers.
  private let own: Trace
  private let drawsAnew: Bool
  private var learners: Learners
  /// Where the run stands, and what was shown last with all its numbers.
  private var moment: Moment
  private var shown: (before: Moment, trace: Trace)?
  /// Moments of the whole run, and closer ones of the stretch that was gone back to.
  private var checkpoints: Checkpoints<Moment>
  private var near: Checkpoints<Moment>
  private(set) var record: RunRecord

  /// What a person changed, by the presentation it holds from.
  package struct Changes: Hashable, Sendable {
    /// Numbers in place of the run's own.
    package var numbers: [Int: [Entry: Double]] = [:]
    /// Learning rates.
    package var rates: [Int: Double] = [:]

    package init(numbers: [Int: [Entry: Double]] = [:], rates: [Int: Double] = [:]) {
      self.numbers = numbers
      self.rates = rates
    }

    /// The first presentation from which on these differ from others; nil where none does.
    func firstDifference(from others: Changes) -> Int? {
      let numbered = Set(numbers.keys).union(others.numbers.keys)
        .filter { numbers[$0] != others.numbers[$0] }
      let rated = Set(rates.keys).union(others.rates.keys).filter { rates[$0] != others.rates[$0] }
      return (numbered.union(rated)).min()
    }
  }

  /// Where a run stands before a presentation.
  struct Moment: RunMoment {
    /// The number of the presentation, from 0.
    let place: Int
    /// The weights, what the optimizer remembers, and the sums of a batch under way.
    var memory: [Double]
    /// The mean loss of the examples that the last update learned from; NaN where there is none.
    var loss = Double.nan
    /// The losses of the batch under way, added up.
    var sum = 0.0

    /// Behind a presentation of this loss; the memory is still to be learned.
    func followed(by presentation: Presentation, loss: Double?) -> Moment {
      var next = Moment(place: place + 1, memory: memory, loss: self.loss)
      let sum = sum + (loss ?? .nan)
      if presentation.isLast {
        next.loss = sum / Double(presentation.count)
      } else {
        next.sum = sum
      }
      return next
    }

    func with(_ memory: [Double]) -> Moment {
      var moment = self
      moment.memory = memory
      return moment
    }
  }

  /// A run by the model's own `update` lines, one example after the other.
  package init(
    _ model: Model, examples: [[NodeID: Matrix]], edits: [Int: [Entry: Double]] = [:],
    learns: Bool = true
  ) {
    self.init(
      model, examples, order: PresentationOrder(TrainingPlan(count: max(1, examples.count))),
      nil, learns: learns, Changes(numbers: edits))
  }

  /// A run as `unroll train` would make it: weights without an `update` line follow an optimizer.
  ///
  /// - Throws: why the model cannot be trained so.
  package init(
    _ model: Model, examples: [[NodeID: Matrix]], _ settings: TrainingSettings
  ) throws(TrainingError) {
    guard model.graph.nodes.contains(where: { $0.origin == .weight }) else { throw .noWeights }
    guard model.loss != nil || !model.graph.updates.isEmpty else { throw .nothingToLearn }
    let plan = try TrainingPlan(count: max(1, examples.count), settings, seed: model.seed)
    self.init(
      model, examples, order: PresentationOrder(plan), settings, learns: true, Changes())
  }

  private init(
    _ model: Model, _ examples: [[NodeID: Matrix]], order: PresentationOrder,
    _ settings: TrainingSettings?, learns: Bool, _ changes: Changes
  ) {
    self.examples = examples.isEmpty ? [[:]] : examples
    self.changes = changes
    self.learns = learns
    self.order = order
    drawsAnew = settings != nil
    learners = Learners(model, settings, batchSize: order.batch)
    let first = learners.first
    own = first.model.program.run()
    moment = Moment(place: 0, memory: first.carried.beginning)
    checkpoints = Checkpoints(moment)
    near = checkpoints
    record = RunRecord(first, beginning: moment)
  }

  /// The run with other changes; what was before the first of them is not worked out anew.
  package init(_ run: TrainingRun, changes: Changes) {
    self = run
    guard let place = changes.firstDifference(from: run.changes) else { return }
    self.changes = changes
    shown = nil
    checkpoints.cut(behind: place)
    moment = checkpoints.last(upTo: place)
    near = Checkpoints(moment)
    record.cut(from: place, update: order.update(of: place) - 1)
  }

  /// The run with other numbers to begin with: givens have them in every example, weights before the
  /// first update.
  package init(_ run: TrainingRun, beginningWith leaves: [NodeID: Matrix]) {
    self = run
    guard !leaves.isEmpty else { return }
    let carried = learners.first.carried
    var memory = carried.beginning
    for (node, matrix) in leaves {
      if let range = carried.ranges[node] { memory.replaceSubrange(range, with: matrix.elements) }
    }
    let givens = leaves.filter { carried.ranges[$0.key] == nil }
    examples = examples.map { $0.merging(givens) { _, new in new } }
    moment = Moment(place: 0, memory: memory)
    shown = nil
    checkpoints = Checkpoints(moment)
    near = checkpoints
    record = RunRecord(learners.first, beginning: moment)
  }

  /// The same with edits alone.
  package init(_ run: TrainingRun, edits: [Int: [Entry: Double]]) {
    self.init(run, changes: Changes(numbers: edits, rates: run.changes.rates))
  }
}

// MARK: - A presentation

extension TrainingRun {
  /// What is remembered from one example of a batch to the next; nil where each has its own update.
  package var batch: BatchNodes? { learners.first.batch }
  var carried: CarriedNumbers { learners.first.carried }
  /// What was changed in numbers.
  package var edits: [Int: [Entry: Double]] { changes.numbers }

  /// Presentation `number`, counted from 0.
  package mutating func presentation(_ number: Int) -> Presentation { order(number) }

  /// The rate that a presentation's update learns with; nil where no optimizer learns.
  package func rate(at number: Int) -> Double? {
    changes.rates.filter { $0.key <= number }.max { $0.key < $1.key }?.value ?? learners.rate
  }

  /// The leaves at presentation `number`: its example's givens and the weights as they are before.
  package mutating func leaves(at number: Int) -> [NodeID: Matrix] {
    reach(number)
    return leaves(moment)
  }

  private mutating func leaves(_ moment: Moment) -> [NodeID: Matrix] {
    let number = moment.place, presentation = order(number)
    var leaves = examples[presentation.example]
    for (node, range) in learners.first.carried.ranges {
      leaves[node] = Matrix(model.graph[node].shape, Array(moment.memory[range]))
    }
    if let count = learners.first.batch?.count {
      leaves[count] = Matrix(Double(presentation.count))
    }
    if drawsAnew {
      for (node, numbers) in model.drawn(for: presentation.example, update: presentation.update) {
        leaves[node] = numbers
      }
    }
    for (entry, value) in changes.numbers[number, default: [:]] where isLeaf(entry) {
      let node = entry.quantity.node
      var matrix = leaves[node] ?? own[.value(node)]
      matrix[entry.row, entry.column] = value
      leaves[node] = matrix
    }
    return leaves
  }

  /// The computed numbers that a person overwrote at presentation `number`, for that one alone.
  private func overwritten(at number: Int) -> [Entry: Double] {
    changes.numbers[number, default: [:]].filter { !isLeaf($0.key) }
  }

  private func isLeaf(_ entry: Entry) -> Bool { model.graph[entry.quantity.node].isLeaf }

  /// Everything that happens at presentation `number`.
  package mutating func trace(at number: Int) -> Trace {
    reach(number)
    return trace(moment)
  }

  private mutating func trace(_ moment: Moment) -> Trace {
    if let shown, shown.before.place == moment.place { return shown.trace }
    let trace = learners.at(rate(at: moment.place)).model.program.run(
      setting: leaves(moment), overwriting: overwritten(at: moment.place))
    shown = (moment, trace)
    return trace
  }
}

// MARK: - Going

extension TrainingRun {
  /// Runs on until so many presentations are over, unless it ever did.
  package mutating func advance(to number: Int) {
    if record.changed.reached < number { reach(number) }
  }

  /// Goes to the moment before a presentation.
  mutating func reach(_ number: Int) {
    start(for: number)
    while moment.place < number { runOn(to: number) }
  }

  /// To the nearest known moment before the one that is wanted.
  private mutating func start(for number: Int) {
    let far = checkpoints.last(upTo: number)
    if moment.place > number, near.moments[0].place != far.place { near = Checkpoints(far) }
    let known = [moment, shown?.before, far, near.last(upTo: number)].compactMap(\.self)
    if let nearest = known.filter({ $0.place <= number }).max(by: { $0.place < $1.place }) {
      moment = nearest
    }
  }

  /// A stretch in which nobody changed anything, or the one presentation where somebody did.
  private mutating func runOn(to number: Int) {
    let place = moment.place
    let borders = Array(changes.numbers.keys) + Array(changes.rates.keys)
    let end = borders.filter { $0 > place }.min().map { min($0, number) } ?? number
    let learner = learners.at(rate(at: place))
    let isChanged = changes.numbers[place] != nil
    let isFast =
      learns && !isChanged && learner.isForMachines && !model.graph.updates.isEmpty
      && (!TrainingMachine.isExact || learner.passes.areWorthIt(end - place))
    if isFast { return runFast(to: min(end, place + Self.stretch), learner) }
    guard learns, !model.graph.updates.isEmpty else { return rest() }
    let trace = trace(moment), presentation = order(place)
    let next = learner.next(after: moment, presentation, trace)
    let before = learner.carried.memory(of: trace)
    let weights = learner.carried.weights
    note(next, hasChanged: before[weights] != next.memory[weights])
  }

  /// So many presentations are made ready for the machine at a time.
  private static let stretch = 256

  private mutating func runFast(to end: Int, _ learner: Learner) {
    let shown = (moment.place..<end).map { number -> (Presentation, [(NodeID, Matrix)]) in
      let presentation = order(number)
      let drawn =
        drawsAnew ? model.drawn(for: presentation.example, update: presentation.update) : []
      return (
        presentation, Array(examples[presentation.example]).map { ($0.key, $0.value) } + drawn
      )
    }
    var run = self
    learner.pass(moment, shown) { run.note($0, hasChanged: $1) }
    self = run
  }

  /// Nothing is learned: weights keep what a person made of them.
  private mutating func rest() {
    let leaves = leaves(moment), carried = learners.first.carried
    var memory = moment.memory
    for (node, range) in carried.ranges {
      if let numbers = leaves[node]?.elements { memory.replaceSubrange(range, with: numbers) }
    }
    note(Moment(place: moment.place + 1, memory: memory), hasChanged: false)
  }

  /// The run stands at the next moment.
  private mutating func note(_ next: Moment, hasChanged: Bool) {
    let presentation = order(moment.place)
    moment = next
    if checkpoints.isDue(next.place) { checkpoints.keep(next) }
    if next.place < checkpoints.end, near.isDue(next.place) { near.keep(next) }
    record.note(presentation, next, hasChanged: hasChanged)
  }

  /// The moment before a presentation that was reached.
  mutating func moment(at number: Int) -> Moment {
    reach(number)
    return moment
  }

  /// How many moments are kept to go on from.
  var keptMoments: Int { checkpoints.moments.count + near.moments.count }
}

/// The model at each rate it has learned with.
private struct Learners: Sendable {
  let first: Learner
  private let base: Model
  private let settings: TrainingSettings?
  private let batchSize: Int
  private var others: [Double: Learner] = [:]

  init(_ model: Model, _ settings: TrainingSettings?, batchSize: Int) {
    base = model
    self.settings = settings
    self.batchSize = batchSize
    first = Learner(model, settings, batchSize: batchSize, rate: nil)
  }

  /// The rate to begin with.
  var rate: Double? {
    let learns = first.model.graph.updates.count > base.graph.updates.count
    return learns ? settings?.optimizer.rate : nil
  }

  mutating func at(_ rate: Double?) -> Learner {
    guard let rate, rate != self.rate else { return first }
    if let known = others[rate] { return known }
    let learner = Learner(base, settings, batchSize: batchSize, rate: rate)
    others[rate] = learner
    return learner
  }
}
