import Autograd

/// A model learning from examples, that can go back to any of its updates.
///
/// ```swift
/// var trainer = try Trainer(DataSet(model: text, table: table), settings)
/// while trainer.stop == nil { try trainer.advance() }
/// try trainer.go(to: 10)    // exactly as it was after ten updates
/// ```
///
/// The same data, settings and seed give the same numbers, to the bit.
package struct Trainer: ~Copyable {
  package let data: DataSet
  package let settings: TrainingSettings
  /// How many updates were made.
  package private(set) var update = 0
  /// The mean loss of the examples that the last update learned from, before it; NaN before the first
  /// update and where the model has no loss.
  package private(set) var loss = Double.nan
  var plan: TrainingPlan
  var machine: TrainingMachine
  private var checkpoints: Checkpoints<Moment>
  /// What the held-out examples said after each epoch, as far as the run ever came.
  private var heldOut: [HeldOut] = []
  /// The weights of each model, in the same order.
  let weightNodes: [[NodeID]]

  /// Everything a run goes on from.
  struct Moment: RunMoment {
    /// How many updates were made before it.
    let update: Int
    /// The loss of the last of them.
    let loss: Double
    let memory: [Double]

    var place: Int { update }
  }

  private struct HeldOut {
    let loss: Double
    /// The epoch with the lowest loss so far, the first of them.
    let bestEpoch: Int
  }

  /// - Throws: why the model cannot be trained so.
  package init(
    _ data: DataSet, _ settings: TrainingSettings
  ) throws(TrainingError) {
    let model = data.models[0]
    guard model.graph.nodes.contains(where: { $0.origin == .weight }) else { throw .noWeights }
    guard model.loss != nil || !model.graph.updates.isEmpty else { throw .nothingToLearn }
    guard model.loss != nil || settings.holdOut == nil else { throw .noLossToHoldOut }
    let plan = try TrainingPlan(count: data.examples.count, settings, seed: model.seed)
    self.data = data
    self.settings = settings
    self.plan = plan
    machine = TrainingMachine(
      Self.parts(data, plan), optimizer: settings.optimizer, clipping: settings.clipping)
    weightNodes = data.models.map(\.weightsByName)
    checkpoints = Checkpoints(.init(update: 0, loss: .nan, memory: machine.memory))
  }

  package var epoch: Int { plan.epoch(of: update) }
  package var updatesPerEpoch: Int { plan.updatesPerEpoch }
  /// The examples that are learned from, and those that are not.
  package var training: [Int] { plan.training }
  package var heldOutExamples: [Int] { plan.heldOut }
  /// How many examples an update learns from; the last of an epoch may have fewer.
  package var batchSize: Int { plan.batch }
  /// How many numbers the weights are together.
  package var weightCount: Int {
    weightNodes[0].reduce(0) { $0 + data.models[0].graph[$1].shape.count }
  }
  package var hasLoss: Bool { data.models[0].loss != nil }

  // MARK: Running

  /// One update; after the last of an epoch, the loss of the held-out examples too.
  ///
  /// - Throws: the first number that is not finite. The update that made it has not happened then.
  package mutating func advance() throws(NotFinite) {
    try step()
    let isNew = heldOut.count == epoch - 1
    guard !plan.heldOut.isEmpty, plan.isEndOfEpoch(update), isNew else { return }
    let loss = try meanLoss(of: plan.heldOut)
    let best = heldOut.last.map { heldOut[$0.bestEpoch - 1].loss <= loss ? $0.bestEpoch : epoch }
    heldOut.append(HeldOut(loss: loss, bestEpoch: best ?? epoch))
  }

  /// Goes to the moment after so many updates, backward or forward: the weights, the optimizer's
  /// memory and the loss are those of the first time.
  ///
  /// - Complexity: at most 1/32 of the updates so far are made again, where 64 moments fit into the
  ///   memory.
  package mutating func go(to target: Int) throws(NotFinite) {
    let moment = checkpoints.last(upTo: target)
    if target < update || moment.update > update { go(back: moment) }
    while update < target { try advance() }
  }

  private mutating func go(back moment: Moment) {
    machine.memory = moment.memory
    update = moment.update
    loss = moment.loss
  }

  private mutating func step() throws(NotFinite) {
    let number = update + 1, batch = plan.batch(of: number)
    machine.beginUpdate()
    var total = 0.0
    for part in data.models.indices { total += learn(from: batch, part: part, update: number) }
    machine.update()
    let mean = total / Double(batch.count)
    guard machine.isFinite, mean.isFinite || !hasLoss else {
      let weight = nameOfWeightNotFinite
      // Every update up to this one went well before.
      go(back: checkpoints.last(upTo: update))
      while update < number - 1 { try step() }
      throw notFinite(in: batch, update: number, weight: weight)
    }
    update = number
    loss = mean
    if checkpoints.isDue(update) {
      checkpoints.keep(.init(update: update, loss: loss, memory: machine.memory))
    }
  }

  // MARK: Stopping

  package enum Stop: String, Hashable, Sendable { case steps, patience }

  /// Why the run has come to its end; nil where it goes on.
  package var stop: Stop? {
    if let patience = settings.patience, let last = lastHeldOut,
      last.epoch - last.found.bestEpoch >= patience
    {
      return .patience
    }
    return update >= settings.steps ? .steps : nil
  }

  /// The loss of the held-out examples after the last whole epoch; nil before there is one.
  package var heldOutLoss: Double? { lastHeldOut?.found.loss }

  /// The update after which the loss of the held-out examples was lowest up to now.
  package var bestUpdate: Int? { lastHeldOut.map { $0.found.bestEpoch * updatesPerEpoch } }

  private var lastHeldOut: (epoch: Int, found: HeldOut)? {
    let epoch = update / updatesPerEpoch
    return heldOut.indices.contains(epoch - 1) ? (epoch, heldOut[epoch - 1]) : nil
  }
}

extension Model {
  /// Models of one text and different sizes may have their weights in different places.
  fileprivate var weightsByName: [NodeID] {
    graph.nodes.filter { $0.origin == .weight }.sorted { $0.name < $1.name }.map(\.id)
  }
}
