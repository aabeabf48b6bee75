import Autograd
import Equations

/// Everything that happens when a model runs once, line by line.
struct TraceReport {
  /// A quantity of more numbers is told in one line: nobody reads a line for each.
  static let readable = 32

  private let model: Model
  private let trace: Trace
  private let hasElements: Bool
  private let hasAll: Bool
  /// How many steps write to each quantity.
  private let uses: [Quantity: Int]

  /// - Parameters:
  ///   - hasElements: whether large quantities have a line an element too.
  ///   - hasAll: whether the gradients of quantities without a name are listed.
  init(_ model: Model, _ trace: Trace, hasElements: Bool = false, hasAll: Bool = false) {
    self.model = model
    self.trace = trace
    self.hasElements = hasElements
    self.hasAll = hasAll
    uses = trace.program.steps.reduce(into: [:]) { $0[$1.target, default: 0] += 1 }
  }

  /// Writes the lines as they are worked out.
  func write(to output: inout Output) throws {
    for node in trace.graph.nodes where node.isNamed && node.op == nil {
      try write(.value(node.id), to: &output, indent: "")
    }
    try write(.forward, titled: "forward", to: &output)
    try write(.backward, titled: "backward, from \(seed) = 1", to: &output)
    try writeGradients(to: &output)
    try write(.update, titled: "update", to: &output)
    if let reason = whyNoGradient {
      try title("no gradient", to: &output)
      try output.say("  \(reason)")
    }
  }

  // MARK: Sections

  private func title(_ title: String, to output: inout Output) throws {
    try output.say("")
    try output.say(title)
  }

  private var seed: String { model.loss.map { trace.name(of: Entry(.gradient($0))) } ?? "" }

  private var whyNoGradient: String? {
    guard model.loss == nil, let last = trace.graph.nodes.last(where: { $0.isNamed }) else {
      return nil
    }
    guard last.shape.count > 1 else { return "there is no `loss` to go backward from" }
    return "\(last.label) is no single number; add it up with sum(…) to see gradients"
  }

  private func write(
    _ phase: Program.Step.Phase, titled title: String, to output: inout Output
  ) throws {
    var totals = RunningTotals(trace), hasBegun = false
    for step in trace.program.steps where step.phase == phase {
      if !hasBegun { try self.title(title, to: &output) }
      hasBegun = true
      let isShared = step.slot != nil && uses[step.target, default: 0] > 1
      try write(step, total: isShared ? totals.add(step) : nil, to: &output)
    }
  }

  /// The totals of what the model names.
  private func writeGradients(to output: inout Output) throws {
    guard uses.keys.contains(where: { $0.kind == .gradient }) else { return }
    try title("gradients", to: &output)
    for node in trace.graph.nodes where node.phase == .forward && hasGradient(node) {
      try write(.gradient(node.id), to: &output, indent: "  ")
    }
  }

  private func hasGradient(_ node: Node) -> Bool {
    node.hasGradient && (node.isNamed || hasAll && node.op != nil)
  }

  // MARK: Lines

  private func isWrittenOut(_ quantity: Quantity) -> Bool {
    hasElements || trace.graph[quantity.node].shape.count <= Self.readable
  }

  /// The word that a token's number stands for, with a space before it.
  private func spelling(_ entry: Entry) -> String {
    guard entry.quantity.kind == .value else { return "" }
    return trace.graph.spelling(of: entry.quantity.node, trace[entry]).map { " \($0)" } ?? ""
  }

  /// The numbers of a quantity, a line each.
  private func write(_ quantity: Quantity, to output: inout Output, indent: String) throws {
    guard isWrittenOut(quantity) else {
      let name = trace.name(of: quantity)
      return try output.say("\(indent)\(name): \(trace[quantity].summary)")
    }
    for entry in trace.graph.entries(of: quantity) {
      let number = "\(trace[entry].equated)\(spelling(entry))"
      try output.say("\(indent)\(trace.name(of: entry)) \(number)")
    }
  }

  /// - Parameter total: what other uses added up to, without and with this one; nil where there
  ///   are none.
  private func write(
    _ step: Program.Step, total: (before: Matrix, after: Matrix)?, to output: inout Output
  ) throws {
    guard isWrittenOut(step.target) else {
      let numbers = step.slot == nil ? trace[step.target] : trace.share(of: step)
      let relation = step.slot == nil ? "=" : "+="
      let name = trace.name(of: step.target)
      return try output.say(
        "  \(name) \(relation) \(trace.rule(of: step)): \(numbers.summary)")
    }
    let derivations = trace.derivations(of: step)
    for entry in trace.graph.entries(of: step.target) {
      let derivation = derivations(entry.row, entry.column)
      let told = total.map { before, after in
        "   total \(before[entry.row, entry.column].short)"
          + " → \(after[entry.row, entry.column].short)"
      }
      let remark = trace.remark(on: step).map { "   (\($0))" } ?? ""
      try output.say("  \(derivation.line)\(remark)\(told ?? "")")
    }
  }
}

extension Matrix {
  /// `4096 numbers from −0.31 to 0.5`.
  fileprivate var summary: String {
    let low = elements.min() ?? 0, high = elements.max() ?? 0
    return "\(elements.count) numbers from \(low.short) to \(high.short)"
  }
}
