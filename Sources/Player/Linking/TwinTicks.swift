import Autograd
import Views

/// Where a second model stands when the first has done so many ticks: at the same time step of the
/// same phase, as far into it; where it has no such step it waits.
struct TwinTicks: Sendable {
  /// For each number of ticks of the first, the ticks of the second.
  private let ticks: [Int]

  init(_ first: SceneRun, _ second: SceneRun) {
    let stretches = Dictionary(
      second.stretches.map { ($0.key, $0.ticks) }, uniquingKeysWith: { first, _ in first })
    let phases = second.phaseEnds
    var ticks = [0]
    for stretch in first.stretches {
      let reached = ticks.last ?? 0
      let goal = stretches[stretch.key]
      for done in 1...stretch.ticks.count {
        let place = goal.map { $0.lowerBound + $0.count * done / stretch.ticks.count }
        ticks.append(max(reached, place ?? reached))
      }
      // Where a phase ends, it ends for both.
      if stretch.isLast, let end = phases[stretch.key.phase] {
        ticks[ticks.count - 1] = max(ticks[ticks.count - 1], end)
      }
    }
    self.ticks = ticks
  }

  subscript(done: Int) -> Int { ticks[max(0, min(done, ticks.count - 1))] }
}

/// Ticks one after another in the same phase and at the same time step.
private struct Stretch {
  struct Key: Hashable {
    let phase: Program.Step.Phase
    let positions: [Int]
    /// The how manieth stretch of its kind it is.
    var number = 0
  }

  var key: Key
  var ticks: Range<Int>
  /// Whether its phase ends with it.
  var isLast = false
}

extension SceneRun {
  fileprivate var stretches: [Stretch] {
    var stretches: [Stretch] = [], counts: [Stretch.Key: Int] = [:]
    var previous: Stretch.Key?
    for (number, tick) in timeline.ticks.enumerated() {
      let step = timeline.program.steps[tick.step]
      let positions = index.positions(of: model.graph[step.node], in: model.graph)
      let kind = Stretch.Key(phase: step.phase, positions: Array(positions.prefix(1)))
      if kind == previous {
        stretches[stretches.count - 1].ticks =
          stretches[stretches.count - 1].ticks.lowerBound..<number + 1
      } else {
        if previous?.phase != kind.phase, !stretches.isEmpty {
          stretches[stretches.count - 1].isLast = true
        }
        counts[kind, default: 0] += 1
        var key = kind
        key.number = counts[kind, default: 1]
        stretches.append(Stretch(key: key, ticks: number..<number + 1))
      }
      previous = kind
    }
    if !stretches.isEmpty { stretches[stretches.count - 1].isLast = true }
    return stretches
  }

  /// How many ticks are done at the end of each phase.
  fileprivate var phaseEnds: [Program.Step.Phase: Int] {
    Dictionary(stretches.filter(\.isLast).map { ($0.key.phase, $0.ticks.upperBound) }) {
      max($0, $1)
    }
  }
}
