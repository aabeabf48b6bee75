extension Program {
  /// The operations at whose kinks a gradient and a measured slope part ways.
  ///
  /// A difference measures across a kink where an operation takes another branch for x − h, x and
  /// x + h: the sign of what goes into `abs`, `sign` or `step`, which of two numbers is the larger,
  /// which of many the largest. An operation exactly on its kink is one of these, if the nudge moves
  /// it at all.
  ///
  /// - Parameters:
  ///   - entry: a gradient, or a value, of the quantity that is nudged.
  ///   - leaves: the numbers to look at.
  ///   - h: the nudge, as in ``checkGradients(setting:nudge:)``.
  /// - Returns: the nodes of these operations, in the order they are computed.
  public func kinks(
    near entry: Entry, setting leaves: [NodeID: Matrix] = [:], nudge h: Double = 1e-4
  ) -> [NodeID] {
    run(setting: leaves).kinks(near: entry, nudge: h)
  }
}

extension Trace {
  /// The operations at whose kinks a gradient of this run and a measured slope part ways, as
  /// ``Program/kinks(near:setting:nudge:)`` finds them.
  public func kinks(near entry: Entry, nudge h: Double = 1e-4) -> [NodeID] {
    let nudging = Nudging(self), steps = program.steps
    var runs = [0, -h, h].map { nudging.memory(at: entry, $0) }
    return nudging.stepsAfter(entry.quantity.node).filter { step in
      let node = graph[steps[step].node]
      guard let op = node.op, op.forward.hasKink, !op.isSmooth else { return false }
      let taken = runs.indices.map { program.branches(ofStep: step, on: &runs[$0]) }
      return taken[0] != taken[1] || taken[0] != taken[2]
    }.map { steps[$0].node }
  }
}

extension Program {
  /// Which way every branch of a forward step goes.
  fileprivate func branches(ofStep step: Int, on memory: inout [Double]) -> [Int8] {
    var branches: [Int8] = []
    withUnsafeMutablePointer(to: &branches) { branches in
      withMachine(on: &memory) { machine, operands in
        machine.branches = branches
        machine.look(instructions[step], operands)
      }
    }
    return branches
  }
}

extension Formula {
  /// Whether the formula takes one branch or another, depending on the numbers.
  fileprivate var hasKink: Bool {
    switch self {
    case .unary(let function, _) where function.hasKink: true
    case .binary(.larger, _, _), .binary(.smaller, _, _): true
    case .reduce(.largest, _, _), .reduce(.firstLargest, _, _): true
    default: children.contains { $0.hasKink }
    }
  }
}
