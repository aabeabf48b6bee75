import Autograd
import Screen
import Views

/// What the last step did, in words and numbers.
package struct StepText {
  private let stage: StageState
  private let glyphs: GlyphSet
  private let context: ViewContext

  package init(_ stage: StageState, _ glyphs: GlyphSet) {
    self.stage = stage
    self.glyphs = glyphs
    context = stage.context(glyphs, cursor: nil)
  }

  /// For the screen.
  package var lines: [StyledText] {
    guard let step = context.step, !isAtStart,
      let derivation = context.trace.derivation(of: context.tick, in: context.timeline)
    else { return [StyledText(glyphs.text(opening), .muted)] }
    let line = context.graph[step.node].line.map { context.graph.lines[$0] }
    let head =
      StyledText("\(glyphs.text(phaseMark(step.phase))) ", step.phase.style)
      + StyledText(glyphs.text(line?.text ?? ""), .code)
      + StyledText(
        line.map { $0.caption.isEmpty ? "" : glyphs.text("   \($0.caption)") } ?? "", .muted)
    let lines = [
      head, StyledText("  ") + StyledText(glyphs.text(derivation.line), .current),
    ]
    guard stage.isSettled else { return lines }
    return lines + [StyledText("  an epoch without a change: it has settled", .right)]
  }

  /// In one sentence, for a pipe or a screen reader.
  package var sentence: String {
    guard let step = context.step, !isAtStart,
      let derivation = context.trace.derivation(of: context.tick, in: context.timeline)
    else { return glyphs.text(opening) }
    let line = context.graph[step.node].line.map { context.graph.lines[$0] }
    let caption = line.map { $0.caption.isEmpty ? "" : " (\($0.caption))" } ?? ""
    return glyphs.text("\(step.phase.rawValue): \(derivation.line)\(caption)")
  }

  private var isAtStart: Bool { stage.position.ticks == stage.scene.ticks.lowerBound }

  /// What stands before a pass has begun: the example that comes.
  private var opening: String {
    guard let training = context.training, let example = training.example,
      training.examples.count > 1
    else { return "space does the first step" }
    let givens = context.graph.nodes.filter { $0.origin == .given }.map {
      "\($0.label) = \(context.trace[.value($0.id)].written(StageNumber.text))"
    }
    return "example \(example + 1) of \(training.examples.count): "
      + givens.joined(separator: ", ")
  }

  private func phaseMark(_ phase: Program.Step.Phase) -> String {
    switch phase {
    case .forward: "→ forward"
    case .backward: "← backward"
    // Its line says what it is.
    case .update: "↳"
    }
  }
}

extension Program.Step.Phase {
  var style: Style {
    switch self {
    case .forward: .forward
    case .backward: .backward
    case .update: .update
    }
  }
}
