import Autograd

/// A number that each time step has, such as `h[t][2]`, or the size of a vector that each has.
struct TimeLine {
  /// As it is called: `h[t][2]`, `|h[t]|`, `|∂loss/∂h[t]|`.
  let name: String
  /// In the order the model computes them.
  let points: [TimePoint]
  /// Whether it is the size of what stands there: a length, without a sign.
  let isSize: Bool

  struct TimePoint {
    let position: Int
    /// One number, or those whose size is drawn.
    let entries: [Entry]
  }

  /// What is drawn at a point; nil where it is not computed yet.
  func value(_ n: Int, _ context: ViewContext) -> Double? {
    let numbers = points[n].entries.compactMap(context.reading)
    return numbers.count == points[n].entries.count ? height(numbers) : nil
  }

  /// What will be drawn there once all is computed: the axis must not move on the way.
  func valueAtEnd(_ n: Int, _ context: ViewContext) -> Double {
    height(points[n].entries.map { context.trace[$0] })
  }

  private func height(_ numbers: [Double]) -> Double {
    guard isSize else { return numbers.first ?? .nan }
    // Scaled, for squares of what has all but vanished would vanish.
    let largest = numbers.map(abs).max() ?? 0
    guard largest > 0, largest.isFinite else { return largest }
    return largest * numbers.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }.squareRoot()
  }

  /// The point that is told in numbers: the one under the cursor, else the one computed last.
  func told(_ context: ViewContext, isBackward: Bool) -> Int {
    if let n = points.firstIndex(where: { $0.holds(context.cursor) }) { return n }
    if let n = points.firstIndex(where: { $0.position == context.currentPosition }),
      points.allSatisfy({ context.graph[$0.entries[0].quantity.node].isLeaf })
    {
      return n
    }
    let known = points.indices.filter { value($0, context) != nil }
    return (isBackward ? known.first : known.last) ?? (isBackward ? points.count - 1 : 0)
  }
}

extension ViewContext {
  /// The time step that is worked on, where the model runs over one kind of step.
  var currentPosition: Int? {
    guard let step else { return nil }
    let positions = index.positions(of: graph[step.node], in: graph)
    return positions.count == 1 ? positions[0] : nil
  }
}

extension TimeLine.TimePoint {
  /// Whether the cursor is on this step's quantity, or on its gradient.
  func holds(_ cursor: Entry?) -> Bool {
    guard let cursor else { return false }
    return entries.contains {
      $0.quantity.node == cursor.quantity.node && $0.row == cursor.row
        && $0.column == cursor.column
    }
  }
}

extension GraphIndex.Family {
  /// Whether it has one quantity for each of several time steps, all of one shape.
  func isOverTime(_ graph: Graph) -> Bool {
    guard members.count > 1, let first = members.first else { return false }
    return members.allSatisfy {
      $0.positions.count == 1 && !graph[$0.node].isToken
        && graph[$0.node].shape.count == graph[first.node].shape.count
    }
  }

  /// More lines than these could not be told apart.
  private static let mostLines = 4

  /// One line a number, or one of their size where there are many.
  func lines(_ context: ViewContext) -> [TimeLine] {
    let entries = context.graph.entries(of: .value(members[0].node))
    let under = entries.filter { entry in
      members.contains {
        $0.node == context.cursor?.quantity.node && entry.row == context.cursor?.row
          && entry.column == context.cursor?.column
      }
    }
    guard entries.count <= Self.mostLines || !under.isEmpty else {
      return [sizes("|\(name)[t]|", Quantity.value, context)]
    }
    let shape = context.graph[members[0].node].shape
    return (entries.count <= Self.mostLines ? entries : under).map { entry in
      TimeLine(
        name: "\(name)[t]" + shape.suffix(row: entry.row, column: entry.column),
        points: drawn(context).map {
          .init(
            position: $0.positions[0],
            entries: [Entry(.value($0.node), row: entry.row, column: entry.column)])
        }, isSize: false)
    }
  }

  /// The size of the gradient at each step.
  func gradientLine(_ context: ViewContext) -> TimeLine {
    let root = context.timeline.program.root.map { context.graph[$0].label } ?? ""
    return sizes("|∂\(root)/∂\(name)[t]|", Quantity.gradient, context)
  }

  private func sizes(
    _ title: String, _ quantity: (NodeID) -> Quantity, _ context: ViewContext
  ) -> TimeLine {
    TimeLine(
      name: title,
      points: drawn(context).map { member in
        let entries = context.graph.entries(of: quantity(member.node))
        return .init(position: member.positions[0], entries: entries)
      }, isSize: true)
  }

  /// The steps that are drawn: of a sequence of very many numbers every other, every third …, with
  /// the last and the one under the cursor.
  private func drawn(_ context: ViewContext) -> [Member] {
    let apart = members.count * context.graph[members[0].node].shape.count / Self.mostNumbers + 1
    guard apart > 1 else { return members }
    return members.enumerated().filter { n, member in
      n % apart == 0 || n == members.count - 1 || member.node == context.cursor?.quantity.node
    }.map(\.element)
  }

  /// A key must not wait for numbers that would fall on one dot.
  private static let mostNumbers = 4000
}
