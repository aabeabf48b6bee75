import Autograd

/// What a model should answer beside what it does, at each step or once behind the last: found where
/// a given scalar is taken from a computed one, or that from it.
struct Forecast {
  /// What was given before, where there is such a series; what is wanted; what is computed.
  let lines: [TimeLine]

  init?(_ context: ViewContext) {
    let graph = context.graph
    let pairs = graph.nodes.compactMap { graph.comparison(in: $0) }
    guard let first = pairs.first else { return nil }
    let families = context.index.families.filter { $0.isOverTime(graph) }
    let series = families.first { family in
      graph[family.members[0].node].origin == .given && family.isScalar(graph)
        && !pairs.contains { pair in family.members.contains { $0.node == pair.wanted } }
    }
    // A state is drawn as such.
    let isState = context.index.unrolling.bands.flatMap(\.rows).contains {
      $0.carry != nil && $0.name == graph[first.answer].family
    }
    guard !isState else { return nil }
    let behind = (series?.members.map { $0.positions[0] }.max() ?? 0) + 1
    let isOverTime = graph[first.wanted].positions.count == 1
    guard series != nil || (isOverTime && pairs.count > 1) else { return nil }
    let alike = pairs.filter {
      graph[$0.wanted].family == graph[first.wanted].family
        && graph[$0.answer].family == graph[first.answer].family
    }
    let point = { (node: NodeID, wanted: NodeID) in
      TimeLine.TimePoint(
        position: graph[wanted].positions.first ?? behind, entries: [Entry(.value(node))])
    }
    let wanted = alike.map { point($0.wanted, $0.wanted) }
    let answers = alike.map { point($0.answer, $0.wanted) }
    let before = series.map { $0.lines(context) } ?? []
    lines =
      before
      + [
        TimeLine(name: "wanted", points: wanted, isSize: false),
        TimeLine(name: "answer", points: answers, isSize: false),
      ]
  }
}

extension GraphIndex.Family {
  fileprivate func isScalar(_ graph: Graph) -> Bool { graph[members[0].node].shape.isScalar }
}

extension Graph {
  /// The given and the computed scalar whose difference a node is.
  fileprivate func comparison(in node: Node) -> (wanted: NodeID, answer: NodeID)? {
    guard node.phase == .forward, node.inputs.count == 2, node.shape.isScalar,
      node.op?.name == "subtract"
    else { return nil }
    let (a, b) = (self[node.inputs[0]], self[node.inputs[1]])
    let (wanted, answer) = b.origin == .given ? (b, a) : (a, b)
    guard wanted.origin == .given, answer.op != nil, answer.isNamed else { return nil }
    return (wanted.id, answer.id)
  }
}
