import Autograd
import Views

/// Scenes that run in step, as they were before their equations were changed, or before that was
/// undone.
struct RunningScenes: Sendable {
  let stage: StageState
  let twin: TwinState?
}

/// What was changed in the equations of a page, and what of it was undone.
struct EquationHistory: Sendable {
  var past: [RunningScenes] = []
  /// With the changes of numbers that stood when they were undone: after others they are gone.
  var future: [(scenes: RunningScenes, edits: [Edit])] = []
}

extension PageState {
  private var scenes: RunningScenes? { stage.map { RunningScenes(stage: $0, twin: twin) } }

  /// Runs other equations from where the stage stands, with what else was changed.
  mutating func runEquations(of linked: LinkedPage) {
    stage?.forgetUndone()
    guard let before = scenes, let scene = linked.scene else { return }
    let stage = StageState(scene, after: before.stage)
    equations.past.append(before)
    equations.future = []
    show(RunningScenes(stage: stage, twin: linked.twin.map { TwinState($0, beside: stage) }))
  }

  /// Undoes the last change, of a number or of the equations.
  mutating func undo() -> Bool {
    if stage?.undo() == true { return true }
    guard let now = scenes, let before = equations.past.popLast() else { return false }
    equations.future.append((now, before.stage.edits))
    show(before)
    return true
  }

  /// Does again what was undone last.
  mutating func redo() -> Bool {
    if stage?.redo() == true { return true }
    guard let now = scenes, let after = equations.future.last, after.edits == now.stage.edits else {
      return false
    }
    equations.future.removeLast()
    equations.past.append(now)
    show(after.scenes)
    return true
  }

  /// Back to the page's own numbers and equations.
  mutating func reset() -> Bool {
    guard let now = scenes, let own = equations.past.first,
      now.stage.scene.model.source != own.stage.scene.model.source
    else { return stage?.reset() == true }
    equations.past.append(now)
    equations.future = []
    var stage = StageState(own.stage.scene)
    stage.nudge = now.stage.nudge
    stage.size = now.stage.size
    show(RunningScenes(stage: stage, twin: own.twin))
    return true
  }

  private mutating func show(_ scenes: RunningScenes) {
    guard let now = stage else { return }
    var shown = scenes.stage
    shown.stand(where: now)
    stage = shown
    twin = scenes.twin
    if let shown = stage { twin?.follow(shown) }
  }
}

extension StageState {
  /// A scene of changed equations, with the changes of numbers that were made before.
  fileprivate init(_ scene: SceneRun, after other: StageState) {
    self.init(scene)
    adopt(
      other.edits.compactMap { edit in
        other.entry(edit.entry, in: scene).map {
          Edit(entry: $0, value: edit.value, presentation: edit.presentation)
        }
      }, rates: [:])
    nudge = other.nudge
    size = other.size
  }

  /// Goes to where another stage stands, as near as its equations have such a place.
  fileprivate mutating func stand(where other: StageState) {
    let isSame = scene.timeline.ticks == other.scene.timeline.ticks
    let ticks =
      isSame ? other.position.ticks : TwinTicks(other.scene, scene)[other.position.ticks]
    go(to: ScenePosition(presentation: other.position.presentation, ticks: ticks))
    stepsFromOpening = other.stepsFromOpening
    letGo()
    cursor = other.cursor.flatMap { other.entry($0, in: scene) }
    guard let shown = other.viewIndex else { return viewIndex = nil }
    let name = type(of: other.scene.views[shown]).name
    viewIndex = scene.views.firstIndex { type(of: $0).name == name } ?? 0
  }

  /// The same number of another model, by its name; nil where it has none.
  private func entry(_ entry: Entry, in scene: SceneRun) -> Entry? {
    let node = trace.graph[entry.quantity.node], other = scene.model.graph
    guard node.isNamed, let id = other.node(named: node.name), other[id].shape == node.shape else {
      return nil
    }
    let quantity: Quantity =
      switch entry.quantity.kind {
      case .value: .value(id)
      case .gradient: .gradient(id)
      case .flowing: .flowing(id)
      }
    return Entry(quantity, row: entry.row, column: entry.column)
  }
}
