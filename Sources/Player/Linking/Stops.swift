import Autograd
import Views

/// Where steps of each size stop within a pass: after so many ticks. Found once a scene, for a model
/// of thousands of operations must not be walked through at every key.
struct Stops: Sendable {
  private let operations: Range<Int>
  /// After each equation, and after each time step; the last of the pass among them.
  private let equations: [Int]
  private let times: [Int]
  /// The last time step of a loop; nil where no equation stands in one.
  let latestTime: Int?
  /// Only in loops are there time steps.
  var hasTimes: Bool { latestTime != nil }

  init(_ timeline: Timeline, _ index: GraphIndex, _ ticks: Range<Int>) {
    let graph = timeline.program.graph, steps = timeline.program.steps
    let places = ticks.map { tick in
      let step = steps[timeline.ticks[tick].step], node = graph[step.node]
      return Place(
        phase: step.phase, line: node.line, time: index.positions(of: node, in: graph).first)
    }
    operations = ticks
    latestTime = places.compactMap(\.time).max()
    func stops(_ differ: (Place, Place) -> Bool) -> [Int] {
      let inside = zip(places, places.dropFirst()).enumerated().filter { differ($1.0, $1.1) }
      return inside.map { ticks.lowerBound + $0.offset + 1 } + [ticks.upperBound]
    }
    equations = stops { $0.phase != $1.phase || $0.line != $1.line }
    // What stands in no loop is a stop of its own.
    times = stops { $0.phase != $1.phase || $0.time != $1.time }
  }

  /// What a tick belongs to.
  private struct Place {
    let phase: Program.Step.Phase
    let line: Int?
    /// Where the outermost loop around its equation is.
    let time: Int?
  }

  /// Whether steps of this size differ from the next smaller ones within a pass.
  func differ(_ size: StepSize) -> Bool {
    switch size {
    case .operation: true
    case .equation: equations.count < operations.count
    case .time: hasTimes && times.count < equations.count
    case .example: (hasTimes ? times.count : equations.count) > 1
    case .epoch: false
    }
  }

  /// The first stop behind so many ticks; nil where the pass has none.
  func first(after count: Int, _ size: StepSize) -> Int? {
    switch size {
    case .operation: count < operations.upperBound ? count + 1 : nil
    case .equation: equations.first(above: count)
    case .time: times.first(above: count)
    case .example, .epoch: operations.upperBound
    }
  }

  /// The last stop before so many ticks; nil where there is none but the beginning.
  func last(before count: Int, _ size: StepSize) -> Int? {
    switch size {
    case .operation: count > operations.lowerBound ? count - 1 : nil
    case .equation: equations.last(below: count)
    case .time: times.last(below: count)
    case .example, .epoch: nil
    }
  }
}

/// Numbers in ascending order.
extension [Int] {
  fileprivate func first(above number: Int) -> Int? {
    let place = partition(number + 1)
    return place < count ? self[place] : nil
  }

  fileprivate func last(below number: Int) -> Int? {
    let place = partition(number)
    return place > 0 ? self[place - 1] : nil
  }

  /// How many are below a number.
  private func partition(_ number: Int) -> Int {
    var low = 0, high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
