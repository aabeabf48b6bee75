import Autograd
import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Equations

/// A trainer of a text and a table, in a class: `#expect` copies what it looks at.
final class Training {
  private(set) var trainer: Trainer

  init(
    _ model: String, _ table: String? = nil, values: [String: Literal] = [:], seed: UInt64? = nil,
    _ change: (inout TrainingSettings) -> Void = { _ in }
  ) throws {
    let data = try DataSet(
      model: SourceText(name: "m.eqn", text: model),
      table: table.map { SourceText(name: "d.tsv", text: $0) }, values: values, seed: seed)
    var settings = TrainingSettings()
    change(&settings)
    trainer = try Trainer(data, settings)
  }

  var data: DataSet { trainer.data }
  var update: Int { trainer.update }
  var epoch: Int { trainer.epoch }
  var updatesPerEpoch: Int { trainer.updatesPerEpoch }
  var loss: Double { trainer.loss }
  var heldOutLoss: Double? { trainer.heldOutLoss }
  var bestUpdate: Int? { trainer.bestUpdate }
  var stop: Trainer.Stop? { trainer.stop }
  var training: [Int] { trainer.training }
  var heldOut: [Int] { trainer.heldOutExamples }
  var memory: [Double] { trainer.machine.memory }

  func advance() throws(Trainer.NotFinite) { try trainer.advance() }
  func go(to update: Int) throws { try trainer.go(to: update) }
  func batch(of update: Int) -> [Int] { Array(trainer.plan.batch(of: update)) }
  func evaluate(_ examples: [Int], showing: [[NodeID]] = []) throws -> [Trainer.Evaluation] {
    try trainer.evaluate(examples, showing: showing)
  }

  /// Each weight's numbers by name.
  var weights: [String: [Double]] {
    let weights = data.models[0].declarations.filter { $0.role == .weight }
    return Dictionary(
      uniqueKeysWithValues: weights.map { ($0.name, trainer.machine[weight: $0.node].elements) })
  }

  /// A weight that is one number.
  func number(_ weight: String) -> Double { weights[weight]?[0] ?? .nan }
}

@Suite("A training")
struct TrainerTests {
  private static let line = "given x; given y\nweight w\nloss = (w x - y)^2\n"
  private static let table = "x\ty\n1\t2\n2\t2\n"

  @Test("takes one example after the other")
  func online() throws {
    // w = 0: the slope of (w − 2)² is −4, so w = 0.4; then 2·(0.8 − 2)·2 = −4.8, so w = 0.88.
    let trainer = try Training(Self.line, Self.table)
    try trainer.advance()
    #expect(trainer.number("w") == 0 - 0.1 * -4 && trainer.loss == 4 && trainer.epoch == 1)
    try trainer.advance()
    #expect(abs(trainer.number("w") - 0.88) < 1e-15)
    #expect(abs(trainer.loss - 1.44) < 1e-15 && trainer.epoch == 1)
    try trainer.advance()
    #expect(trainer.update == 3 && trainer.epoch == 2)
  }

  @Test("takes the mean over a batch")
  func batch() throws {
    // The slopes −4 and −8 have the mean −6, the losses 4 and 4 the mean 4.
    let trainer = try Training(Self.line, Self.table) { $0.batch = .full }
    try trainer.advance()
    #expect(abs(trainer.number("w") - 0.6) < 1e-15 && trainer.loss == 4)
  }

  @Test("takes the mean over a batch of more examples than there are lanes, and of what is left")
  func largeBatch() throws {
    // The loss w·x has the slope x, whatever w: the mean of 1…150 is 75.5, of 1…100 50.5, of
    // 101…150 125.5.
    let table = "x\n" + (1...150).map { "\($0)\n" }.joined()
    let model = "given x; weight w\nloss = w x\n"
    let whole = try Training(model, table) {
      $0.batch = .full
      $0.optimizer = .sgd(rate: 1)
    }
    try whole.advance()
    #expect(abs(whole.number("w") + 75.5) < 1e-12)
    let parts = try Training(model, table) {
      $0.batch = .of(100)
      $0.optimizer = .sgd(rate: 1)
    }
    try parts.advance()
    #expect(abs(parts.number("w") + 50.5) < 1e-12)
    try parts.advance()
    #expect(abs(parts.number("w") + 50.5 + 125.5) < 1e-12)
    #expect(parts.epoch == 1 && parts.updatesPerEpoch == 2)
  }

  @Test("makes PyTorch's numbers of sequences of many lengths", arguments: TorchTraining.all)
  func torch(run: TorchTraining) throws {
    let reference = try #require(TorchTraining.reference)
    let (optimizer, clipping) = try #require(run.settings)
    let trainer = try Training(
      reference.model, reference.table, values: reference.start.mapValues(\.literal)
    ) {
      ($0.optimizer, $0.clipping, $0.batch) = (optimizer, clipping, .of(reference.batch))
    }
    // Lengths 2, 1, 3 and 4.
    #expect(trainer.data.models.count == 4)
    #expect(trainer.data.examples.map(\.model) == [0, 1, 2, 0, 1, 3])
    let expected = try #require(reference.runs[run.name])
    #expect(expected.losses.count == 50)
    for loss in expected.losses {
      try trainer.advance()
      #expect(abs(trainer.loss - loss) <= 1e-9 * abs(loss))
    }
    for (name, value) in expected.weights {
      let found = try #require(trainer.weights[name])
      for (ours, theirs) in zip(found, value.numbers) {
        #expect(abs(ours - theirs) <= 1e-9 * abs(theirs), "\(name)")
      }
    }
  }

  @Test("by a model's own updates needs no loss, and takes their mean over a batch")
  func ownUpdates() throws {
    let model = """
      given x : [2]; given y
      weight w : [2]
      weight b
      e = y - step(w · x + b)
      update w = w + e ∘ x
      update b = b + e
      """
    let table = "x\ty\n[0, 1]\t1\n[1, 1]\t1\n[1, 0]\t0\n"
    // All weights 0, so step gives 0: e = 1, 1, 0. Mean of (0, 1), (1, 1) and (0, 0): (1/3, 2/3).
    let whole = try Training(model, table) { $0.batch = .full }
    try whole.advance()
    let w = try #require(whole.weights["w"]), b = whole.number("b")
    for (found, expected) in zip(w + [b], [1.0 / 3, 2.0 / 3, 2.0 / 3]) {
      #expect(abs(found - expected) < 1e-15)
    }
    // One at a time: (0, 1) and b = 1; then all fire but the last should not.
    let single = try Training(model, table)
    for _ in 0..<3 { try single.advance() }
    #expect(single.weights == ["w": [-1, 1], "b": [0]] && single.loss.isNaN)
  }

  @Test("without a table learns from the model's own givens")
  func ownGivens() throws {
    let trainer = try Training("given x = 3; weight w = 1\nloss = w x\n")
    try trainer.advance()
    #expect(trainer.number("w") == 1 - 0.1 * 3 && trainer.training == [0])
  }

  @Test("is refused where there is nothing to learn, or nothing to hold out")
  func refused() {
    func refusal(_ model: String, _ table: String? = nil, holdOut: Double? = nil) -> TrainingError?
    {
      do {
        _ = try Training(model, table) { $0.holdOut = holdOut }
        return nil
      } catch {
        return error as? TrainingError
      }
    }
    #expect(refusal("given x = 1\nloss = x\n") == .noWeights)
    #expect(refusal("weight w\ny = w\n") == .nothingToLearn)
    #expect(refusal(Self.line, "x\ty\n1\t1\n", holdOut: 0.5) == .tooFewToHoldOut(count: 1))
    #expect(
      refusal("given x; weight w\nupdate w = w + x\n", "x\n1\n2\n", holdOut: 0.5)
        == .noLossToHoldOut)
  }

  @Test("draws other numbers for another seed, and the same for the same")
  func seeds() throws {
    let model = "seed 3\ngiven x : [4]\nweight w : [4] ~ normal(1)\nloss = w · (mask(4, 0.5) ∘ x)\n"
    let table = "x\n" + (1...9).map { "[\($0), 1, 2, 3]\n" }.joined()
    func weights(seed: UInt64?) throws -> [String: [Double]] {
      let trainer = try Training(model, table, seed: seed) { $0.isShuffled = true }
      for _ in 0..<20 { try trainer.advance() }
      return trainer.weights
    }
    #expect(try weights(seed: nil) == weights(seed: 3))
    #expect(try weights(seed: 4) == weights(seed: 4))
    #expect(try weights(seed: 4) != weights(seed: 3))
  }

  @Test("shuffles every epoch anew, each example once")
  func shuffling() throws {
    let table = "x\n" + (1...12).map { "\($0)\n" }.joined()
    let trainer = try Training("given x; weight w\nloss = w x\n", table) {
      $0.isShuffled = true
      $0.batch = .of(5)
    }
    let epochs = (0..<3).map { epoch in (1...3).flatMap { trainer.batch(of: 3 * epoch + $0) } }
    #expect(epochs.allSatisfy { $0.sorted() == Array(0..<12) })
    #expect(Set(epochs).count == 3 && !epochs.contains(Array(0..<12)))
    try trainer.advance()
    #expect(trainer.update == 1)
  }

  @Test(
    "draws masks anew for every example and update; nothing is dropped where nothing is learned")
  func masks() throws {
    // The slope of w·m is the mask: each update moves each weight by 0 or by −1 · 1/0.5.
    let model = "given x; weight w : [64]\nm = mask(64, 0.5)\nloss = x (w · m)\n"
    let trainer = try Training(model, "x\n1\n1\n") { $0.optimizer = .sgd(rate: 1) }
    var before = try #require(trainer.weights["w"]), masks: [[Double]] = []
    for _ in 0..<4 {
      try trainer.advance()
      let after = try #require(trainer.weights["w"])
      masks.append(zip(before, after).map { $0 - $1 })
      before = after
    }
    #expect(masks.allSatisfy { Set($0) == [0, 2] } && Set(masks).count == 4)
    // About half are kept: of 256, 128 ± 4 standard deviations of 8.
    #expect((96...160).contains(masks.joined().count { $0 == 2 }))
    let m = try #require(trainer.data.models[0].entry(named: "m")?.quantity.node)
    let shown = try trainer.evaluate([0, 1], showing: [[m]])
    #expect(
      shown.map { $0.shown[0].elements }
        == Array(repeating: .init(repeating: 1, count: 64), count: 2))
    #expect(shown.map(\.loss).allSatisfy { abs($0 - before.reduce(0, +)) < 1e-9 })
  }

  @Test("draws samples anew for every update, and one for each example it only looks at")
  func samples() throws {
    let model = "weight w\nk = sample([0.5, 0.5])\nu = onehot(k, 2)\nloss = w (u · [0, 1])\n"
    let trainer = try Training(model) { $0.optimizer = .sgd(rate: 1) }
    for _ in 0..<64 { try trainer.advance() }
    // Each update subtracts the token, 0 or 1.
    #expect((16...48).contains(-(trainer.number("w"))))
    let looked = try (0..<3).map { _ in try trainer.evaluate([0]).map(\.loss) }
    #expect(Set(looked).count == 1)
  }
}

/// A run that PyTorch made.
struct TorchTraining: CustomTestStringConvertible {
  struct Reference: Decodable {
    struct Run: Decodable {
      let losses: [Double]
      let weights: [String: JSONValue]
    }

    let model: String
    let start: [String: JSONValue]
    let table: String
    let batch: Int
    let runs: [String: Run]
  }

  static let reference: Reference? = References.read("training.json")
  static let all = (reference?.runs.keys.sorted() ?? ["no reference"]).map(TorchTraining.init)

  let name: String
  var testDescription: String { name }

  var settings: (Optimizer, Clipping?)? {
    switch name {
    case "sgd": (.sgd(rate: 0.1), nil)
    case "sgd, clip value 0.3": (.sgd(rate: 0.1), .value(0.3))
    case "momentum": (.momentum(rate: 0.05), nil)
    case "adam": (.adam(rate: 0.02), nil)
    case "adam, clip norm 0.5": (.adam(rate: 0.02), .norm(0.5))
    default: nil
    }
  }
}

@Suite("Held-out examples")
struct HeldOutTests {
  private static let model = "given x; given y\nweight w\nloss = (w x - y)^2\n"
  private static let table = "x\ty\n1\t1\n1\t1\n1\t1\n1\t0.5\n"

  @Test("are the last of the table, and chosen by the seed where it is shuffled")
  func choice() throws {
    let table = "x\ty\n" + (1...10).map { "\($0)\t1\n" }.joined()
    let last = try Training(Self.model, table) { $0.holdOut = 0.3 }
    #expect(last.training == Array(0..<7) && last.heldOut == [7, 8, 9])
    let choices = try (UInt64(1)...5).map { seed in
      let trainer = try Training(Self.model, table, seed: seed) {
        $0.holdOut = 0.3
        $0.isShuffled = true
      }
      #expect((trainer.training + trainer.heldOut).sorted() == Array(0..<10))
      return trainer.heldOut
    }
    #expect(choices.allSatisfy { $0.count == 3 } && Set(choices).count > 1)
  }

  @Test("are at least one and never all", arguments: [(0.01, 1), (0.99, 3), (0.5, 2)])
  func counts(share: Double, count: Int) throws {
    let trainer = try Training(Self.model, Self.table) { $0.holdOut = share }
    #expect(trainer.heldOut.count == count)
  }

  @Test("stop the training when their loss has not fallen for so many epochs")
  func patience() throws {
    // w goes to 1 from below: 1 − w shrinks by 1 − 2·0.1 each update, three updates an epoch. After
    // e epochs w = 1 − 0.8^(3e), and held out is (w − 0.5)²: w = 0.488, 0.738, 0.866, …
    let trainer = try Training(Self.model, Self.table) {
      $0.holdOut = 0.25
      $0.patience = 2
    }
    var losses: [Double] = []
    while trainer.stop == nil {
      try trainer.advance()
      if trainer.update % 3 == 0 { losses.append(try #require(trainer.heldOutLoss)) }
    }
    let expected = (1...3).map { pow(1 - pow(0.8, 3 * Double($0)) - 0.5, 2) }
    #expect(trainer.stop == .patience && trainer.update == 9 && trainer.bestUpdate == 3)
    #expect(zip(losses, expected).allSatisfy { abs($0 - $1) < 1e-12 } && losses.count == 3)
    try trainer.go(to: 3)
    #expect(abs(trainer.number("w") - 0.488) < 1e-12)
    #expect(trainer.heldOutLoss == losses[0] && trainer.bestUpdate == 3 && trainer.stop == nil)
  }

  @Test("let the training go on where their loss falls, to its last update")
  func falling() throws {
    let trainer = try Training(Self.model, "x\ty\n1\t1\n1\t1\n") {
      $0.holdOut = 0.5
      $0.patience = 1
      $0.steps = 25
    }
    while trainer.stop == nil { try trainer.advance() }
    #expect(trainer.stop == .steps && trainer.update == 25 && trainer.bestUpdate == 25)
  }
}

@Suite("A number that is none")
struct TrainingFinitenessTests {
  @Test("stops the training at its update, its example and its operation")
  func operation() throws {
    // log(w): w falls by 1/w·x … the third example takes w to log of a negative number.
    let model = "given x; weight w = 1\nz = w - x\nl = log(z)\nloss = l^2\n"
    let trainer = try Training(model, "x\n0\n0\n5\n")
    let wrong = #expect(throws: Trainer.NotFinite.self) {
      while true { try trainer.advance() }
    }
    #expect(wrong?.update == 3 && wrong?.example == 2 && trainer.update == 2)
    let trace = try #require(wrong?.trace)
    guard case .made(let entry, by: let step) = trace.firstNotFinite else {
      Issue.record("no operation made it")
      return
    }
    #expect(trace.name(of: entry) == "l" && trace.graph[step.node].op?.name == "log")
    // log(1) = 0 has no slope in its square: the weight is where it was.
    #expect(trainer.number("w") == 1 && trainer.loss == 0)
  }

  @Test("is found in a batch by its example, and may be in the update itself")
  func update() throws {
    let model = "given x; weight w = 1\nloss = x w\n"
    let large = try Training(model, "x\n1e300\n2e300\n") { $0.optimizer = .sgd(rate: 1e10) }
    let wrong = #expect(throws: Trainer.NotFinite.self) { try large.advance() }
    #expect(wrong?.update == 1 && wrong?.example == nil && wrong?.weight == "w")
    #expect(large.number("w") == 1 && large.update == 0)
    let batch = try Training("given x; weight w = 1\nloss = w log(x)\n", "x\n1\n2\n0\n3\n") {
      $0.batch = .full
    }
    let found = #expect(throws: Trainer.NotFinite.self) { try batch.advance() }
    #expect(found?.update == 1 && found?.example == 2)
  }

  @Test("stops it at held-out examples too")
  func heldOut() throws {
    let trainer = try Training("given x; weight w = 1\nloss = w log(x)\n", "x\n1\n2\n0\n") {
      $0.holdOut = 0.3
    }
    try trainer.advance()
    let wrong = #expect(throws: Trainer.NotFinite.self) { try trainer.advance() }
    #expect(wrong?.example == 2 && wrong?.update == 2 && trainer.update == 2)
  }
}
