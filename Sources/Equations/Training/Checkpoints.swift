/// Moments of a run that it can go on from: few, however long the run.
///
/// They lie equally far apart. When there are too many, every other one is dropped, and those to
/// come lie twice as far apart: of n updates each is at most n/32 behind one of 64 moments.
struct Checkpoints: Sendable {
  /// Everything a run goes on from.
  struct Moment: Sendable {
    /// How many updates were made before it.
    let update: Int
    /// The loss of the last of them.
    let loss: Double
    /// The weights and what the optimizer remembers.
    let memory: [Double]
  }

  /// So many are kept at most,
  static let most = 64
  /// and fewer where that would be more numbers than these (400 MB).
  static let mostNumbers = 50_000_000

  /// In the order of the run, the first of them its beginning.
  private(set) var moments: [Moment]
  private(set) var distance = 1
  private let most: Int

  init(_ beginning: Moment) {
    moments = [beginning]
    most = max(2, min(Self.most, Self.mostNumbers / max(1, beginning.memory.count)))
  }

  /// Whether the moment after an update is to be kept.
  func isDue(_ update: Int) -> Bool {
    update % distance == 0 && update > moments[moments.count - 1].update
  }

  mutating func keep(_ moment: Moment) {
    moments.append(moment)
    guard moments.count > most else { return }
    distance *= 2
    moments.removeAll { $0.update % distance != 0 }
  }

  /// The last moment that is not behind an update.
  func last(upTo update: Int) -> Moment {
    moments.last { $0.update <= update } ?? moments[0]
  }
}
