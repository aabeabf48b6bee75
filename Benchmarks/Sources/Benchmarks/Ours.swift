import Autograd
import Equations

/// Our side of a row: a model, made ready once, that takes training steps.
struct Ours: ~Copyable {
  private let workload: Workload
  private let model: Model
  private var machine: TrainingMachine

  init(_ workload: Workload) throws {
    let model = try workload.model()
    let givens = try workload.examples.map { try workload.givens($0, of: model) }
    self.workload = workload
    self.model = model
    machine = TrainingMachine(
      [TrainingMachine.Part(model.program, lanes: givens.count)],
      optimizer: .sgd(rate: Workload.rate))
    for (lane, leaves) in givens.enumerated() {
      for (leaf, numbers) in leaves { machine.set(leaf, to: numbers, lane: lane) }
    }
  }

  /// Forward, backward, update.
  mutating func step() {
    machine.beginUpdate()
    machine.run()
    machine.update()
  }

  /// The numbers of the first step, and the loss two updates later.
  mutating func numbers() throws -> StepNumbers {
    guard let kept = model.entry(named: workload.kept)?.quantity.node else {
      throw Failure("\(workload.file) has no `\(workload.kept)`")
    }
    machine.beginUpdate()
    machine.run()
    let lanes = workload.examples.count
    // The batch's loss is the mean, of which each example's has its share.
    var weights: [String: [Double]] = [:]
    for (name, shape) in workload.weights {
      guard let node = model.declaration(named: name)?.node else { continue }
      weights[name] = (0..<lanes).reduce(into: Array(repeating: 0, count: shape.count)) {
        sum, lane in
        let gradient = machine.gradient(of: node, lane: lane)
        for n in sum.indices { sum[n] += gradient.elements[n] / Double(lanes) }
      }
    }
    let gradients = (0..<lanes).flatMap { lane in
      machine.gradient(of: kept, lane: lane).elements.map { $0 / Double(lanes) }
    }
    let loss = meanLoss
    machine.update()
    step()
    step()
    return StepNumbers(loss: loss, weights: weights, kept: gradients, lossAfterUpdates: meanLoss)
  }

  /// How many numbers can be read after a step: every value, and every gradient.
  var recordedCount: Int {
    model.graph.nodes.reduce(0) { count, node in
      let isWritten = node.origin == .constant && !node.isNamed
      let hasGradient = node.phase == .forward && node.hasGradient && !isWritten
      return count + node.shape.count * (hasGradient ? 2 : 1)
    }
  }

  private var meanLoss: Double {
    let lanes = workload.examples.count
    return (0..<lanes).reduce(0) { $0 + machine.loss(lane: $1) } / Double(lanes)
  }
}

/// What both programs must agree on before they are timed.
struct StepNumbers: Decodable {
  let loss: Double
  /// The gradients of the weights.
  let weights: [String: [Double]]
  /// The gradient of one intermediate quantity, example by example.
  let kept: [Double]
  let lossAfterUpdates: Double

  /// What differs by more than 1e-9 of the largest number of its quantity.
  func differences(from other: StepNumbers) -> [String] {
    var pairs = [
      ("loss", [loss], [other.loss]), ("the kept gradient", kept, other.kept),
      ("loss after updates", [lossAfterUpdates], [other.lossAfterUpdates]),
    ]
    for name in Set(weights.keys).union(other.weights.keys).sorted() {
      pairs.append(("∂loss/∂\(name)", weights[name] ?? [], other.weights[name] ?? []))
    }
    return pairs.compactMap { name, a, b in
      guard a.count == b.count, !a.isEmpty else { return "\(name): \(a.count), \(b.count) numbers" }
      let largest = (a + b).reduce(0) { max($0, abs($1)) }
      let apart = zip(a, b).map { abs($0 - $1) }.max() ?? 0
      // A comparison with what is no number is false.
      return apart <= 1e-9 * largest ? nil : "\(name): apart by \(apart) beside \(largest)"
    }
  }
}
