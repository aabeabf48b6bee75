/// A moment that a run can go on from.
protocol RunMoment: Sendable {
  /// How far the run was: how many updates, or presentations, were before it.
  var place: Int { get }
  /// The weights and what the optimizer remembers.
  var memory: [Double] { get }
}

/// Moments of a run that it can go on from: few, however long the run.
///
/// They lie equally far apart. When there are too many, every other one is dropped, and those to
/// come lie twice as far apart: of n places each is at most n/32 behind one of 64 moments.
struct Checkpoints<Moment: RunMoment>: Sendable {
  /// So many are kept at most,
  static var most: Int { 64 }
  /// and fewer where that would be more numbers than these (400 MB).
  static var mostNumbers: Int { 50_000_000 }

  /// In the order of the run, the first of them its beginning.
  private(set) var moments: [Moment]
  private(set) var distance = 1
  private let most: Int

  init(_ beginning: Moment) {
    moments = [beginning]
    most = max(2, min(Self.most, Self.mostNumbers / max(1, beginning.memory.count)))
  }

  /// How far the last of them is.
  var end: Int { moments[moments.count - 1].place }

  /// Whether the moment at a place is to be kept.
  func isDue(_ place: Int) -> Bool {
    (place - moments[0].place) % distance == 0 && place > end
  }

  mutating func keep(_ moment: Moment) {
    moments.append(moment)
    guard moments.count > most else { return }
    distance *= 2
    let beginning = moments[0].place, distance = distance
    moments.removeAll { ($0.place - beginning) % distance != 0 }
  }

  /// The last moment that is not behind a place.
  func last(upTo place: Int) -> Moment {
    moments.last { $0.place <= place } ?? moments[0]
  }

  /// Forgets what is behind a place.
  mutating func cut(behind place: Int) {
    let place = max(place, moments[0].place)
    moments.removeAll { $0.place > place }
  }
}
