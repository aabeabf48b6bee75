import Autograd
import Equations

/// How a given or a weight is drawn anew for a question: `uniform(-1, 1) step 0.1`.
struct Variation: Hashable, Sendable {
  /// What each of its numbers is drawn from.
  enum Source: Hashable, Sendable {
    /// `low`, and so many steps more at most.
    case steps(low: Double, step: Double, count: Int)
    case between(low: Double, high: Double)
    /// One of these for each number.
    case numbers([Double])
    /// One of these for the whole, a text of tokens or a list.
    case wholes([Literal])
  }

  let name: String
  let source: Source

  /// A value for what is declared under the name.
  func draw(for declaration: Model.Declaration, in graph: Graph, using random: inout Random)
    -> Literal
  {
    if case .wholes(let values) = source { return values[random.below(values.count)] }
    return value(of: declaration.members[...], depth: 0, graph, &random)
  }

  /// One value for each index, in lists one inside the other.
  private func value(
    of members: ArraySlice<Model.Declaration.Member>, depth: Int, _ graph: Graph,
    _ random: inout Random
  ) -> Literal {
    guard let first = members.first, depth < first.index.count else {
      let shape = members.first.map { graph[$0.node].shape } ?? .scalar
      return Literal(Matrix(shape, (0..<shape.count).map { _ in number(&random) }))
    }
    var values: [Literal] = [], rest = members
    while let next = rest.first {
      let group = rest.prefix { $0.index[depth] == next.index[depth] }
      values.append(value(of: group, depth: depth + 1, graph, &random))
      rest = rest.dropFirst(group.count)
    }
    return .list(values)
  }

  func number(_ random: inout Random) -> Double {
    switch source {
    case .steps(let low, let step, let count):
      Self.rounded(low + Double(random.below(count + 1)) * step)
    case .between(let low, let high):
      // What is asked stands on the screen whole: a number no longer than what is shown of one.
      Double(shown: (low + (high - low) * random.unit()).short)
    case .numbers(let values): values[random.below(values.count)]
    case .wholes: 0
    }
  }

  /// 0.3, not 0.30000000000000004.
  static func rounded(_ value: Double) -> Double { Double(shown: value.text(digits: 12)) }
}

extension Double {
  /// A number read back from how it is shown.
  init(shown text: String) { self = Double(text.replacing("−", with: "-")) ?? .nan }
}
