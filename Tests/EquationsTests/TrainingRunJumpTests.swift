import Autograd
import Diagnostics
import TestSupport
import Testing

@testable import Equations

@Suite("A training run that is jumped in")
struct TrainingRunJumpTests {
  /// A model, its examples and how they are learned from.
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    var model = TrainingRunJumpTests.neuron
    var settings: TrainingSettings?
  }

  static let neuron = """
    given x = 0; given y = 0
    weight w : [2] ~ normal(1); weight b
    h = tanh(w[1] x + b)
    loss = (w[2] h - y)^2
    """
  private static let lines = """
    given x = 0; given y = 0
    weight w = 0.1; weight b
    e = y - (w x + b)
    update w = w + 0.1 e x
    update b = b + 0.1 e
    """
  private static let dropped = """
    given x = 0; given y = 0
    weight w : [3] ~ normal(1)
    h = mask(3, 0.5) ∘ w
    loss = (sum(h) x - y)^2
    """

  private static func settings(_ change: (inout TrainingSettings) -> Void) -> TrainingSettings {
    var settings = TrainingSettings()
    change(&settings)
    return settings
  }

  static let cases = [
    Case(testDescription: "by its own lines", model: lines),
    Case(testDescription: "by gradient descent", settings: TrainingSettings()),
    Case(
      testDescription: "with momentum, shuffled, clipped",
      settings: settings {
        $0.optimizer = .momentum(rate: 0.02)
        $0.isShuffled = true
        $0.clipping = .norm(0.5)
      }),
    Case(
      testDescription: "by Adam from all at once",
      settings: settings {
        $0.optimizer = .adam(rate: 0.02)
        $0.batch = .full
      }),
    Case(
      testDescription: "from batches of two, some held out",
      settings: settings {
        $0.batch = .of(2)
        $0.holdOut = 0.2
        $0.isShuffled = true
        $0.clipping = .value(0.3)
      }),
    Case(
      testDescription: "with masks", model: dropped,
      settings: settings { $0.optimizer = .sgd(rate: 0.05) }),
  ]

  private static let points = [(0.5, 0.2), (-1, 0.4), (0.3, -0.6), (2, 1), (-0.2, 0.1)]

  private func model(_ text: String) throws -> (Model, [[NodeID: Matrix]]) {
    let model = try Model(SourceText(name: "m.eqn", text: text))
    let x = try #require(model.declaration(named: "x")?.node)
    let y = try #require(model.declaration(named: "y")?.node)
    return (model, Self.points.map { [x: Matrix($0.0), y: Matrix($0.1)] })
  }

  private func run(_ given: Case) throws -> TrainingRun {
    let (model, examples) = try model(given.model)
    guard let settings = given.settings else { return TrainingRun(model, examples: examples) }
    return try TrainingRun(model, examples: examples, settings)
  }

  /// One presentation after the other, with the formulas alone.
  private func reference(_ run: TrainingRun, _ count: Int) -> [[NodeID: Matrix]] {
    var run = run, found: [[NodeID: Matrix]] = []
    for number in 0...count {
      found.append(run.leaves(at: number))
      _ = run.trace(at: number)
    }
    return found
  }

  @Test("has the same numbers to the bit wherever one comes from", arguments: cases)
  func jumps(given: Case) throws {
    let run = try run(given), count = 600
    let expected = reference(run, count)
    var random = Seeded(7), jumping = run
    for number in (0...count).shuffled(using: &random).prefix(150) {
      #expect(jumping.leaves(at: number) == expected[number], "before presentation \(number)")
    }
    // One jump over all of it goes by the machine.
    var far = run
    #expect(far.leaves(at: count) == expected[count])
    #expect(far.updates(before: count) == jumping.updates(before: count))
    #expect(Set(expected.map { $0.values.map(\.elements) }).count > count / 2)
  }

  @Test("learns what `unroll train` learns", arguments: cases)
  func trainer(given: Case) throws {
    let table = "x\ty\n" + Self.points.map { "\($0.0)\t\($0.1)\n" }.joined()
    let data = try DataSet(
      model: SourceText(name: "m.eqn", text: given.model),
      table: SourceText(name: "t.tsv", text: table))
    var trainer = try Trainer(data, given.settings ?? TrainingSettings())
    var run = try run(given)
    // A batch's gradients are added up in another order where examples lie side by side.
    let isExact = trainer.batchSize == 1 && TrainingMachine.isExact
    for update in 1...40 {
      try trainer.advance()
      let number = run.order.presentations(ofUpdates: update)
      for (node, weight) in run.weights(before: number) {
        let other = trainer.machine[weight: node]
        for (a, b) in zip(weight.elements, other.elements) {
          #expect(isExact ? a == b : abs(a - b) < 1e-12, "after update \(update)")
        }
      }
      guard trainer.hasLoss else { continue }
      let loss = try #require(run.losses(before: number).last)
      #expect(loss.update == update)
      #expect(isExact ? loss.loss == trainer.loss : abs(loss.loss - trainer.loss) < 1e-12)
    }
  }

  @Test("goes on from changes in the middle, and returns without them", arguments: cases)
  func changes(given: Case) throws {
    let run = try run(given), weight = try #require(run.model.declaration(named: "w")?.node)
    var plain = run
    let before = plain.leaves(at: 250), after = plain.leaves(at: 400)
    let changes = TrainingRun.Changes(
      numbers: [
        300: [Entry(.value(weight)): 0.75], 310: [Entry(.value(weight)): 0.5],
      ],
      rates: [320: 0.003])
    let expected = reference(TrainingRun(run, changes: changes), 400)
    // From a run that has been far already.
    var changed = TrainingRun(plain, changes: changes)
    #expect(changed.leaves(at: 400) == expected[400])
    #expect(changed.leaves(at: 400) != after)
    #expect(changed.leaves(at: 250) == before)
    #expect(changed.leaves(at: 305) == expected[305])
    var random = Seeded(11)
    for number in (240...400).shuffled(using: &random).prefix(60) {
      #expect(changed.leaves(at: number) == expected[number], "before presentation \(number)")
    }
    var back = TrainingRun(changed, changes: TrainingRun.Changes())
    #expect(back.leaves(at: 400) == after)
    #expect(back.history(before: 400).count == plain.history(before: 400).count)
  }

  @Test("keeps few moments of a hundred thousand updates")
  func memory() throws {
    var run = try run(Self.cases[1])
    _ = run.leaves(at: 100_000)
    #expect(run.keptMoments <= 130)
    #expect(run.record.losses.points.count <= 512)
    #expect(run.record.path.points.count <= 256)
    #expect(run.record.recent.count <= 400)
    #expect(run.updates(before: 100_000) == 100_000)
    let losses = run.losses(before: 70_001)
    #expect(losses.count <= 513 && losses.last?.update == 70_001)
    #expect(zip(losses, losses.dropFirst()).allSatisfy { $0.update < $1.update })
    let newest = run.history(before: 50_000)
    #expect(newest.map(\.number) == Array(49_937...50_000))
    #expect(newest.last?.weights == run.weights(before: 50_000))
  }

  /// loss = (w x − y)² with x = 1, 2, y = 1, 0, w = 0: the gradients are 2 (w x − y) x = −2 and 0, their
  /// mean −1, the losses 1 and 0.
  @Test("learns from the mean of a batch, an example at a time")
  func batch() throws {
    let text = "given x = 0; given y = 0\nweight w = 0\nloss = (w x - y)^2"
    let model = try Model(SourceText(name: "m.eqn", text: text))
    let x = try #require(model.declaration(named: "x")?.node)
    let y = try #require(model.declaration(named: "y")?.node)
    let w = try #require(model.declaration(named: "w")?.node)
    var settings = TrainingSettings()
    settings.batch = .full
    var run = try TrainingRun(
      model, examples: [[x: Matrix(1), y: Matrix(1)], [x: Matrix(2), y: Matrix(0)]], settings)
    #expect((0..<3).map { run.leaves(at: $0)[w]?.elements[0] } == [0, 0, 0.1])
    let sum = try #require(run.batch?.sums.first)
    #expect((0..<3).map { run.leaves(at: $0)[sum]?.elements[0] } == [0, -2, 0])
    #expect(run.losses(before: 1).isEmpty)
    #expect(run.losses(before: 2).map(\.loss) == [0.5])
    let second = run.trace(at: 1)
    let mean = try #require(second.graph.node(named: "g(w)"))
    #expect(second[.value(mean)].elements == [-1])
    let lines = second.graph.lines.map(\.text)
    #expect(lines.contains("sum(w) ← sum(w) + ∂loss/∂w"))
    #expect(lines.contains("g(w) = sum(w) / B"))
    #expect(lines.contains("w ← w − η g(w)"))
  }

  @Test("does the updates to come at another rate once it is changed")
  func rates() throws {
    // The gradient of w x is 4: w becomes −0.4, then at the rate 1 −4.4.
    let text = "given x = 4; weight w = 0\nloss = w x"
    let model = try Model(SourceText(name: "m.eqn", text: text))
    let w = try #require(model.declaration(named: "w")?.node)
    let plain = try TrainingRun(model, examples: [], TrainingSettings())
    var run = TrainingRun(plain, changes: TrainingRun.Changes(rates: [1: 1]))
    #expect((0..<3).map { run.leaves(at: $0)[w]?.elements[0] } == [0, -0.4, -4.4])
    #expect(run.rate(at: 0) == 0.1 && run.rate(at: 5) == 1)
    #expect(run.trace(at: 0).graph.lines.last?.caption == "η = 0.1")
    #expect(run.trace(at: 1).graph.lines.last?.caption == "η = 1")
  }
}
