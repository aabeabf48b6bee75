/// Which examples each update learns from: the same for the same seed.
struct TrainingPlan: Sendable {
  /// The examples that are learned from, and those that are not, in the table's order.
  let training: [Int]
  let heldOut: [Int]
  /// How many examples an update learns from; the last of an epoch may have fewer.
  let batch: Int
  private let isShuffled: Bool
  private let seed: UInt64
  /// The order of the epoch that was last asked for.
  private var order: (epoch: Int, examples: [Int])

  init(count: Int, _ settings: TrainingSettings, seed: UInt64) throws(TrainingError) {
    let (training, heldOut) = try Self.split(count, settings, seed)
    self.training = training
    self.heldOut = heldOut
    batch =
      switch settings.batch {
      case .full: training.count
      case .of(let count): min(count, training.count)
      }
    isShuffled = settings.isShuffled
    self.seed = seed
    order = (0, training)
  }

  /// One example after the other in the table's order, all of them learned from.
  init(count: Int) {
    training = Array(0..<count)
    heldOut = []
    batch = 1
    isShuffled = false
    seed = 0
    order = (0, training)
  }

  private static func split(
    _ count: Int, _ settings: TrainingSettings, _ seed: UInt64
  ) throws(TrainingError) -> (training: [Int], heldOut: [Int]) {
    let all = Array(0..<count)
    guard let share = settings.holdOut else { return (all, []) }
    guard count > 1 else { throw .tooFewToHoldOut(count: count) }
    let held = min(max(1, Int((share * Double(count)).rounded())), count - 1)
    var random = Random(seed: seed, Purpose.holdOut.rawValue)
    let order = settings.isShuffled ? random.shuffled(all) : all
    return (order.dropLast(held).sorted(), order.suffix(held).sorted())
  }

  /// What is drawn from a seed during training; each has numbers of its own.
  enum Purpose: UInt64 { case holdOut = 1, order, update, evaluation }

  var updatesPerEpoch: Int { (training.count + batch - 1) / batch }

  /// The epoch that an update belongs to, both counted from 1; 0 before the first update.
  func epoch(of update: Int) -> Int { (update + updatesPerEpoch - 1) / updatesPerEpoch }

  func isEndOfEpoch(_ update: Int) -> Bool { update > 0 && update % updatesPerEpoch == 0 }

  /// The examples of an update, counted from 1.
  mutating func batch(of update: Int) -> ArraySlice<Int> {
    let epoch = epoch(of: update)
    if isShuffled, order.epoch != epoch {
      var random = Random(seed: seed, Purpose.order.rawValue, UInt64(epoch))
      order = (epoch, random.shuffled(training))
    }
    let start = (update - 1) % updatesPerEpoch * batch
    return order.examples[start..<min(start + batch, training.count)]
  }
}
