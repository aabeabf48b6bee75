import Autograd
import Courseware
import Equations
import Views

/// A place in a scene's run: how many examples were shown before this one, and how many ticks of
/// this one are done.
package struct ScenePosition: Hashable, Sendable, Comparable {
  package var presentation: Int
  package var ticks: Int

  package init(presentation: Int = 0, ticks: Int = 0) {
    self.presentation = presentation
    self.ticks = ticks
  }

  package static func < (a: Self, b: Self) -> Bool {
    (a.presentation, a.ticks) < (b.presentation, b.ticks)
  }
}

/// A number the student put in place of the scene's own.
package struct Edit: Hashable, Sendable {
  package let entry: Autograd.Entry
  package let value: Double
  /// From which presentation on it holds.
  package let presentation: Int
}

/// A scene ready to be stepped: its model, its examples, and how far it goes.
package struct SceneRun: Sendable {
  /// With the optimizer's formulas, where one learns.
  package let model: Model
  package let timeline: Timeline
  package let index: GraphIndex
  package let views: [any View]
  package let stop: StepSize
  /// What the student is invited to change.
  package var editable: [NodeID] = []
  /// The numbers the student is to guess before they are computed, in the order they are.
  package var predictions: [Prediction] = []
  /// The number the page opens on.
  package var focus: Autograd.Entry?
  package private(set) var isTraining: Bool
  /// Whether one view is shown until another is asked for, not as many as fit.
  package private(set) var showsOneView = false
  /// How many examples an epoch has.
  package let exampleCount: Int
  /// How many examples are shown, those shown again counted again.
  package let presentations: Int
  /// The ticks that are stepped; those before are done when a presentation begins.
  package let ticks: Range<Int>
  /// Where steps stop within a presentation.
  let stops: Stops
  package private(set) var start: ScenePosition
  /// More examples than anyone steps through: a scene shows no more, a claim looks no further.
  package static let furthest = 100_000
  /// The examples of the scene's table, for the views.
  package let table: [[NodeID: Matrix]]
  /// The run from another seed; nil where that cannot be had.
  var reseeded: (@Sendable (UInt64) -> TrainingRun?)?
  /// What is shown one after another, without any change.
  private var run: TrainingRun
  /// What the run comes to.
  private(set) var outlook = Outlook()
  /// The ticks until a batch's sums have this example's gradients too: what is behind is done for the
  /// last example of a batch only.
  private let ticksOfSums: Int?

  /// - Parameter overridden: givens for which the scene has values of its own. Where those leave
  ///   nothing of the table, the scene's own example is the only one stepped, and the table is
  ///   there to be looked at.
  init(
    model: Model, table: [[NodeID: Matrix]], overridden: Set<NodeID>, play: Scene.Play,
    _ settings: TrainingSettings?, updates: Int?, stop: StepSize, views: [any View]
  ) throws(TrainingError) {
    let rest = table.map { example in example.filter { !overridden.contains($0.key) } }
    let examples = rest.allSatisfy(\.isEmpty) ? [] : rest
    let run =
      if let settings, play == .training || play == .all {
        try TrainingRun(model, examples: examples, settings)
      } else {
        TrainingRun(model, examples: examples, learns: play == .training || play == .all)
      }
    self.init(run, table, play, updates: updates, stop: stop, views: views)
  }

  private init(
    _ run: TrainingRun, _ table: [[NodeID: Matrix]], _ play: Scene.Play, updates: Int?,
    stop: StepSize, views: [any View]
  ) {
    self.run = run
    model = run.model
    self.table = table
    self.stop = stop
    self.views = views
    exampleCount = run.order.epoch
    timeline = Timeline(model.program)
    index = GraphIndex(model.graph)
    isTraining = play == .training || play == .all
    // Without a number of steps, training goes on for as many epochs as a student might watch.
    let wanted = updates.map { run.order.presentations(ofUpdates: $0) }
    presentations = min(
      wanted ?? (play == .training ? exampleCount * 25 : exampleCount), Self.furthest)
    ticks = Self.ticks(of: timeline, play)
    ticksOfSums = Self.ticks(ofSums: run, timeline)
    stops = Stops(timeline, index, ticks)
    start = ScenePosition(ticks: ticks.lowerBound)
  }

  /// A model by itself: forward, backward and its updates, in every view that can show it.
  init(_ model: Model) {
    let learns = !model.graph.updates.isEmpty
    let isLong = model.graph.lines.count > Self.long
    self.init(
      TrainingRun(model, examples: [], learns: learns), [], learns ? .training : .all,
      updates: nil, stop: isLong ? .equation : .operation, views: Self.views(of: model))
    isTraining = learns
    showsOneView = true
  }

  /// A model of more lines is stepped an equation at a time, unless the student asks for less.
  private static let long = 64
  /// A picture of more quantities than this is no picture any more.
  private static let crowded = 200

  /// The views that can show a model: any can be listed, few can be drawn.
  private static func views(of model: Model) -> [any View] {
    let context = ViewContext(
      trace: model.program.run(), timeline: Timeline(model.program), ticksDone: 0)
    let isCrowded = model.graph.nodes.count > crowded
    return ViewCatalogue.all.map { $0.init() }.filter { $0.suits(context, isCrowded: isCrowded) }
  }

  /// The scene with other numbers to begin with.
  func beginning(with leaves: [NodeID: Matrix]) -> SceneRun {
    guard !leaves.isEmpty else { return self }
    var scene = self
    scene.run = TrainingRun(run, beginningWith: leaves)
    scene.outlook = Outlook()
    if let reseeded {
      scene.reseeded = { seed in
        reseeded(seed).map { TrainingRun($0, beginningWith: leaves) }
      }
    }
    return scene
  }

  /// Opens with everything computed that stands before this number's equation.
  mutating func open(at entry: Autograd.Entry) {
    let line = model.graph[entry.quantity.node].line
    let opening = ticks.first { line != nil && model.graph[step(of: $0).node].line == line }
    start.ticks = opening ?? ticks.lowerBound
  }

  private static func ticks(ofSums run: TrainingRun, _ timeline: Timeline) -> Int? {
    let sums = run.batch?.sums.compactMap { run.model.graph.update(of: $0) } ?? []
    return sums.compactMap { timeline.step(giving: $0) }.map { timeline.ticks(of: $0).upperBound }
      .max()
  }

  private static func ticks(of timeline: Timeline, _ play: Scene.Play) -> Range<Int> {
    let count = timeline.ticks.count
    let backward = timeline.firstTick(.backward), update = timeline.firstTick(.update)
    switch play {
    case .forward: return 0..<(backward ?? update ?? count)
    case .backward: return (backward ?? 0)..<(update ?? count)
    case .training, .all: return 0..<count
    }
  }

  /// The step that a tick is a part of.
  func step(of tick: Int) -> Program.Step {
    timeline.program.steps[timeline.ticks[tick].step]
  }

  /// The example of the table that these numbers are, for the views to mark.
  ///
  /// - Parameter guess: the one that it most likely is.
  package func example(_ trace: Trace, guess: Int) -> Int? {
    let isThis = { (example: [NodeID: Matrix]) in
      example.allSatisfy { trace[.value($0.key)] == $0.value }
    }
    if table.indices.contains(guess), isThis(table[guess]) { return guess }
    return table.firstIndex(where: isThis)
  }

  /// The run without any change.
  package func training() -> TrainingRun { run }

  /// The run from another seed.
  func training(from seed: UInt64) -> TrainingRun? { reseeded?(seed) }

  /// Whether some of its numbers are drawn, so that another seed gives another run.
  var draws: Bool {
    guard let other = reseeded?(model.seed &+ 1) else { return false }
    var (mine, others) = (run, other)
    let isShuffled = (0..<2 * exampleCount).contains {
      mine.presentation($0) != others.presentation($0)
    }
    return isShuffled || !model.drawn.isEmpty
      || mine.weights(before: 0) != others.weights(before: 0)
  }

  /// A run of this scene with these changes.
  func training(_ run: TrainingRun, with edits: [Edit], rates: [Int: Double]) -> TrainingRun {
    var changes = TrainingRun.Changes(rates: rates)
    for edit in edits {
      changes.numbers[edit.presentation, default: [:]][edit.entry] = edit.value
    }
    return TrainingRun(run, changes: changes)
  }

  /// The ticks that are stepped in a presentation.
  package func ticks(at presentation: Int) -> Range<Int> {
    guard let ticksOfSums, !run.order.isLast(presentation) else { return ticks }
    return ticks.lowerBound..<min(ticks.upperBound, ticksOfSums)
  }

  /// The presentation an edit made at `position` holds from. Where nothing is learned, changed
  /// weights hold for all examples; a weight whose update is done is changed for the next one.
  package func presentation(ofEditAt position: ScenePosition, _ entry: Autograd.Entry) -> Int {
    guard model.graph[entry.quantity.node].origin == .weight else { return position.presentation }
    guard isTraining else { return 0 }
    return isUpdated(entry, at: position) ? position.presentation + 1 : position.presentation
  }

  private func isUpdated(_ entry: Autograd.Entry, at position: ScenePosition) -> Bool {
    guard let next = model.graph.update(of: entry.quantity.node) else { return false }
    let result = Autograd.Entry(.value(next), row: entry.row, column: entry.column)
    return position.ticks >= timeline.ticksNeeded(for: result)
  }

  /// Whether a number may be changed: it is a value that nothing computes.
  package func isEditable(_ entry: Autograd.Entry) -> Bool {
    let origin = model.graph[entry.quantity.node].origin
    return entry.quantity.kind == .value && (origin == .weight || origin == .given)
  }
}
