import Autograd

/// What named quantities read of one another, straight or through operations without a name.
struct NamedReads {
  private let graph: Graph
  private var lastVisit: [Int32]
  private var visit: Int32 = 0

  init(_ graph: Graph) {
    self.graph = graph
    lastVisit = Array(repeating: 0, count: graph.nodes.count)
  }

  /// The named quantities, givens and weights among them, that a node's equation reads.
  mutating func reads(of node: NodeID) -> [NodeID] {
    visit += 1
    var found: [NodeID] = [], open = Array(graph[node].inputs.reversed())
    while let next = open.popLast() {
      guard lastVisit[next.index] != visit else { continue }
      lastVisit[next.index] = visit
      if graph[next].isNamed || graph[next].isLeaf {
        found.append(next)
      } else {
        open += graph[next].inputs.reversed()
      }
    }
    return found
  }
}
