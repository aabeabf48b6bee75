import Autograd
import Screen

extension State {
  /// Measures the gradient under the cursor, or that of the value there.
  mutating func verify() {
    guard let stage = lesson?.page.shownStage else {
      return say("this page has no numbers to verify")
    }
    guard let entry = stage.asked else { return say("put the cursor on a number first") }
    if let reason = stage.whyNotVerified(entry) { return say(reason) }
    note = Verification(of: entry, on: stage)?.note
  }
}

extension StageState {
  /// The number that is explained, else the one the cursor is on.
  var asked: Entry? { inspected.last?.entry ?? shownCursor }

  /// Why the gradient of a quantity cannot be measured at this moment; nil where it can.
  fileprivate func whyNotVerified(_ entry: Entry) -> String? {
    let graph = trace.graph, node = graph[entry.quantity.node]
    guard let loss = scene.model.loss else {
      return "without a loss there is no gradient to verify"
    }
    if node.isToken { return "\(node.label) is a token, a position: it has no gradient" }
    if node.id == loss {
      return "\(name(of: gradient(of: entry))) is 1: there is nothing to measure"
    }
    guard node.phase == .forward, node.hasGradient, node.isNamed || node.op != nil else {
      return "\(name(of: entry)) has no gradient to verify"
    }
    if let past = graph.stableForm(passingBy: node.id, in: trace.program) {
      return "\(past.label) comes straight from \(graph[past.inputs[0]].label), past \(node.label):"
        + " verify it there"
    }
    let needed = scene.timeline.ticksNeeded(for: gradient(of: entry))
    if needed > scene.ticks.upperBound { return "this page does not go backward" }
    return known(gradient(of: entry)) || needed == 0
      ? nil : "\(name(of: gradient(of: entry))) is not computed yet"
  }

  fileprivate func gradient(of entry: Entry) -> Entry {
    Entry(.gradient(entry.quantity.node), row: entry.row, column: entry.column)
  }
}

extension Graph {
  /// The quantity that a stable form computes past a node.
  func stableForm(passingBy node: NodeID, in program: Program) -> Node? {
    program.stableForm(passingBy: node).map { self[$0] }
  }
}

/// A gradient beside the slope that two nudges measure.
struct Verification {
  let check: GradientCheck
  private let gradient: String
  private let value: String
  private let loss: String
  /// The operations at whose kinks a measured slope means nothing.
  private let kinks: [String]

  /// - Returns: nil without a loss.
  init?(of entry: Entry, on stage: StageState) {
    let slope = stage.gradient(of: entry)
    guard let loss = stage.scene.model.loss, let check = stage.trace.checkGradient(of: slope) else {
      return nil
    }
    self.check = check
    gradient = stage.name(of: slope)
    value = stage.name(of: Entry(.value(entry.quantity.node), row: entry.row, column: entry.column))
    self.loss = stage.trace.graph[loss].label
    kinks = stage.trace.kinks(near: slope).map { stage.trace.graph[$0].label }
  }

  var note: Note {
    let verdict = verdict
    return Note(
      "verify",
      [
        StyledText("\(gradient) \(number(check.gradient))", .code)
          + StyledText("   by the rules", .muted),
        StyledText("(\(loss)(\(value) + ε) − \(loss)(\(value) − ε)) / 2ε ", .code)
          + StyledText(number(check.measured), .code)
          + StyledText("   measured, ε → 0", .muted),
        StyledText(verdict.text, verdict.isGood ? .right : .wrong),
      ])
  }

  /// One digit more than agree, so that the first that does not is seen.
  private func number(_ x: Double) -> String {
    let text = x.text(digits: max(4, min(12, check.agreeingDigits + 1)))
    return "\(Double(text.replacing("−", with: "-")) == x ? "=" : "≈") \(text)"
  }

  private var verdict: (text: String, isGood: Bool) {
    let digits = check.agreeingDigits
    if let kink = kinks.first {
      return (
        "\(kink) has a kink here: left and right of it the slopes differ, a measurement mixes them",
        false
      )
    }
    if check.gradient == 0, check.measured == 0 {
      return ("both are 0: a small change of \(value) does not change \(loss)", true)
    }
    if digits >= 15 { return ("all 15 digits agree", true) }
    if check.error < Self.tolerance {
      return digits >= 4
        ? ("\(digits) digits agree", true) : ("equal, as far as can be measured", true)
    }
    let agreeing = ["not one digit agrees", "only one digit agrees"]
    return (
      "they differ: "
        + (agreeing.indices.contains(digits) ? agreeing[digits] : "only \(digits) digits agree"),
      false
    )
  }

  /// What a measurement may be off without the rules being wrong.
  private static let tolerance = 1e-6
}
