import Autograd

/// Which vector is drawn as bars.
extension BarChart {
  /// The vector under the cursor; else the probabilities at work, or the last ones that were; else
  /// one probability; else the vector computed last.
  ///
  /// - Returns: nil where the model has none of these.
  init?(_ context: ViewContext) {
    let graph = context.graph
    if let cursor = context.cursor, Self.isShowable(graph[cursor.quantity.node]) {
      self.init(cursor.quantity.node, context)
      return
    }
    let named = context.index.named.filter { graph[$0].op != nil }
    let vectors = named.filter { graph[$0].shape.columns == nil && graph[$0].shape.count > 1 }
    let kinds = [
      vectors.filter { graph[$0].op?.name == "softmax" && !Self.isAttention($0, context) },
      vectors.filter { graph[$0].op?.name == "softmax" },
      named.filter { graph[$0].shape.isScalar && graph[$0].op?.name == "sigmoid" }.suffix(1),
      vectors,
    ]
    guard let nodes = kinds.first(where: { !$0.isEmpty }) else { return nil }
    self.init(Self.latest(of: nodes, context), context)
  }

  private static func isAttention(_ node: NodeID, _ context: ViewContext) -> Bool {
    context.index.attention?.weights.contains(node) == true
  }

  private static func isShowable(_ node: Node) -> Bool {
    guard !node.isToken, node.shape.columns == nil else { return false }
    return node.shape.count > 1 || (node.isNamed && node.op?.name == "sigmoid")
  }

  /// The one that something happened to last: it or its gradient was computed, or what belongs to
  /// the same place of the loop.
  private static func latest(of nodes: [NodeID], _ context: ViewContext) -> NodeID {
    let graph = context.graph, index = context.index
    guard nodes.count > 1, let tick = context.tick, let step = context.step else {
      return nodes[0]
    }
    let positions = index.positions(of: graph[step.node], in: graph)
    let here = nodes.filter { graph[$0].positions == positions }
    if step.phase == .backward, let node = here.last, !positions.isEmpty { return node }
    let done = nodes.last { context.valueStep(of: $0).map { $0 <= tick.step } == true }
    guard step.phase == .backward else { return done ?? nodes[0] }
    // Backward, the place that was come to last is the one nearest to the front.
    return nodes.first { node in
      context.timeline.steps(writing: .gradient(node)).first.map { $0 <= tick.step } == true
    } ?? nodes[nodes.count - 1]
  }
}
