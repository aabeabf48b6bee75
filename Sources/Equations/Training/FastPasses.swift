import Autograd
import Synchronization

/// A training machine that copies of a run share: it is large, it is made when it is first needed,
/// and it remembers nothing from one use to the next, for each sets its memory. Hence a class.
final class FastPasses: Sendable {
  private let machine = Mutex<TrainingMachine?>(nil)
  private let program: Program
  private let redrawn: [NodeID]
  private let optimizer: Optimizer
  private let clipping: Clipping?

  init(_ program: Program, redrawn: [NodeID], optimizer: Optimizer, clipping: Clipping?) {
    self.program = program
    self.redrawn = redrawn
    self.optimizer = optimizer
    self.clipping = clipping
  }

  /// Whether so many passes are worth a machine: to make one takes about as long as running the
  /// formulas a hundred times.
  func areWorthIt(_ count: Int) -> Bool { count > 100 || machine.withLock { $0 != nil } }

  func withMachine(_ body: (inout TrainingMachine) -> Void) {
    machine.withLock { machine in
      var used =
        machine.take()
        ?? TrainingMachine(
          [.init(program, redrawn: redrawn)], optimizer: optimizer, clipping: clipping)
      body(&used)
      machine = consume used
    }
  }
}
