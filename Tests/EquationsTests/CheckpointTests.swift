import Autograd
import Diagnostics
import TestSupport
import Testing

@testable import Equations

@Suite("Going back in a training")
struct CheckpointTests {
  /// A run to go back in.
  struct Run: CustomTestStringConvertible {
    let testDescription: String
    let model: String
    let table: String
    var settings = TrainingSettings()
    var updates = 150
  }

  private static let sequences = """
    vocab chars = letters "ab"
    size n = 2
    given x[1...T] : chars
    given y
    weight E : [chars, n] ~ normal(1)
    weight W : [n, n] ~ normal(1)
    weight v : [n] ~ normal(1)
    h[0] = zeros(n)
    for t = 1...T:
        h[t] = tanh(W h[t-1] + mask(n, 0.8) ∘ embed(E, x[t]))
    loss = (v · h[T] - y)^2
    """
  private static let words = "x\ty\nab\t0.5\na\t-1\nbba\t1\nab\t-0.5\nb\t0.25\naabb\t0\nba\t1\n"
  private static let neuron = "given x; given y\nweight w, b\nloss = (tanh(w x + b) - y)^2\n"
  private static let points = "x\ty\n1\t0.5\n-1\t0\n0.3\t-0.2\n"

  private static func run(
    _ name: String, _ model: String = sequences, _ table: String = words, updates: Int = 150,
    _ change: (inout TrainingSettings) -> Void
  ) -> Run {
    var run = Run(testDescription: name, model: model, table: table, updates: updates)
    change(&run.settings)
    return run
  }

  static let runs = [
    run("SGD, one by one", neuron, points, updates: 400) { _ in },
    run("momentum", neuron, points) { $0.optimizer = .momentum(rate: 0.05) },
    run("Adam", neuron, points) { $0.optimizer = .adam(rate: 0.02) },
    run("lengths, masks") { _ in },
    run("lengths, masks, Adam, clipped, shuffled batches") {
      $0.optimizer = .adam(rate: 0.02)
      $0.clipping = .norm(0.5)
      $0.isShuffled = true
      $0.batch = .of(3)
    },
    run("lengths, masks, momentum, all at once, held out") {
      $0.optimizer = .momentum(rate: 0.02)
      $0.clipping = .value(0.1)
      $0.batch = .full
      $0.isShuffled = true
      $0.holdOut = 0.3
    },
    run(
      "updates of its own", "given x; given y\nweight w\nupdate w = w + 0.1 (y - w x) x\n", points
    ) { $0.isShuffled = true },
  ]

  /// Everything that can be seen at a moment, to the bit.
  private struct Moment: Equatable {
    let loss: UInt64
    let heldOut: UInt64?
    let memory: [UInt64]

    init(_ training: Training) {
      loss = training.loss.bitPattern
      heldOut = training.heldOutLoss?.bitPattern
      memory = training.memory.map(\.bitPattern)
    }
  }

  @Test("gives the same numbers as the first time, at every update", arguments: runs)
  func everywhere(run: Run) throws {
    let training = try Training(run.model, run.table) { $0 = run.settings }
    var moments = [Moment(training)]
    for _ in 0..<run.updates {
      try training.advance()
      moments.append(Moment(training))
    }
    #expect(moments.last != moments.first)
    var random = Seeded(7)
    for target in (0...run.updates).shuffled(using: &random) {
      try training.go(to: target)
      #expect(training.update == target && Moment(training) == moments[target], "\(target)")
    }
  }

  @Test("or looking at the examples on the way changes nothing", arguments: runs)
  func looking(run: Run) throws {
    let plain = try Training(run.model, run.table) { $0 = run.settings }
    let looked = try Training(run.model, run.table) { $0 = run.settings }
    for number in 1...30 {
      try plain.advance()
      try looked.advance()
      let all = Array(looked.data.examples.indices)
      if number.isMultiple(of: 3) { _ = try looked.evaluate(all) }
      #expect(Moment(plain) == Moment(looked), "\(number)")
    }
  }

  @Test("keeps few moments, each update at most 1/32 of the run behind one")
  func few() {
    var checkpoints = Checkpoints(Trainer.Moment(update: 0, loss: 0, memory: [0]))
    for update in 1...100_000 {
      if checkpoints.isDue(update) {
        checkpoints.keep(.init(update: update, loss: 0, memory: [Double(update)]))
      }
      guard update % 977 == 0 else { continue }
      #expect(checkpoints.moments.count <= 64)
      for target in [0, 1, update / 3, update / 2, update - 1, update] {
        let moment = checkpoints.last(upTo: target)
        #expect(moment.update <= target && target - moment.update <= max(1, update / 31))
        #expect(moment.memory == [Double(moment.update)])
      }
    }
  }

  @Test("keeps fewer where each is large")
  func large() {
    var checkpoints = Checkpoints(
      Trainer.Moment(update: 0, loss: 0, memory: Array(repeating: 0, count: 10_000_000)))
    for update in 1...1000 where checkpoints.isDue(update) {
      checkpoints.keep(.init(update: update, loss: 0, memory: []))
    }
    #expect(checkpoints.moments.count <= 5 && checkpoints.moments[0].update == 0)
  }
}
