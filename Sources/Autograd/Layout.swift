/// Where a program's numbers lie: all values, then all gradients, then, once more, the gradients
/// that are shown with more than what flows on.
struct Layout: Sendable {
  /// How many values there are.
  let count: Int
  /// Where the gradients start of quantities that a stable form passes by.
  let passedBy: [NodeID: Int]
  /// How many numbers there are in all.
  let size: Int

  init(_ graph: Graph, _ steps: [Program.Step]) {
    count = graph.count
    var size = 2 * count, passedBy: [NodeID: Int] = [:]
    for step in steps where step.isDetour && passedBy[step.target.node] == nil {
      passedBy[step.target.node] = size
      size += graph[step.target.node].shape.count
    }
    self.size = size
    self.passedBy = passedBy
  }

  func start(of quantity: Quantity, in graph: Graph) -> Int {
    let offset = graph.nodes[quantity.node.index].offset
    return switch quantity.kind {
    case .value: offset
    case .flowing: count + offset
    case .gradient: passedBy[quantity.node] ?? count + offset
    }
  }
}
