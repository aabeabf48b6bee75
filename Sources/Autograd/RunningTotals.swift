/// What gradients have come to, while backward steps are gone through one after another.
public struct RunningTotals: Sendable {
  private let trace: Trace
  private var totals: [Quantity: Matrix] = [:]

  public init(_ trace: Trace) { self.trace = trace }

  /// The total of the step's target without and with the share the step adds.
  ///
  /// - Precondition: the step goes backward; those before it that add to the target were told.
  public mutating func add(_ step: Program.Step) -> (before: Matrix, after: Matrix) {
    let share = trace.share(of: step)
    let before = totals[step.target] ?? Matrix(share.shape, repeating: 0)
    let after =
      trace.graph.overwritesGradients
      ? share : Matrix(share.shape, zip(before.elements, share.elements).map(+))
    totals[step.target] = after
    return (before, after)
  }
}
