import Autograd
import Equations

extension AskedQuestion {
  /// The drawn numbers, for people: `x = [0.5, 1], b = −2`.
  var drawnText: String {
    values.map { "\($0.name) = \($0.value.written)" }.joined(separator: ", ")
  }
}

extension Equations.Literal {
  fileprivate var written: String {
    switch self {
    case .number(let value): value.text(digits: 12)
    case .text(let text): "\"\(text)\""
    case .list(let items): "[\(items.map(\.written).joined(separator: ", "))]"
    }
  }
}
