/// What a run says after its updates: of a long run, of every second, fourth, eighth … update.
struct ThinnedSeries<Value: Sendable>: Sendable {
  private let most: Int
  private(set) var points: [(update: Int, value: Value)] = []
  private var distance = 1
  private var last = -1

  /// - Parameter most: how many points are kept at most.
  init(most: Int) { self.most = most }

  /// Whether something is to be kept after an update that was not asked about yet.
  func isDue(_ update: Int) -> Bool { update > last && update % distance == 0 }

  mutating func append(_ value: Value, after update: Int) {
    last = update
    points.append((update, value))
    guard points.count > most else { return }
    distance *= 2
    let distance = distance
    points.removeAll { $0.update % distance != 0 }
  }

  /// Forgets what was after later updates than this one.
  mutating func cut(behind update: Int) {
    points.removeAll { $0.update > update }
    last = min(last, update)
  }
}
