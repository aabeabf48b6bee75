import Courseware

/// How far one key goes, smallest first.
package enum StepSize: Int, Hashable, Sendable, CaseIterable, Comparable {
  case operation, equation, time, example, epoch

  init(_ size: Scene.StepSize) {
    switch size {
    case .operation: self = .operation
    case .equation: self = .equation
    case .time: self = .time
    case .example: self = .example
    case .epoch: self = .epoch
    }
  }

  package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

  package var name: String {
    switch self {
    case .operation: "operation"
    case .equation: "equation"
    case .time: "time step"
    case .example: "example"
    case .epoch: "epoch"
    }
  }
}
