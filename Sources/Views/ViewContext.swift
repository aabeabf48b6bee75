import Autograd
import Screen

/// A moment of a running model: all that a view may show.
package struct ViewContext: Sendable {
  /// What happens in this pass, all of it, also what is not done yet.
  package let trace: Trace
  package let timeline: Timeline
  /// How many of the timeline's ticks are done.
  package let ticksDone: Int
  /// The same pass without the student's changes, where there are any.
  package let original: Trace?
  /// The number under the cursor.
  package var cursor: Entry?
  /// The number that must be seen, where that is not what happens now.
  package var kept: Entry?
  /// The training run around this pass, where there is one.
  package let training: Training?
  package var glyphs: GlyphSet
  /// The number whose ledger is told, wherever the cursor and the steps go; nil where it follows.
  package var pinned: Entry?
  /// The numbers that wait for the student's guess: covered, whatever is known of them.
  package var hidden: Set<Entry> = []
  /// What the student guessed, as it stands beside the number.
  package var guesses: [Entry: String] = [:]
  /// Whether a weight is shown with its next value once its update is done. A view that draws the
  /// pass itself shows the weight that was used: beside its product no other number is true.
  var showsUpdated = true
  let index: GraphIndex
  private let allWritten: Set<Entry>
  /// The numbers the last tick read.
  package let read: Set<Entry>

  /// - Parameter index: of the timeline's graph; nil to have it made.
  package init(
    trace: Trace, timeline: Timeline, ticksDone: Int, original: Trace? = nil,
    cursor: Entry? = nil, training: Training? = nil, glyphs: GlyphSet = .unicode,
    index: GraphIndex? = nil
  ) {
    self.index = index ?? GraphIndex(timeline.program.graph)
    self.trace = trace
    self.timeline = timeline
    self.ticksDone = ticksDone
    self.original = original
    self.cursor = cursor
    self.training = training
    self.glyphs = glyphs
    let tick = Self.lastTick(of: timeline, done: ticksDone)
    allWritten = tick.map { Self.written(by: $0, timeline.program) } ?? []
    read = tick.map { Set(trace.operands(of: $0, in: timeline)) } ?? []
  }

  /// Where a training run stands.
  package struct Training: Sendable {
    /// The givens of each example.
    package var examples: [[NodeID: Matrix]]
    /// The example being shown, an index into `examples`; nil where the scene shows one of its own.
    package var example: Int?
    /// Counted from 1.
    package var epoch: Int
    /// The newest of the updates so far that changed a weight, oldest first.
    package var updates: [Update]
    /// How many updates changed a weight so far.
    package var updateCount: Int
    /// The loss along the run, oldest first; of a long run some points of the way.
    package var losses: [LossPoint] = []
    /// The weights along the run, thinned likewise.
    package var path: [PathPoint] = []
    /// Runs of the same scene from other seeds.
    package var seeds: [SeedRun] = []

    package init(examples: [[NodeID: Matrix]], example: Int?, epoch: Int, updates: [Update]) {
      self.examples = examples
      self.example = example
      self.epoch = epoch
      self.updates = updates
      updateCount = updates.last?.number ?? 0
    }
  }

  /// The loss after so many updates, the mean over what the update learned from.
  package struct LossPoint: Hashable, Sendable {
    package var update: Int
    package var loss: Double

    package init(update: Int, loss: Double) {
      self.update = update
      self.loss = loss
    }
  }

  /// The weights after so many updates.
  package struct PathPoint: Hashable, Sendable {
    package var update: Int
    package var weights: [NodeID: Matrix]

    package init(update: Int, weights: [NodeID: Matrix]) {
      self.update = update
      self.weights = weights
    }
  }

  /// How the scene's training went from another seed.
  package struct SeedRun: Hashable, Sendable {
    package var seed: Int
    package var losses: [LossPoint]

    package init(seed: Int, losses: [LossPoint]) {
      self.seed = seed
      self.losses = losses
    }
  }

  /// An update that changed a weight.
  package struct Update: Hashable, Sendable {
    /// Counted from 1.
    package var number: Int
    /// Counted from 1.
    package var epoch: Int
    /// The example it was made for, an index into the examples.
    package var example: Int
    /// The weights after it.
    package var weights: [NodeID: Matrix]

    package init(number: Int, epoch: Int, example: Int, weights: [NodeID: Matrix]) {
      self.number = number
      self.epoch = epoch
      self.example = example
      self.weights = weights
    }
  }
}

extension ViewContext {
  package var graph: Graph { trace.graph }

  /// Whether the loss waits for the student's guess.
  var isLossHidden: Bool {
    timeline.program.root.map { hidden.contains(Entry(.value($0))) } ?? false
  }

  /// The same moment with the weights that were used in the pass, updated or not.
  var asComputed: Self {
    var context = self
    context.showsUpdated = false
    return context
  }

  /// The same moment without the student's changes.
  var unedited: Self {
    guard let original else { return self }
    var context = Self(
      trace: original, timeline: timeline, ticksDone: ticksDone, cursor: cursor,
      training: training, glyphs: glyphs, index: index)
    context.kept = kept
    context.hidden = hidden
    context.pinned = pinned
    context.showsUpdated = showsUpdated
    return context
  }

  /// The numbers the last tick wrote: an update writes the weight, where that is shown.
  package var written: Set<Entry> {
    guard !showsUpdated else { return allWritten }
    return allWritten.filter {
      $0.quantity.kind != .value || graph.update(of: $0.quantity.node) == nil
    }
  }

  /// What an entry holds now; nil where it is not computed yet.
  ///
  /// Once its update is done, a weight holds its next value, where updates are shown.
  package func reading(_ entry: Entry) -> Double? { reading(entry, in: trace) }

  /// The entry whose derivation says where the number shown for this one comes from: for a weight
  /// whose update is done, the update's result.
  package func source(of entry: Entry) -> Entry {
    guard let updated = updated(entry),
      timeline.reading(updated, in: trace, after: ticksDone) != nil
    else { return entry }
    return updated
  }

  private func reading(_ entry: Entry, in trace: Trace) -> Double? {
    if hidden.contains(entry) { return nil }
    return updated(entry).flatMap { timeline.reading($0, in: trace, after: ticksDone) }
      ?? timeline.reading(entry, in: trace, after: ticksDone)
  }

  /// What the entry would hold now without the student's changes, where that is another number.
  package func ghost(_ entry: Entry) -> Double? {
    guard let original, let old = reading(entry, in: original), let new = reading(entry),
      old != new
    else { return nil }
    return old
  }

  /// The tick done last.
  package var tick: Timeline.Tick? { Self.lastTick(of: timeline, done: ticksDone) }

  /// The step the last tick belongs to.
  package var step: Program.Step? { tick.map { timeline.program.steps[$0.step] } }

  private static func lastTick(of timeline: Timeline, done: Int) -> Timeline.Tick? {
    let count = min(done, timeline.ticks.count)
    return count > 0 ? timeline.ticks[count - 1] : nil
  }

  private static func written(by tick: Timeline.Tick, _ program: Program) -> Set<Entry> {
    let step = program.steps[tick.step]
    let weight = step.slot == nil ? program.graph.weight(updatedBy: step.node) : nil
    // An update writes the weight; a view that shows the update itself shows its result.
    let targets = [step.target] + (weight.map { [Quantity.value($0)] } ?? [])
    switch tick.part {
    case .whole, .total: return Set(targets.flatMap(program.graph.entries(of:)))
    case .element(let row, let column):
      return Set(targets.map { Entry($0, row: row, column: column) })
    case .term: return []
    }
  }

  /// How a number is shown: the cursor first, then what happens now, then changes.
  package func style(of entry: Entry) -> Style {
    if entry == cursor { return .focus }
    if written.contains(entry) { return .current }
    if read.contains(entry) { return .operand }
    guard let value = reading(entry) else { return .covered }
    if ghost(entry) != nil { return .changed }
    if entry.quantity.kind == .gradient { return .backward }
    return value < 0 ? .negative : value > 0 ? .positive : .plain
  }

  /// What the entry holds once its update is done; nil where no update names it or none is shown.
  func next(_ entry: Entry) -> Double? { updated(entry).map { trace[$0] } }

  /// The result of an update to the weight the entry belongs to.
  private func updated(_ entry: Entry) -> Entry? {
    guard showsUpdated, entry.quantity.kind == .value,
      let result = graph.update(of: entry.quantity.node)
    else { return nil }
    return Entry(.value(result), row: entry.row, column: entry.column)
  }
}

extension Trace {
  /// The numbers a tick read.
  fileprivate func operands(of tick: Timeline.Tick, in timeline: Timeline) -> [Entry] {
    let step = timeline.program.steps[tick.step]
    switch tick.part {
    case .element(let row, let column): return operands(of: step, row: row, column: column)
    case .term(let term): return operands(ofTerm: term, of: step.node)
    case .total: return operands(of: step, row: 0, column: 0)
    case .whole:
      return graph.entries(of: step.target).flatMap {
        operands(of: step, row: $0.row, column: $0.column)
      }
    }
  }

  /// What a tick did, worked out; nil before the first.
  package func derivation(
    of tick: Timeline.Tick?, in timeline: Timeline
  ) -> Derivation? {
    guard let tick else { return nil }
    let step = timeline.program.steps[tick.step]
    switch tick.part {
    case .element(let row, let column): return derivation(of: step, row: row, column: column)
    case .term(let term): return derivation(ofTerm: term, of: step.node)
    case .whole, .total: return derivation(of: step, row: 0, column: 0)
    }
  }
}
