import Autograd
import Diagnostics
import Equations
import Screen
import Testing

@testable import Views

/// Models to draw, as a lesson has them.
enum Sample {
  static let perceptron = """
    given x : [2] = [0, 1]
    given y = 1
    weight w : [2]
    weight b
    z = w · x + b            # the weighted sum and the bias
    o = step(z)              # fires, 1, when z is above 0
    e = y - o                # the error: 1, 0 or −1
    update w = w + e ∘ x     # an input that is 0 leaves its weight alone
    update b = b + e
    """

  static let network = """
    given i : [2] = [0.05, 0.10]
    given t : [2] = [0.01, 0.99]
    weight W1 : [2, 2] = [[0.15, 0.20], [0.25, 0.30]]
    weight b1 : [2] = [0.35, 0.35]
    weight W2 : [2, 2] = [[0.40, 0.45], [0.50, 0.55]]
    weight b2 : [2] = [0.60, 0.60]
    h = σ(W1 i + b1)         # the hidden units
    o = σ(W2 h + b2)         # the outputs
    loss = 0.5 sum((o - t)^2)
    """

  /// Nielsen's neuron with one input, and the squared loss.
  static let neuron = """
    given x = 1
    given y = 0
    weight w = 0.6
    weight b = 0.9
    z = w x + b
    p = σ(z)
    loss = (p - y)^2
    """

  /// Exclusive or by hand: a hidden unit for "or", one for "and".
  static let exclusiveOr = """
    given x : [2] = [0, 1]
    given y = 1
    weight W : [2, 2] = [[1, 1], [1, 1]]
    weight c : [2] = [-0.5, -1.5]
    weight v : [2] = [1, -2]
    weight b = -0.5
    h = step(W x + c)
    o = step(v · h + b)
    e = y - o
    """

  static func model(_ text: String) throws -> Model {
    try Model(SourceText(name: "sample.eqn", text: text))
  }
}

/// A model at a moment.
struct Moment {
  var model: Model
  var leaves: [NodeID: Matrix] = [:]
  var edits: [NodeID: Matrix] = [:]
  var ticks = 0
  var training: ViewContext.Training?

  init(_ text: String) throws { model = try Sample.model(text) }

  func node(_ name: String) throws -> NodeID { try #require(model.graph.node(named: name)) }

  func context(
    _ glyphs: GlyphSet = .unicode, cursor: Entry? = nil, index: GraphIndex? = nil
  ) -> ViewContext {
    let original = model.program.run(setting: leaves)
    let trace = model.program.run(setting: leaves.merging(edits) { $1 })
    return ViewContext(
      trace: trace, timeline: Timeline(model.program), ticksDone: ticks,
      original: edits.isEmpty ? nil : original, cursor: cursor, training: training,
      glyphs: glyphs, index: index)
  }
}

extension Moment {
  /// The perceptron learning "and": the fourth example of epoch 2, three updates done.
  static func perceptron(ticks: Int, presentation: Int = 7) throws -> Moment {
    var moment = try Moment(Sample.perceptron)
    let x = try moment.node("x"), y = try moment.node("y")
    let examples = [(0.0, 0.0, 0.0), (0, 1, 0), (1, 0, 0), (1, 1, 1)].map {
      [x: Matrix(vector: [$0.0, $0.1]), y: Matrix($0.2)]
    }
    var run = TrainingRun(moment.model, examples: examples)
    var updates: [ViewContext.Update] = []
    for n in 0..<presentation where run.updates(before: n + 1) > run.updates(before: n) {
      updates.append(
        ViewContext.Update(
          number: run.updates(before: n + 1), epoch: n / 4 + 1, example: n % 4,
          weights: run.trace(at: n).updatedWeights))
    }
    moment.leaves = run.leaves(at: presentation)
    moment.ticks = ticks
    moment.training = ViewContext.Training(
      examples: examples, example: presentation % 4, epoch: presentation / 4 + 1, updates: updates)
    return moment
  }

  /// The same with the first weight overwritten by hand.
  static func edited(ticks: Int) throws -> Moment {
    var moment = try perceptron(ticks: ticks)
    moment.edits[try moment.node("w")] = Matrix(vector: [-1.5, 1])
    return moment
  }
}
