import Autograd
import Equations
import Views

/// What is told of a training at a place of it.
struct ToldTraining: Sendable {
  /// The example shown, an index into the scene's.
  private(set) var example = 0
  private(set) var updates: [ViewContext.Update] = []
  private(set) var updateCount = 0
  private(set) var losses: [ViewContext.LossPoint] = []
  private(set) var path: [ViewContext.PathPoint] = []
  /// How many presentations were gone through since a weight last changed.
  private(set) var sinceChange = 0

  init() {}

  init(_ run: inout TrainingRun, _ scene: SceneRun, _ position: ScenePosition) {
    example = run.presentation(position.presentation).example
    guard scene.isTraining else { return }
    // The update under way counts once the presentation is over.
    let number = position.presentation + (scene.isOver(position) ? 1 : 0)
    updateCount = run.updates(before: number)
    updates = run.history(before: number).map { change in
      ViewContext.Update(
        number: change.number, epoch: change.presentation / scene.exampleCount + 1,
        example: run.presentation(change.presentation).example, weights: change.weights)
    }
    losses = run.losses(before: number).map {
      ViewContext.LossPoint(update: $0.update, loss: $0.loss)
    }
    path = run.path(before: number).map {
      ViewContext.PathPoint(update: $0.update, weights: $0.weights)
    }
    sinceChange = number - (run.lastChange(before: number).map { $0 + 1 } ?? 0)
  }
}
