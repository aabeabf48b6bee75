import Autograd
import Equations
import Views

/// The scene beside the first, which goes where the first goes.
package struct TwinState: Sendable {
  package let twin: Twin
  package var stage: StageState
  /// Nil where both run the same model.
  private let ticks: TwinTicks?
  private var followed: (position: ScenePosition, edits: [Edit], rates: [Int: Double])
  /// Where the two part, whether the steps have come there or not; nil where they are alike, or
  /// nothing is broken.
  private(set) var difference: FirstDifference?

  init(_ twin: Twin, beside first: StageState) {
    self.twin = twin
    stage = StageState(twin.scene)
    let isSame =
      first.scene.model.source == twin.scene.model.source
      && first.scene.timeline.ticks == twin.scene.timeline.ticks
    ticks = isSame ? nil : TwinTicks(first.scene, twin.scene)
    followed = (stage.position, [], [:])
    if twin.isBroken { difference = FirstDifference.between(first, stage) }
    follow(first)
  }

  /// Goes where the first stands, with its changes.
  mutating func follow(_ first: StageState) {
    let isChanged = first.edits != followed.edits || first.rates != followed.rates
    if isChanged {
      // Two settings of training are compared as they are; a wrong rule learns as the right one.
      stage.adopt(
        first.edits.compactMap { adopted($0, from: first.scene) },
        rates: twin.isBroken ? first.rates : stage.rates)
      if twin.isBroken { difference = FirstDifference.between(first, stage) }
    }
    if first.position != followed.position || isChanged {
      stage.go(to: place(of: first.position))
    }
    stage.viewIndex = first.viewIndex
    followed = (first.position, first.edits, first.rates)
  }

  /// What tells it, or the first, apart.
  func title(isTwin: Bool) -> String { isTwin ? twin.titles.second : twin.titles.first }

  private func place(of position: ScenePosition) -> ScenePosition {
    // What ended earlier waits.
    guard position.presentation < twin.scene.presentations else { return twin.scene.end }
    return ScenePosition(
      presentation: position.presentation, ticks: ticks?[position.ticks] ?? position.ticks)
  }

  /// A change of the first as one of the twin; nil where the twin has no such number, or one of its
  /// own, which is what is compared.
  private func adopted(_ edit: Edit, from first: SceneRun) -> Edit? {
    let node = first.model.graph[edit.entry.quantity.node]
    let name = first.model.declaration(of: node.id)?.name ?? node.family
    guard !twin.own.contains(name) else { return nil }
    guard ticks != nil else { return edit }
    guard let other = twin.scene.model.nodes(named: node.name).first,
      twin.scene.model.graph[other].shape == node.shape
    else { return nil }
    let entry = Autograd.Entry(.value(other), row: edit.entry.row, column: edit.entry.column)
    return Edit(entry: entry, value: edit.value, presentation: edit.presentation)
  }
}
