import Autograd
import Screen
import Views

extension StageState {
  /// The entry whose derivation says where the number shown for `entry` comes from: for a weight
  /// whose update is done, the update's result.
  private func source(of entry: Autograd.Entry) -> Autograd.Entry {
    context(.unicode, cursor: nil).source(of: entry)
  }

  /// The numbers a number is made of.
  package func operands(of entry: Autograd.Entry) -> [Autograd.Entry] {
    if let ledger = ToldShares(of: entry, on: self) {
      return ledger.shares.flatMap(\.derivation.operands)
    }
    guard case .computed(let derivation) = trace.explanation(of: source(of: entry)) else {
      return []
    }
    return derivation.operands
  }

  /// The inspector's lines for a number: where it comes from, in order of importance for cutting.
  package func inspection(
    of asked: Inspection, isChoosing: Bool, _ glyphs: GlyphSet
  ) -> [StyledText] {
    let entry = asked.entry
    let writer = InspectionWriter(
      stage: self, context: context(glyphs, cursor: nil), choice: isChoosing ? asked.choice : nil)
    if asked.isBefore { return writer.before(entry) }
    let lines =
      ToldShares(of: entry, on: self).map { writer.ledger(entry, $0) }
      ?? writer.lines(entry, trace.explanation(of: source(of: entry)))
    return lines + writer.guess(of: source(of: entry))
  }
}

/// The shares of a gradient that the inspector tells.
///
/// A weight shared by a thousand time steps has a thousand. Of so many the newest are told: there is
/// room for few, and a key must not wait for what nobody sees.
private struct ToldShares {
  private static let most = 12
  private static let newest = 3

  /// A share, the total with it, and what is said of where it comes from.
  let shares: [(derivation: Derivation, after: Double, remark: String)]
  /// How many come before those told.
  let hidden: Int
  /// How many of those told are added already.
  let done: Int
  let count: Int

  /// - Returns: nil where the entry is no gradient, or none that shares are added to.
  init?(of entry: Autograd.Entry, on stage: StageState) {
    guard let ledger = Ledger(of: entry, in: stage.context(.unicode, cursor: nil)) else {
      return nil
    }
    let begun = ledger.begunCount
    count = ledger.count
    let told = count > Self.most ? Self.newest : count
    hidden = min(max(0, begun - told), count - told)
    done = begun - hidden
    shares = (hidden..<hidden + told).map { n in
      (ledger.derivation(n), ledger.totals[n], Self.remark(on: n, ledger))
    }
  }

  /// In which equation the quantity was used, and whether in a stable form.
  private static func remark(on n: Int, _ ledger: Ledger) -> String {
    let place = ledger.userName(n).map { ", in \($0)" } ?? ""
    return place + (ledger.remark(n).map { ": \($0)" } ?? "")
  }
}

/// Writes explanations as lines of the inspector.
private struct InspectionWriter {
  let stage: StageState
  let context: ViewContext
  /// Which operand is chosen.
  let choice: Int?

  func lines(_ entry: Autograd.Entry, _ explanation: Explanation) -> [StyledText] {
    switch explanation {
    case .leaf(_, let value): return leaf(entry, value)
    case .computed(let derivation):
      guard context.reading(entry) != nil else { return waiting(derivation) }
      return overwriting(entry) + computed(derivation, remark: remark(on: entry))
    case .ledger: return []
    case .seed: return [text("\(name(entry)) = 1: the loss changes one for one with itself")]
    case .untouched: return [text("\(name(entry)) = 0: the loss does not depend on it")]
    }
  }

  /// A weight as it was when the pass began.
  func before(_ entry: Autograd.Entry) -> [StyledText] {
    let value = stage.trace[entry]
    let line = StyledText(context.glyphs.text("\(name(entry)) \(value.equated)"), .code)
    return [line + text(" before this update; backspace goes back to what made it")]
  }

  // MARK: Values

  private func leaf(_ entry: Autograd.Entry, _ value: Double) -> [StyledText] {
    let node = context.graph[entry.quantity.node]
    let kind =
      switch node.origin {
      case .given: "an input, given"
      case .weight: "a weight"
      case .state: "what the optimizer remembers"
      default: "a number of the model"
      }
    let change = stage.scene.isEditable(entry) ? "; e changes it" : ""
    let old = context.ghost(entry).map { " (the page's own is \($0.short))" } ?? ""
    let caption = stage.scene.model.declaration(of: node.id)?.caption ?? ""
    let word = context.graph.spelling(of: node.id, value).map { " \($0)" } ?? ""
    let line = StyledText(context.glyphs.text("\(name(entry)) \(value.equated)\(word)"), .code)
    let said = caption.isEmpty ? "" : "   \(caption)"
    return [line + text("\(old): \(kind)\(change)\(said)")]
  }

  /// What stands in place of what the rule, which is told below, gives.
  private func overwriting(_ entry: Autograd.Entry) -> [StyledText] {
    guard let told = stage.overwriting(of: [entry]) else { return [] }
    return [StyledText(context.glyphs.text("\(told); u undoes"), .changed)]
  }

  private func remark(on entry: Autograd.Entry) -> String? {
    let step = stage.scene.timeline.step(giving: entry.quantity.node)
    return step.flatMap { stage.trace.remark(on: stage.trace.program.steps[$0]) }
  }

  private func waiting(_ derivation: Derivation) -> [StyledText] {
    [
      line(derivation.target.text, derivation.relation.rawValue, derivation.symbols),
      text("not computed yet; space goes on").muted,
    ]
  }

  /// - Parameter remark: what must be said where the rule is not the one the model wrote.
  private func computed(_ derivation: Derivation, remark: String?) -> [StyledText] {
    let operands = derivation.operands
    let target = derivation.target.text
    let padding = String(repeating: " ", count: TextWidth.of(context.glyphs.text(target)))
    var lines = [rule(derivation)]
    // The rule's line has named the target already, unless this is one element of many.
    let isNamed = derivation.rule.text.hasPrefix("\(target) ")
    let symbols = line(
      isNamed ? padding : target, derivation.relation.rawValue, derivation.symbols,
      operands: operands)
    let isRule = derivation.rule.text.hasSuffix("= \(derivation.symbols.text)")
    if !isNamed || !isRule { lines.append(symbols) }
    if derivation.numbers.text != derivation.symbols.text {
      lines.append(
        line(padding, derivation.numbersEquality, derivation.numbers, operands: operands))
    }
    lines += derivation.rounds.map { line(padding, derivation.numbersEquality, $0) }
    if let remark { lines.append(text(remark).muted) }
    if derivation.numbers.text != derivation.result {
      lines.append(
        text("\(padding) ") + StyledText("\(context.glyphs.text(derivation.equality)) ", .muted)
          + StyledText(context.glyphs.text(derivation.result), .strong))
    }
    return lines
  }

  /// The line of the model, or the rule with letters, and what its author said of it.
  private func rule(_ derivation: Derivation) -> StyledText {
    let written = derivation.rule.text
    return StyledText(context.glyphs.text(written), .code) + caption(of: written)
  }

  private func caption(of line: String) -> StyledText {
    let caption = context.graph.lines.first { $0.text == line }?.caption ?? ""
    return caption.isEmpty ? "" : StyledText("   \(context.glyphs.text(caption))", .muted)
  }

  // MARK: Gradients

  func ledger(_ entry: Autograd.Entry, _ ledger: ToldShares) -> [StyledText] {
    let now =
      context.reading(entry).map { $0.short }
      ?? (context.hidden.contains(entry) ? "?" : context.glyphs.ellipsis)
    var operands = 0
    let head = StyledText(context.glyphs.text("\(name(entry)) = \(now)"), .code)
    let count = ledger.count == 1 ? "one share" : "\(ledger.count) shares"
    let last = ledger.hidden + ledger.shares.count
    let isCut = ledger.shares.count < ledger.count
    let part = isCut ? "; number \(ledger.hidden + 1) to \(last):" : ""
    return [head + text("   \(count)\(part)").muted]
      + ledger.shares.enumerated().map { number, share in
        let derivation = share.derivation
        defer { operands += derivation.operands.count }
        let symbols = line(
          "", derivation.relation.rawValue, derivation.symbols, operands: derivation.operands,
          from: operands)
        // What is not added yet is said with letters: its numbers may not be computed yet.
        guard number < ledger.done else { return symbols + text(share.remark).muted }
        return symbols + text(workedOut(derivation))
          + text("   total \(share.after.short)").muted + text(share.remark).muted
      }
  }

  /// What the student said of a number before it was computed.
  func guess(of entry: Autograd.Entry) -> [StyledText] {
    let guess = stage.guesses[entry, stage.position.presentation]
    guard let guess, guess.text != nil else { return [] }
    return [text(guess.sentence(of: name(entry)))]
  }

  /// What stands behind the symbols of a share: nothing twice.
  private func workedOut(_ derivation: Derivation) -> String {
    let numbers = derivation.numbers.text, result = derivation.result
    let isNumber = derivation.symbols.text == numbers
    let middle = isNumber || numbers == result ? "" : " \(derivation.numbersEquality) \(numbers)"
    return isNumber && numbers == result ? "" : "\(middle) \(derivation.equality) \(result)"
  }

  // MARK: Pieces

  private func line(
    _ left: String, _ relation: String, _ pieces: [Piece], operands: [Autograd.Entry] = [],
    from first: Int = 0
  ) -> StyledText {
    let runs = pieces.map { piece -> Run in
      let number = piece.entry.flatMap { operands.firstIndex(of: $0) }.map { $0 + first }
      let isChosen = number != nil && number == choice
      return Run(context.glyphs.text(piece.text), isChosen ? .focus : .code, tag: number)
    }
    let head = left.isEmpty ? relation : "\(left) \(relation)"
    return StyledText(context.glyphs.text(head) + " ", .muted) + StyledText(runs: runs)
  }

  private func text(_ text: String) -> StyledText { StyledText(context.glyphs.text(text)) }
  private func name(_ entry: Autograd.Entry) -> String { stage.name(of: entry) }
}

extension StyledText {
  fileprivate var muted: StyledText {
    StyledText(runs: runs.map { Run($0.text, .muted, tag: $0.tag) })
  }
}
