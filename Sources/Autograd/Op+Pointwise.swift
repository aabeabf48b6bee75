extension Op {
  /// Whether each number of the output depends on the one number in its place, as with `tanh`: such
  /// an op is a function that can be drawn as a curve.
  package var isPointwise: Bool {
    backward.count == 1 && backward[0] != nil && !yieldsToken && !forward.isElement
      && forward.isPointwise
  }
}

extension Formula {
  fileprivate var isPointwise: Bool {
    switch self {
    case .number: true
    case .element(let slot, let row, let column):
      slot == .input(0) && row == .letter(.i) && column == .letter(.j)
    case .binary, .unary: children.allSatisfy(\.isPointwise)
    case .reduce, .list, .count, .when, .choose, .join: false
    }
  }
}
