import Autograd
import Diagnostics
import Equations

/// The first number of a run that is none, told with where it comes from.
struct NotFinite {
  private let trace: Trace
  private let found: Trace.NotFinite

  /// - Returns: nil where every number is finite.
  init?(_ trace: Trace) {
    guard let found = trace.firstNotFinite else { return nil }
    self.trace = trace
    self.found = found
  }

  /// The message with its place in the model's file, and the line it is about.
  func rendered(in model: Model) -> String {
    guard let range = model.place(of: node) else { return "\(model.source.name): \(message)" }
    return Diagnostic(file: model.source.name, range: range, message: message)
      .rendered(in: model.source)
  }

  /// The quantity whose line has to be looked at.
  private var node: NodeID {
    switch found {
    case .made(_, by: let step): step.node
    case .leaf(let entry), .total(let entry, at: _): entry.quantity.node
    }
  }

  /// `y is not finite: log, in “y = log(x)”, made y = log(x) = log(0) ≈ −∞; x = 0`.
  var message: String { "\(trace.name(of: found.entry)) is not finite: \(reason)" }

  private var reason: String {
    switch found {
    case .leaf(let entry): return origin(of: trace.graph[entry.quantity.node])
    case .made(let entry, by: let step): return working(of: entry, step)
    case .total: return "its shares add up beyond what a number can be"
    }
  }

  private func origin(of leaf: Node) -> String {
    switch leaf.origin {
    case .given: return "it was given so"
    case .weight: return "the weight starts so"
    case .state: return "the optimizer remembers it so"
    default:
      let line = leaf.line.map { " in “\(trace.graph.lines[$0].text)”" }
      return "it is written so\(line ?? "")"
    }
  }

  private func working(of entry: Entry, _ step: Program.Step) -> String {
    let derivation = trace.derivation(of: step, row: entry.row, column: entry.column)
    let operands = derivation.operands.map { "\(trace.name(of: $0)) \(trace[$0].equated)" }
    let shown = operands.prefix(Self.most) + (operands.count > Self.most ? ["…"] : [])
    let from = shown.isEmpty ? "" : "; look at \(shown.joined(separator: ", "))"
    return "\(place(of: step)) made \(derivation.line)\(from)"
  }

  /// More operands than this are nobody's clue.
  private static let most = 8

  /// The operation and the line of the model it stands in.
  private func place(of step: Program.Step) -> String {
    let node = trace.graph[step.node]
    let name = (node.op?.name ?? "") + (step.slot == nil ? "" : " going backward")
    return node.line.map { "\(name), in “\(trace.graph.lines[$0].text)”," } ?? name
  }
}
