import Autograd

/// What of a graph is drawn: all of a small one, of a larger one what is computed at one time.
struct GraphPart {
  /// A quantity as it is drawn once: in a larger graph a leaf stands beside each of its uses.
  struct Vertex: Hashable {
    let node: NodeID
    /// Whether its operation is drawn; else it is where the picture begins.
    let isComputed: Bool
    /// Whether it is computed, but by what is not drawn.
    var isOutside = false
    /// Whether its operands may change places.
    var isSymmetric = false
  }

  /// A use of a quantity.
  struct Edge: Hashable {
    let from: Int
    let to: Int
    /// Which operand of the operation.
    let slot: Int
    /// Whether a stable form passes the quantity by, which the model names as its operand.
    var isDetour = false
  }

  /// Larger graphs are drawn in part.
  private static let largest = 60
  /// Up to so many quantities a leaf with many uses is drawn once.
  private static let small = 16
  /// How many operations are drawn at most before and behind the one at work.
  private static let reach = 16

  private(set) var vertices: [Vertex] = []
  private(set) var edges: [Edge] = []
  /// The operation or quantity that must be seen.
  private(set) var focus: Int?
  /// How many operations come before those drawn, and behind them.
  private(set) var before = 0
  private(set) var behind = 0

  init(_ context: ViewContext) {
    let graph = context.graph, isWhole = graph.nodes.count <= Self.largest
    let wanted = context.graphFocus
    let members = isWhole ? Self.computed(graph) : Self.around(wanted, context)
    let repeats = graph.nodes.count > Self.small
    var places: [NodeID: Int] = [:]
    for member in members {
      let node = graph[member]
      let passedBy = (node.detour?.inputs ?? []).enumerated().filter {
        // Of what it passes by, that which has a place of its own.
        !node.inputs.contains($0.element)
          && places[$0.element].map { vertices[$0].isComputed } ?? false
      }
      let sources = node.inputs.map { input in
        place(of: input, in: &places, graph, repeats: repeats)
      }
      let isSymmetric = ["add", "multiply"].contains(node.op?.name)
      vertices.append(Vertex(node: member, isComputed: true, isSymmetric: isSymmetric))
      let own = vertices.count - 1
      places[member] = own
      edges += sources.enumerated().map { Edge(from: $1, to: own, slot: $0) }
      edges += passedBy.compactMap { slot, input in
        places[input].map { Edge(from: $0, to: own, slot: slot, isDetour: true) }
      }
    }
    focus = wanted.flatMap { wanted in vertices.firstIndex { $0.node == wanted } }
    guard !isWhole, let first = members.first, let last = members.last else { return }
    before = first.index
    behind = graph.nodes.count - 1 - last.index
  }

  /// The vertex a use of a quantity begins at.
  private mutating func place(
    of input: NodeID, in places: inout [NodeID: Int], _ graph: Graph, repeats: Bool
  ) -> Int {
    if let place = places[input], vertices[place].isComputed || !repeats { return place }
    vertices.append(
      Vertex(node: input, isComputed: false, isOutside: graph[input].op != nil))
    places[input] = vertices.count - 1
    return vertices.count - 1
  }

  private static func computed(_ graph: Graph) -> [NodeID] {
    graph.nodes.filter { $0.phase == .forward && $0.op != nil }.map(\.id)
  }

  /// What is computed at the same time as the one that must be seen; of much, what is near it.
  private static func around(_ wanted: NodeID?, _ context: ViewContext) -> [NodeID] {
    let graph = context.graph, index = context.index
    guard let start = wanted ?? index.named.first(where: { graph[$0].op != nil }) else { return [] }
    let focus = graph[start].op == nil ? index.users[start.index].first ?? start : start
    let group = index.groups[index.positions(of: graph[focus], in: graph)] ?? []
    let place = group.firstIndex(of: focus)
    return Array(group[stretch(of: group.count, around: place, reach: reach)])
  }
}

extension ViewContext {
  /// The quantity that a picture of the graph must show.
  var graphFocus: NodeID? {
    if let kept, graph[kept.quantity.node].phase == .forward { return kept.quantity.node }
    guard let step else { return nil }
    guard step.phase == .update else { return step.node }
    let result = graph[step.node].line.flatMap { index.definitions[$0] } ?? step.node
    return graph.weight(updatedBy: result)
  }
}
