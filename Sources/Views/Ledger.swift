import Autograd
import Screen

/// The shares of a gradient, one for each use of the quantity, in the order they are added.
package struct Ledger {
  /// The gradient, or one number of it.
  package let entry: Entry
  /// What each use adds, and the total with it.
  package let shares: [Double]
  package let totals: [Double]
  /// How many are added by now.
  package let doneCount: Int
  private let steps: [Int]
  private let context: ViewContext

  /// - Returns: nil where the entry is no gradient, or none that shares are added to.
  package init?(of entry: Entry, in context: ViewContext) {
    let program = context.timeline.program
    let steps = context.timeline.steps(writing: entry.quantity)
    guard entry.quantity.kind != .value, entry.quantity.node != program.root, !steps.isEmpty
    else { return nil }
    self.entry = entry
    self.steps = steps
    self.context = context
    doneCount = context.timeline.shareCount(of: entry, after: context.ticksDone)
    shares = steps.map { context.trace.share(of: program.steps[$0], at: entry) }
    var total = 0.0
    totals = shares.map { share in
      total = program.graph.overwritesGradients ? share : total + share
      return total
    }
  }

  package var count: Int { steps.count }

  /// How many are added or about to be: those of whose steps a tick is done.
  package var begunCount: Int {
    steps.prefix { context.timeline.ticks(of: $0).lowerBound < context.ticksDone }.count
  }

  private func step(_ n: Int) -> Program.Step { context.timeline.program.steps[steps[n]] }

  /// How a share was worked out.
  package func derivation(_ n: Int) -> Derivation {
    context.trace.derivation(of: step(n), row: entry.row, column: entry.column)
  }

  /// The quantity in whose equation the use is; nil where it is in none.
  package func user(_ n: Int) -> NodeID? {
    let node = context.graph[step(n).node]
    return node.isNamed ? node.id : node.line.flatMap { context.index.definitions[$0] }
  }

  /// The rule of a share, with letters for rows and columns.
  func rule(_ n: Int) -> String { context.trace.rule(of: step(n)) }

  package func userName(_ n: Int) -> String? { user(n).map { context.graph[$0].label } }

  /// What must be said where the rule is not the one the model wrote.
  package func remark(_ n: Int) -> String? { context.trace.remark(on: step(n)) }

  /// Whether the share was added by the last tick.
  func isCurrent(_ n: Int) -> Bool {
    context.step?.phase == .backward && context.tick?.step == steps[n]
      && n < doneCount
  }
}

extension ViewContext {
  /// The gradient whose shares are told: the pinned one; that of the quantity asked for; else the one being added
  /// to; else the first weight's.
  var toldGradient: Quantity? {
    let asked = [pinned, kept, cursor.flatMap { $0.quantity.kind == .value ? nil : $0 }]
    let choices = asked.compactMap { $0?.quantity.node } + [worked].compactMap(\.self)
    return (choices + index.weights).lazy.map { Quantity.gradient($0) }.first(where: hasShares)
      ?? graph.nodes.lazy.map { Quantity.gradient($0.id) }.first(where: hasShares)
  }

  /// The weight or shared quantity whose gradient was added to last, or that its update uses.
  private var worked: NodeID? {
    guard let tick, let step else { return nil }
    switch step.phase {
    case .forward: return nil
    case .backward:
      let done = timeline.program.steps[...tick.step].reversed().prefix { $0.phase == .backward }
      return done.first { isShared($0.target) }?.target.node
    case .update:
      let result = graph[step.node].line.flatMap { index.definitions[$0] } ?? step.node
      return graph.weight(updatedBy: result)
    }
  }

  /// Whether there is something to add up: what has one share only has that for its gradient.
  private func isShared(_ gradient: Quantity) -> Bool {
    graph[gradient.node].origin == .weight || timeline.steps(writing: gradient).count > 1
  }

  private func hasShares(_ gradient: Quantity) -> Bool {
    gradient.node != timeline.program.root && !timeline.steps(writing: gradient).isEmpty
  }
}
