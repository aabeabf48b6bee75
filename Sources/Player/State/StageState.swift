import Autograd
import Courseware
import Equations
import Screen
import Views

/// A scene in use: where it stands, what was changed, where the cursor is.
package struct StageState: Sendable {
  package let scene: SceneRun
  package private(set) var position: ScenePosition
  /// How many steps on from where the page opened; nil after a jump.
  package var stepsFromOpening: Int? = 0
  /// Whether it stands as the page opened it, and was not jumped to.
  package var isAtOpening: Bool { stepsFromOpening != nil && position == scene.start }
  package var size: StepSize
  package var viewIndex: Int?
  /// Where the cursor was put; without, it follows the steps.
  package var cursor: Autograd.Entry?
  /// The numbers being explained, each an operand of the one before.
  package var inspected: [Inspection] = []
  /// The way back from the step that made a number.
  package var jump: Jump?
  /// How far one nudge goes.
  package var nudge = 0.1
  package private(set) var edits: [Edit] = []
  /// What the student guessed so far of the numbers that wait for it.
  package private(set) var guesses = Guesses()
  /// Whether the last move would have gone on, and stopped before a number to be guessed.
  package var isHeldBack = false
  /// Learning rates the student chose, by the presentation they hold from.
  package private(set) var rates: [Int: Double] = [:]
  /// The changes as they were before each change, and before each undoing.
  private var past: [Changes] = []
  private var future: [Changes] = []
  /// The training from other seeds.
  var seeds: [SeedTraining] = [] { didSet { refreshMoment() } }
  private var run: TrainingRun
  private var original: TrainingRun
  /// What happens in this presentation.
  package private(set) var trace: Trace
  private var originalTrace: Trace?
  private var originalPresentation = 0
  /// What is told of the training up to here.
  private var told = ToldTraining()
  /// What the views draw from, but for the cursor: made once a step, read many times a frame.
  private var moment: ViewContext

  /// All that a student changes.
  private struct Changes: Sendable {
    var edits: [Edit]
    var rates: [Int: Double]
  }

  private var changes: Changes {
    get { Changes(edits: edits, rates: rates) }
    set { (edits, rates) = (newValue.edits, newValue.rates) }
  }

  package struct Inspection: Hashable, Sendable {
    package let entry: Autograd.Entry
    /// Whether it is a weight as it was before the update that was asked about.
    package var isBefore = false
    /// Which of its operands is chosen.
    package var choice = 0
  }

  init(_ scene: SceneRun) {
    self.scene = scene
    position = scene.start
    size = scene.stop
    viewIndex = scene.showsOneView ? 0 : nil
    run = scene.training()
    original = run
    trace = run.trace(at: position.presentation)
    moment = ViewContext(
      trace: trace, timeline: scene.timeline, ticksDone: position.ticks, index: scene.index)
    refresh()
  }

  // MARK: Moving

  mutating func go(to position: ScenePosition) {
    let presentation = max(0, min(position.presentation, scene.presentations - 1))
    let stepped = scene.ticks(at: presentation)
    let ticks = max(stepped.lowerBound, min(position.ticks, stepped.upperBound))
    let wanted = ScenePosition(presentation: presentation, ticks: ticks)
    let limit = scene.limit(guesses) ?? wanted
    let moved = min(wanted, limit)
    isHeldBack = wanted > limit
    let isSamePass = moved.presentation == self.position.presentation
    self.position = moved
    if isSamePass { refreshMoment() } else { refresh() }
  }

  mutating func letGo() {
    cursor = nil
    inspected = []
    jump = nil
  }

  /// - Returns: false at the end.
  mutating func stepForward() -> Bool {
    guard let next = scene.position(after: position, size) else { return false }
    go(to: next)
    stepsFromOpening? += 1
    return true
  }

  /// Goes on by so many steps at once.
  mutating func advance(to position: ScenePosition, steps: Int) {
    go(to: position)
    stepsFromOpening? += steps
  }

  /// - Returns: false at the start.
  mutating func stepBack() -> Bool {
    guard let previous = scene.position(before: position, size) else { return false }
    go(to: previous)
    stepsFromOpening? -= 1
    return true
  }

  mutating func goToStart() { go(to: ScenePosition(ticks: scene.ticks.lowerBound)) }
  mutating func goToEnd() { go(to: scene.end) }

  // MARK: Changing

  mutating func change(_ entry: Autograd.Entry, to value: Double) {
    let presentation = scene.presentation(ofEditAt: position, entry)
    put(
      Changes(
        edits: edits + [Edit(entry: entry, value: value, presentation: presentation)],
        rates: rates))
    // A change that holds from the next example on is seen there.
    if presentation > position.presentation {
      go(to: ScenePosition(presentation: presentation, ticks: scene.ticks.lowerBound))
    }
  }

  /// The rate the next update learns with; nil where no optimizer learns.
  package var rate: Double? { run.rate(at: presentationOfNextUpdate) }

  /// Lets the updates to come learn at another rate.
  mutating func changeRate(to rate: Double) {
    var changed = changes
    changed.rates[presentationOfNextUpdate] = rate
    put(changed)
  }

  /// The presentation under way; the next where its update has begun.
  private var presentationOfNextUpdate: Int {
    let isBegun = scene.timeline.firstTick(.update).map { position.ticks > $0 } ?? false
    return position.presentation + (isBegun ? 1 : 0)
  }

  mutating func undo() -> Bool {
    guard let before = past.popLast() else { return false }
    future.append(changes)
    changes = before
    rerun()
    return true
  }

  mutating func redo() -> Bool {
    guard let after = future.popLast() else { return false }
    past.append(changes)
    changes = after
    rerun()
    return true
  }

  mutating func reset() -> Bool {
    guard !edits.isEmpty || !rates.isEmpty || !guesses.isEmpty else { return false }
    put(Changes(edits: [], rates: [:]))
    put(Guesses())
    return true
  }

  /// Where a number is covered again, the steps go back before it.
  mutating func put(_ guesses: Guesses) {
    self.guesses = guesses
    go(to: position)
    isHeldBack = false
  }

  /// After another change nothing that was undone is done again.
  mutating func forgetUndone() { future = [] }

  /// Takes over the changes of the scene beside it; they are undone there.
  mutating func adopt(_ edits: [Edit], rates: [Int: Double]) {
    self.edits = edits
    self.rates = rates
    rerun()
  }

  private mutating func put(_ changed: Changes) {
    past.append(changes)
    future = []
    changes = changed
    rerun()
  }

  private mutating func rerun() {
    run = scene.training(run, with: edits, rates: rates)
    refresh()
  }

  private mutating func refresh() {
    trace = run.trace(at: position.presentation)
    refreshOriginal()
    refreshMoment()
  }

  private mutating func refreshOriginal() {
    let presentation = position.presentation
    if edits.isEmpty && rates.isEmpty {
      originalTrace = nil
    } else if originalTrace == nil || originalPresentation != presentation {
      originalTrace = original.trace(at: presentation)
      originalPresentation = presentation
    }
  }

  private mutating func refreshMoment() {
    told = ToldTraining(&run, scene, position)
    moment = ViewContext(
      trace: trace, timeline: scene.timeline, ticksDone: position.ticks, original: originalTrace,
      training: trainingContext(told), index: scene.index)
    moment.hidden = Set(scene.covered(at: position.presentation, guesses))
    moment.guesses = guesses.texts(at: position.presentation)
    moment.pinned = scene.focus
  }

  // MARK: Looking

  /// What the views draw from.
  package func context(_ glyphs: GlyphSet, cursor: Autograd.Entry?) -> ViewContext {
    var context = moment
    context.glyphs = glyphs
    context.cursor = cursor
    context.kept = self.cursor
    return context
  }

  private func trainingContext(_ told: ToldTraining) -> ViewContext.Training? {
    guard !scene.table.isEmpty || scene.isTraining else { return nil }
    var training = ViewContext.Training(
      examples: scene.table.isEmpty ? [[:]] : scene.table,
      example: scene.table.isEmpty ? 0 : scene.example(trace, guess: told.example),
      epoch: position.presentation / scene.exampleCount + 1, updates: told.updates)
    training.updateCount = told.updateCount
    training.losses = told.losses
    training.path = told.path
    training.seeds = seeds.map(\.shown)
    return training
  }

  /// Whether the examples have been gone through once since a weight last changed: then every
  /// further epoch is the same, and the training has settled.
  package var isSettled: Bool {
    !scene.model.graph.updates.isEmpty && scene.isTraining && scene.isOver(position)
      && told.sinceChange >= scene.exampleCount
  }

  /// Where the outermost loop is that the last step stands in; nil outside of loops.
  package var time: Int? {
    guard position.ticks > scene.ticks.lowerBound, let step = moment.step else { return nil }
    return scene.index.positions(of: scene.model.graph[step.node], in: scene.model.graph).first
  }

  /// How many updates have changed a weight so far.
  package var updateCount: Int { moment.training?.updateCount ?? 0 }
}
