import Autograd
import Courseware
import Equations
import Screen
import Views

/// A page as a student has it before them.
package struct PageState: Sendable {
  /// The running scene; nil on a page of text.
  package var stage: StageState? {
    didSet { if let stage { twin?.follow(stage) } }
  }
  /// What it is compared with.
  package var twin: TwinState?
  /// Whether the student looks at the twin.
  package var isOnTwin = false

  /// The scene the student looks at: its numbers are asked, its cursor moves.
  package var shownStage: StageState? {
    get { isOnTwin ? twin?.stage : stage }
    set { if let newValue, isOnTwin { twin?.stage = newValue } else { stage = newValue } }
  }
  /// The page's own scene, while a question shows another.
  var aside: Aside?
  /// What was changed in the equations.
  var equations = EquationHistory()
  /// The first line of the text that is shown.
  package var scroll = 0
  /// How many pauses of the text have been passed.
  package var revealed: Int { revealedAt.count }
  /// Where the stage stood when each of them was, so that stepping back hides the text again; nil
  /// once the student has jumped, for then there is no way back to retrace.
  private var revealedAt: [ScenePosition?] = []
  /// What the engine says to the text's claims, asked once: some look far ahead in training.
  private let allAnswers: [Claim: String]
  private let tellingClaims: [Claim: Set<Autograd.Entry>]
  private let pauses: Int

  /// The answers that give away no number which is still to be guessed.
  package var answers: [Claim: String] {
    guard let stage, !tellingClaims.isEmpty else { return allAnswers }
    let covered = Set(stage.scene.covered(at: 0, stage.guesses))
    return allAnswers.filter { tellingClaims[$0.key]?.isDisjoint(with: covered) != false }
  }

  init(_ linked: LinkedPage?) {
    allAnswers = linked?.answers ?? [:]
    tellingClaims = linked?.tellingClaims ?? [:]
    stage = linked?.scene.map { StageState($0) }
    if let stage, let other = linked?.twin { twin = TwinState(other, beside: stage) }
    pauses = linked?.page.blocks.filter { $0.content == .pause }.count ?? 0
  }

  /// Shows what stands behind the next pause.
  ///
  /// - Returns: false where all is shown.
  mutating func reveal() -> Bool {
    guard revealed < pauses else { return false }
    revealedAt.append(stage?.position ?? ScenePosition())
    return true
  }

  /// Hides what was revealed at this place.
  ///
  /// - Returns: false where nothing was.
  mutating func hide() -> Bool {
    guard revealedAt.last == .some(stage?.position ?? ScenePosition()) else { return false }
    revealedAt.removeLast()
    return true
  }

  /// Lets the cursor go, and whatever was asked.
  mutating func letGo() {
    stage?.letGo()
    twin?.stage.letGo()
  }

  mutating func revealAll() { while reveal() {} }

  /// Shows all, and leaves nothing for a step back to hide.
  mutating func revealForGood() {
    revealAll()
    forgetWay()
  }

  /// Once the student has jumped there is no way back to retrace.
  mutating func forgetWay() {
    revealedAt = revealedAt.map { _ in nil }
    stage?.stepsFromOpening = nil
  }

  mutating func jumpToStart() {
    forgetWay()
    stage?.goToStart()
  }

  mutating func jumpToEnd() {
    forgetWay()
    stage?.goToEnd()
  }

  mutating func jump(to position: ScenePosition) {
    forgetWay()
    go(to: position)
  }

  mutating func go(to position: ScenePosition) { stage?.go(to: position) }
}
