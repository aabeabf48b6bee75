import Autograd
import Screen
import Views

/// What the last step did, in words and numbers.
package struct StepText {
  private let stage: StageState
  private let glyphs: GlyphSet
  private let context: ViewContext
  private let difference: StepDifference?

  /// - Parameter difference: what the step gave in the scene that one rule is broken in.
  package init(_ stage: StageState, _ glyphs: GlyphSet, difference: StepDifference? = nil) {
    self.stage = stage
    self.glyphs = glyphs
    self.difference = difference
    context = stage.context(glyphs, cursor: nil)
  }

  /// For the screen.
  package var lines: [StyledText] {
    if isWholeExample { return exampleLines }
    guard let step = context.step, !isAtStart,
      let derivation = context.trace.derivation(of: context.tick, in: context.timeline)
    else { return [StyledText(glyphs.text(opening), .muted)] }
    let line = context.graph[step.node].line.map { context.graph.lines[$0] }
    let head =
      StyledText("\(glyphs.text(phaseMark(step.phase))) ", step.phase.style)
      + StyledText(glyphs.text(line?.text ?? ""), .code)
      + StyledText(
        line.map { $0.caption.isEmpty ? "" : glyphs.text("   \($0.caption)") } ?? "", .muted)
    let remark = context.trace.remark(on: step).map { glyphs.text("   (\($0))") } ?? ""
    let lines = [
      head + StyledText(remark, .muted),
      StyledText("  ") + StyledText(glyphs.text(derivation.line), .current),
    ]
    return lines + differing + overwriting + (stage.isSettled ? [settled] : [])
  }

  private var differing: [StyledText] {
    difference.map { [StyledText("  \(glyphs.differs) \(glyphs.text($0.sentence))", .wrong)] } ?? []
  }

  private var overwriting: [StyledText] {
    stage.overwriting(of: context.written).map { [StyledText(glyphs.text("  \($0)"), .changed)] }
      ?? []
  }

  private var settled: StyledText {
    StyledText("  an epoch without a change: it has settled", .right)
  }

  // MARK: Whole examples

  /// Whether a step was a whole example, or more: then its last operation says little.
  private var isWholeExample: Bool {
    stage.scene.isTraining && stage.size >= .example
      && stage.scene.isOver(stage.position)
  }

  private var exampleLines: [StyledText] {
    let head = StyledText(glyphs.text("\(example): "), .muted)
    let lines = [
      head + StyledText(glyphs.text(answers), .code),
      StyledText("  ") + StyledText(glyphs.text(changes), .current),
    ]
    return stage.isSettled ? lines + [settled] : lines
  }

  /// `example 2 of 4`.
  private var example: String {
    guard let training = context.training, let number = training.example else { return "example" }
    return "example \(number + 1) of \(training.examples.count)"
  }

  /// What came in, and each single number the model named on the way.
  private var answers: String {
    let shown = context.graph.nodes.filter { node in
      node.isNamed && node.phase == .forward && node.origin != .weight && node.origin != .state
        && (node.op == nil || node.shape.isScalar)
    }
    return shown.map { "\($0.label) = \(written(.value($0.id)))" }.joined(separator: "  ")
  }

  /// `w: [0, 0] → [0, 1]   b: 0 → 1`.
  private var changes: String {
    let done = context.graph.updates.filter { update in
      // Within a batch only the sums of the gradients change.
      let timeline = stage.scene.timeline, result = Autograd.Entry(.value(update.result))
      return timeline.ticksNeeded(for: result) <= stage.position.ticks
        && context.trace[.value(update.weight)].elements
          != context.trace[.value(update.result)].elements
    }
    // What an optimizer remembers is told where no weight changes.
    let weights = done.filter { context.graph[$0.weight].origin == .weight }
    let changed = weights.isEmpty ? done : weights
    guard !changed.isEmpty else { return "nothing changes" }
    return changed.map { update in
      let name = context.graph[update.weight].label
      return "\(name): \(written(.value(update.weight))) → \(written(.value(update.result)))"
    }.joined(separator: "   ")
  }

  private func written(_ quantity: Quantity) -> String {
    context.trace[quantity].written(StageNumber.text)
  }

  /// In one sentence, for a pipe or a screen reader.
  package var sentence: String {
    if isWholeExample { return glyphs.text("\(example): \(answers); \(changes)") }
    guard let step = context.step, !isAtStart,
      let derivation = context.trace.derivation(of: context.tick, in: context.timeline)
    else { return glyphs.text(opening) }
    let line = context.graph[step.node].line.map { context.graph.lines[$0] }
    let caption = line.map { $0.caption.isEmpty ? "" : " (\($0.caption))" } ?? ""
    let remark = context.trace.remark(on: step).map { " (\($0))" } ?? ""
    let apart = difference.map { "; \($0.sentence)" } ?? ""
    return glyphs.text(
      "\(step.phase.rawValue): \(derivation.line)\(total)\(caption)\(remark)\(apart)")
  }

  /// Of a gradient with several shares, how far its sum has come: `; share 2 of 3, total 0.5`.
  private var total: String {
    guard let tick = context.tick, let step = context.step, step.phase == .backward else {
      return ""
    }
    let shares = context.timeline.steps(writing: step.target)
    let entry = context.written.first { $0.quantity == step.target && $0.isAt(tick.part) }
    guard shares.count > 1, let number = shares.firstIndex(of: tick.step),
      let entry, let total = context.reading(entry)
    else { return "" }
    return "; share \(number + 1) of \(shares.count), total \(total.short)"
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

extension Autograd.Entry {
  /// Whether it is the element that a part of a step is told by.
  fileprivate func isAt(_ part: Timeline.Part) -> Bool {
    if case .element(let row, let column) = part { return self.row == row && self.column == column }
    return row == 0 && column == 0
  }
}
