import Autograd
import Equations

/// Everything that happens when a model runs once, line by line.
struct TraceReport {
  private let model: Model
  private let trace: Trace

  init(_ model: Model) {
    self.model = model
    trace = model.program.run()
  }

  var lines: [String] {
    let backward = steps(.backward)
    return leaves + section("forward", steps(.forward))
      + section("backward, from \(seed) = 1", backward)
      + section("gradients", backward.isEmpty ? [] : gradients)
  }

  /// The first operation that gave a number that is none.
  var notFinite: String? {
    trace.firstNotFinite.map { step in
      let name = trace.name(of: Entry(step.target))
      return "\(name) is not finite; look at the numbers that go into it"
    }
  }

  private var leaves: [String] {
    trace.graph.nodes.filter { $0.isNamed && $0.op == nil }.flatMap { node in
      trace.graph.entries(of: .value(node.id)).map {
        "\(trace.name(of: $0)) = \(trace[$0].short)"
      }
    }
  }

  private var seed: String { model.loss.map { trace.name(of: Entry(.gradient($0))) } ?? "" }

  private func section(_ title: String, _ lines: [String]) -> [String] {
    lines.isEmpty ? [] : ["", title] + lines.map { "  \($0)" }
  }

  private func steps(_ phase: Program.Step.Phase) -> [String] {
    trace.program.steps.filter { $0.phase == phase }.flatMap { step in
      trace.graph.entries(of: step.target).map {
        trace.derivation(of: step, row: $0.row, column: $0.column).line + sum(step, $0)
      }
    }
  }

  /// Where a gradient is made of several shares, the total before and after this one.
  private func sum(_ step: Program.Step, _ entry: Entry) -> String {
    guard case .ledger(_, let shares, _) = trace.explanation(of: entry), shares.count > 1,
      let share = shares.first(where: { $0.step == step })
    else { return "" }
    return "   total \(share.before.short) → \(share.after.short)"
  }

  /// The totals of what the model names.
  private var gradients: [String] {
    trace.graph.nodes.filter { $0.isNamed && $0.phase == .forward }.flatMap { node in
      trace.graph.entries(of: .gradient(node.id)).map {
        "\(trace.name(of: $0)) = \(trace[$0].short)"
      }
    }
  }
}
