import Autograd

/// The first operation of a run that gave a number that is none.
struct NotFinite {
  private let trace: Trace
  private let step: Program.Step

  /// - Returns: nil where every number is finite.
  init?(_ trace: Trace) {
    guard let step = trace.firstNotFinite else { return nil }
    self.trace = trace
    self.step = step
  }

  /// `y is not finite: log, in “y = log(x)”, made y = log(x) = log(0) ≈ −∞; x = 0`.
  var message: String {
    let derivation = trace.derivation(of: step, row: entry.row, column: entry.column)
    let operands = derivation.operands.map { "\(trace.name(of: $0)) \(trace[$0].equated)" }
    let shown = operands.prefix(Self.most) + (operands.count > Self.most ? ["…"] : [])
    let from = shown.isEmpty ? "" : "; look at \(shown.joined(separator: ", "))"
    return "\(trace.name(of: entry)) is not finite: \(place) made \(derivation.line)\(from)"
  }

  /// More operands than this are nobody's clue.
  private static let most = 8

  /// The operation and the line of the model it stands in.
  private var place: String {
    let node = trace.graph[step.node]
    let name = (node.op?.name ?? "") + (step.slot == nil ? "" : " going backward")
    return node.line.map { "\(name), in “\(trace.graph.lines[$0].text)”," } ?? name
  }

  /// The first element that is not finite.
  private var entry: Entry {
    let entries = trace.graph.entries(of: step.target)
    let numbers = step.slot == nil ? trace[step.target] : trace.share(of: step)
    return zip(entries, numbers.elements).first { !$0.1.isFinite }?.0 ?? Entry(step.target)
  }
}
