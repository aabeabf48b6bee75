import Autograd
import Testing

@testable import Views

/// Models whose numbers are worth a curve.
extension Sample {
  /// Two weights, and a loss as steep again as long: x² + 10 y².
  static let bowl = """
    weight x = 1.5
    weight y = 0.8
    loss = x^2 + 10 y^2
    update x = x - 0.04 grad(x)
    update y = y - 0.04 grad(y)
    """

  /// One weight, whose best value is 3.
  static let parabola = """
    weight w = -2
    loss = (w - 3)^2
    update w = w - 0.1 grad(w)
    """

  /// An LSTM with weights set by hand.
  static let scalarLSTM = """
    given x[1...T] = [1, -0.5, 0.25]
    given y = 1
    weight wf, wi, wo = 0.5
    weight wg = -0.75
    weight uf, ui, uo, ug = 0.8
    weight bf = 1
    h[0] = 0
    c[0] = 0
    for t = 1...T:
        f[t] = σ(wf h[t-1] + uf x[t] + bf)
        i[t] = σ(wi h[t-1] + ui x[t])
        o[t] = σ(wo h[t-1] + uo x[t])
        g[t] = tanh(wg h[t-1] + ug x[t])
        c[t] = f[t] c[t-1] + i[t] g[t]
        h[t] = o[t] tanh(c[t])
    loss = (h[T] - y)^2
    """

  /// A state that shrinks a hundredfold at each step back.
  static let vanishing = """
    given x[1...T] = [1, 1, 1, 1]
    weight w = 0.01
    h[0] = 0
    for t = 1...T:
        h[t] = w h[t-1] + x[t]
    loss = h[T]^2
    """
}

extension Moment {
  /// After so many updates by the model's own rule, each from the next example, with the losses and
  /// the weights of the way.
  ///
  /// - Parameter examples: their givens; one empty for the model's own.
  mutating func descend(updates: Int, examples: [[NodeID: Matrix]] = [[:]]) throws {
    let root = try #require(model.program.root)
    var weights = model.program.run(setting: leaves).weights
    var losses: [ViewContext.LossPoint] = []
    var path = [ViewContext.PathPoint(update: 0, weights: weights)]
    for update in 1...max(1, updates) {
      let example = examples[(update - 1) % examples.count]
      let trace = model.program.run(setting: example.merging(weights) { $1 })
      losses.append(.init(update: update, loss: trace[Entry(.value(root))]))
      weights = trace.updatedWeights
      path.append(.init(update: update, weights: weights))
    }
    let example = updates % examples.count
    leaves = examples[example].merging(weights) { $1 }
    var training = ViewContext.Training(
      examples: examples, example: example, epoch: updates / examples.count + 1, updates: [])
    training.updateCount = updates
    training.losses = losses
    training.path = path
    self.training = training
  }

  /// A run with the losses of three seeds.
  static func seeds() throws -> Moment {
    var moment = try Moment(Sample.parabola)
    try moment.descend(updates: 12)
    moment.training?.seeds = (1...3).map { seed in
      ViewContext.SeedRun(
        seed: seed,
        losses: (1...12).map { n in
          .init(update: n, loss: 8 / Double(n * seed) + Double(seed) / 100)
        })
    }
    return moment
  }

  /// The neuron before it learns from two examples in turn.
  static func twoExamples(updates: Int) throws -> Moment {
    var moment = try Moment(Sample.neuron)
    moment.model = moment.model.learning(with: .sgd(rate: 0.5))
    let x = try moment.node("x"), y = try moment.node("y")
    try moment.descend(
      updates: updates,
      examples: [[x: Matrix(1), y: Matrix(0)], [x: Matrix(-1), y: Matrix(1)]])
    return moment
  }
}
