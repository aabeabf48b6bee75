import Autograd
import Screen

extension State {
  /// Moves the number under the cursor a little, and tells what that did to the loss.
  ///
  /// - Parameter direction: 1 or −1.
  mutating func nudge(_ direction: Double) {
    if refusesChange() { return }
    guard let stage = lesson?.page.stage, let entry = stage.shownCursor,
      stage.scene.isEditable(entry) || stage.trace.overwritten[entry] != nil
    else { return say("put the cursor on an input or a weight first") }
    let before = stage.reading(entry)
    // So far at a time, without the dust of binary fractions; a token is a whole number.
    let length = stage.isToken(entry) ? 1 : stage.nudge
    let moved = before + direction * length
    let value = abs(moved) < 1e6 ? (moved * 1e9).rounded() / 1e9 : moved
    guard stage.accepts(value, for: entry) else { return say(stage.needed(for: entry)) }
    lesson?.page.stage?.change(entry, to: value)
    note = lesson?.page.stage.flatMap { Nudge(entry, from: stage, to: $0)?.note }
  }

  /// How far a nudge goes: a tenth, less, less still, far, and again.
  mutating func resizeNudge() {
    guard let nudge = lesson?.page.stage?.nudge else { return say("this page has no numbers") }
    let place = StageState.nudges.firstIndex(of: nudge) ?? 0
    let next = StageState.nudges[(place + 1) % StageState.nudges.count]
    lesson?.page.stage?.nudge = next
    say("+ and − now go \(next.short) up and down")
  }
}

extension StageState {
  fileprivate static let nudges = [0.1, 0.01, 0.001, 1]
}

/// What a nudge did to the loss, beside what the gradient foretold: before and after are two passes.
struct Nudge {
  let entry: Entry
  private let name: String
  /// The number that was nudged.
  let number: Difference
  /// What it was measured on: the loss, or without one what the model computes last.
  private let outcomeName: String
  /// Nil where the outcome is not computed yet at this step.
  let outcome: Difference?
  /// Before the nudge; nil where the page has not come to it.
  let gradient: Double?

  /// - Returns: nil where the model computes nothing.
  init?(_ entry: Entry, from before: StageState, to after: StageState) {
    guard let outcome = before.outcome(after.trace) else { return nil }
    self.entry = entry
    name = before.name(of: entry)
    number = Difference(before: before.reading(entry), after: after.reading(entry))
    outcomeName = before.name(of: outcome)
    let isSeen = before.position == after.position && after.known(outcome)
    self.outcome =
      isSeen ? Difference(before: before.trace[outcome], after: after.trace[outcome]) : nil
    let slope = Entry(.gradient(entry.quantity.node), row: entry.row, column: entry.column)
    let isLoss = before.scene.model.loss == outcome.quantity.node
    gradient = isLoss && before.known(slope) ? before.trace[slope] : nil
  }

  /// In as many lines as the smallest inspector has.
  var note: Note {
    guard let outcome else {
      return Note(
        "nudge",
        [
          StyledText("\(name): \(number.text)", .code),
          StyledText("\(outcomeName) is not computed yet; once it is, its change is shown", .muted),
        ])
    }
    let measured = "\(outcomeName): \(outcome.text)   changed by "
    let lines = [
      StyledText("\(name): \(number.text)", .code) + StyledText("   _ takes other steps", .muted),
      StyledText(measured, .code) + StyledText(outcome.change.text(digits: 3), .strong),
    ]
    return Note("nudge", lines + (gradient.map { foretold($0, outcome.change) } ?? []))
  }

  private func foretold(_ gradient: Double, _ measured: Double) -> [StyledText] {
    // Without the dust of binary fractions, as it was added.
    let change = (number.change * 1e9).rounded() / 1e9, product = gradient * change
    let line = StyledText(
      "gradient × change \(factors(gradient, change)) \(product.text(digits: 3).equated(product))",
      .backward)
    let error = abs(product - measured)
    guard abs(measured) > 0, product != measured else { return [line] }
    let part = (100 * error / abs(measured)).text(digits: 2)
    let remark =
      error <= abs(measured) / 20
      ? "foretold to \(part) %: over so short a way the slope hardly changes"
      : "off by \(part) %: on the way the slope itself changes; a smaller step is foretold better"
    return [line, StyledText(remark, .muted)]
  }

  /// `= −0.214·0.01`, with digits enough to work out as printed.
  private func factors(_ gradient: Double, _ change: Double) -> String {
    let product = (gradient * change).text(digits: 3)
    let digits = (3...17).first {
      (gradient.text(digits: $0).number * change).text(digits: 3) == product
    }
    let text = gradient.text(digits: digits ?? 17)
    let factor = change < 0 ? "(\(change.short))" : change.short
    return "\(text.number == gradient ? "=" : "≈") \(text)·\(factor)"
  }
}

/// A number before and after, written so that the printed ones are as far apart as is said.
struct Difference {
  let before: Double
  let after: Double

  var change: Double { after - before }

  var text: String {
    let wanted = change.text(digits: 3)
    let digits = (4...17).first {
      let apart = after.text(digits: $0).number - before.text(digits: $0).number
      return apart.text(digits: 3) == wanted
    }
    return "\(before.text(digits: digits ?? 17)) → \(after.text(digits: digits ?? 17))"
  }
}

extension StageState {
  /// What a nudge is measured on: the loss, else of what is computed last the number that moved most.
  fileprivate func outcome(_ after: Trace) -> Entry? {
    if let loss = scene.model.loss { return Entry(.value(loss)) }
    let last = trace.graph.nodes.last { $0.phase == .forward && $0.isNamed && $0.op != nil }
    return last.flatMap { last in
      trace.graph.entries(of: .value(last.id)).max {
        abs(after[$0] - trace[$0]) < abs(after[$1] - trace[$1])
      }
    }
  }

  /// Whether an entry holds what it will hold when the pass is over.
  func known(_ entry: Entry) -> Bool {
    position.ticks >= scene.timeline.ticksNeeded(for: entry)
      && context(.unicode, cursor: nil).reading(entry) != nil
  }
}

extension String {
  /// A number as it was printed, read back.
  fileprivate var number: Double { Double(replacing("−", with: "-")) ?? .nan }

  /// The printed number behind the sign that is true of it.
  fileprivate func equated(_ value: Double) -> String { "\(number == value ? "=" : "≈") \(self)" }
}
