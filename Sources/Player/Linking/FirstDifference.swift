import Autograd
import Equations

/// Where two scenes of the same quantities part: the first number that differs, and where the first
/// scene stands once it is known.
package struct FirstDifference: Hashable, Sendable {
  package let entry: Autograd.Entry
  let position: ScenePosition

  /// So many examples are gone through: a wrong rule may matter in some only.
  private static let mostExamples = 32

  /// Goes through both in step; nil where no number of the first epoch differs.
  static func between(_ stage: StageState, _ other: StageState) -> FirstDifference? {
    let scene = stage.scene, ticks = TwinTicks(scene, other.scene)
    var run = stage.wholeRun, otherRun = other.wholeRun
    for presentation in 0..<min(scene.presentations, scene.exampleCount, mostExamples) {
      let trace = run.trace(at: presentation), otherTrace = otherRun.trace(at: presentation)
      for tick in 0..<scene.ticks(at: presentation).upperBound {
        let found = scene.written(by: tick).first { entry in
          let own = scene.timeline.reading(entry, in: trace, after: tick + 1)
          let others = other.scene.timeline.reading(entry, in: otherTrace, after: ticks[tick + 1])
          return own?.differs(from: others) ?? false
        }
        guard let found else { continue }
        return FirstDifference(
          entry: scene.model.graph.shown(found),
          position: ScenePosition(presentation: presentation, ticks: tick + 1))
      }
    }
    return nil
  }
}

extension SceneRun {
  fileprivate func written(by tick: Int) -> [Autograd.Entry] {
    model.graph.entries(of: step(of: tick).target)
  }
}

extension StageState {
  /// The run from its beginning, with the student's changes.
  fileprivate var wholeRun: TrainingRun {
    scene.training(scene.training(), with: edits, rates: rates)
  }
}

extension Double {
  /// Whether another number is another one, and not the same rounded in another order; nil is one
  /// that is not known yet.
  func differs(from other: Double?) -> Bool {
    guard let other, self != other, !(isNaN && other.isNaN) else { return false }
    let larger = max(magnitude, other.magnitude)
    return !larger.isFinite || abs(self - other) > larger * 1e-12
  }
}

extension Graph {
  /// The number as the stage shows it: the result of an update stands where its weight does.
  fileprivate func shown(_ entry: Autograd.Entry) -> Autograd.Entry {
    guard entry.quantity.kind == .value, let weight = weight(updatedBy: entry.quantity.node) else {
      return entry
    }
    return Autograd.Entry(.value(weight), row: entry.row, column: entry.column)
  }
}
