import Autograd
import Equations

/// Everything that happens when a model runs once, line by line.
struct TraceReport {
  private let model: Model
  private let trace: Trace
  /// How many steps write to each quantity.
  private let uses: [Quantity: Int]

  init(_ model: Model) {
    self.model = model
    trace = model.program.run()
    uses = trace.program.steps.reduce(into: [:]) { $0[$1.target, default: 0] += 1 }
  }

  var lines: [String] {
    let backward = steps(.backward)
    return leaves + section("forward", steps(.forward))
      + section("backward, from \(seed) = 1", backward)
      + section("gradients", backward.isEmpty ? [] : gradients)
      + section("update", steps(.update))
      + section("no gradient", whyNoGradient.map { [$0] } ?? [])
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
        "\(trace.name(of: $0)) \(trace[$0].equated)"
      }
    }
  }

  private var whyNoGradient: String? {
    guard model.loss == nil, let last = trace.graph.nodes.last(where: { $0.isNamed }) else {
      return nil
    }
    return "\(last.label) is no single number; add it up with sum(…) to see gradients"
  }

  private var seed: String { model.loss.map { trace.name(of: Entry(.gradient($0))) } ?? "" }

  private func section(_ title: String, _ lines: [String]) -> [String] {
    lines.isEmpty ? [] : ["", title] + lines.map { "  \($0)" }
  }

  private func steps(_ phase: Program.Step.Phase) -> [String] {
    var totals: [Entry: Double] = [:]
    return trace.program.steps.filter { $0.phase == phase }.flatMap { step in
      trace.graph.entries(of: step.target).map { entry in
        let derivation = trace.derivation(of: step, row: entry.row, column: entry.column)
        guard step.slot != nil, isShared(step.target) else { return derivation.line }
        let before = totals[entry, default: 0]
        totals[entry] = before + derivation.value
        return "\(derivation.line)   total \(before.short) → \((before + derivation.value).short)"
      }
    }
  }

  /// Whether a gradient is made of several shares.
  private func isShared(_ target: Quantity) -> Bool { uses[target, default: 0] > 1 }

  /// The totals of what the model names.
  private var gradients: [String] {
    trace.graph.nodes.filter { $0.isNamed && $0.phase == .forward }.flatMap { node in
      trace.graph.entries(of: .gradient(node.id)).map {
        "\(trace.name(of: $0)) \(trace[$0].equated)"
      }
    }
  }
}
