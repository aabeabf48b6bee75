import Autograd
import Courseware
import Equations
import Synchronization

/// What a scene's training comes to, for all the claims that ask: each looks ahead from where the one
/// before it had got to, and none is worked out twice.
final class Outlook: Sendable {
  private let seen = Mutex(Seen())

  private struct Seen: Sendable {
    var run: TrainingRun?
    var leaves: [Moment: [NodeID: Matrix]] = [:]
  }

  /// The leaves at a moment of the scene's run without any change; nil where the training does not
  /// get that far.
  func leaves(after moment: Moment, of scene: SceneRun) -> [NodeID: Matrix]? {
    seen.withLock { seen in
      if let known = seen.leaves[moment] { return known }
      var run = seen.run ?? scene.training()
      defer { seen.run = run }
      guard let presentation = scene.presentation(after: moment, &run) else { return nil }
      let leaves = run.leaves(at: presentation)
      seen.leaves[moment] = leaves
      return leaves
    }
  }
}
