import Autograd
import Screen

/// A line of the model worked out with the numbers of this moment.
extension ViewContext {
  /// `0.5·1 + 0.2 = 0.7` where the line is done, else its symbols; while one of its operations is
  /// being done, that operation.
  ///
  /// - Parameter isAlone: whether the line itself is not written beside it.
  func worked(line: Int, isAlone: Bool = false) -> StageLine {
    guard let node = index.definitions[line], graph[node].op != nil, isShort(line) else {
      return StageLine()
    }
    if currentLine == line, let running = runningOperation(before: node) { return running }
    let entry = shownEntry(of: node)
    let isDone = reading(entry) != nil
    let derivation = trace.derivation(of: entry, reach: .equation)
    let named = StageLine("\(derivation.target.text) \(derivation.relation.rawValue) ", .muted)
    guard isDone else {
      // The symbols say nothing new where the line itself is written out already.
      let symbols = derivation.symbols.text
      let isWritten = graph.lines[line].text.replacing("-", with: "−").hasSuffix("= " + symbols)
      return isWritten && !isAlone ? StageLine() : named + StageLine(symbols, .covered)
    }
    let result = " \(derivation.equality) \(derivation.result)"
    let isResult = derivation.isExact && derivation.numbers.text == derivation.result
    return named + StageLine(derivation.numbers, .muted)
      + (isResult ? StageLine() : StageLine(result, .muted)) + overwriting(entry)
  }

  /// What stands in place of what the line gives.
  private func overwriting(_ entry: Entry) -> StageLine {
    guard trace.overwritten[entry] != nil else { return StageLine() }
    return StageLine("  overwritten: \(StageNumber.text(trace[entry]))", .changed)
  }

  /// Whether no operand is too large to be written out in a line.
  private func isShort(_ line: Int) -> Bool {
    let operands = index.nodes[line].flatMap { graph[$0].inputs }
    return operands.allSatisfy { graph[$0].shape.count <= StageLine.largest }
  }

  /// What the last tick did, unless it finished the line.
  private func runningOperation(before node: NodeID) -> StageLine? {
    guard let step, let derivation = trace.derivation(of: tick, in: timeline),
      step.phase == .backward || (step.node != node && reading(shownEntry(of: node)) == nil)
    else { return nil }
    let style: Style = step.phase == .backward ? .backward : .plain
    let left = "\(derivation.target.text) \(derivation.relation.rawValue) "
    return StageLine(left, style) + StageLine(derivation.numbers, style)
      + StageLine(" \(derivation.equality) \(derivation.result)", style)
  }

  /// The element that is being worked on, else the first.
  private func shownEntry(of node: NodeID) -> Entry {
    let entries = graph.entries(of: .value(node))
    return entries.first { $0 == cursor } ?? entries.first { written.contains($0) }
      ?? Entry(.value(node))
  }
}
