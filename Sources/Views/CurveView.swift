import Autograd
import Screen

/// A function of one number with the point where the model stands on it: an activation, or the loss
/// against a single weight.
package struct CurveView: View {
  package static let name = "curve"
  package init() {}

  package func size(_ context: ViewContext) -> Size { Size(width: 78, height: 22) }

  package func least(_ context: ViewContext) -> Size { Size(width: 30, height: 8) }

  package func suits(_ context: ViewContext, isCrowded: Bool) -> Bool {
    CurveSubject(context) != nil
  }

  package func draw(
    _ context: ViewContext, into frame: inout Frame, in rect: Rect
  ) -> [Place] {
    Canvas.draw(context, into: &frame, in: rect) { canvas in
      switch CurveSubject(context) {
      case .function(let node): FunctionCurve(context, node).draw(on: &canvas)
      case .loss(let entry): LossCurve(context, entry).draw(on: &canvas)
      case nil:
        canvas.say(
          "This view draws a curve. It needs a function of one number, such as tanh, or a loss that "
            + "depends on a weight.")
      }
    }
  }
}

/// What is drawn as a curve.
enum CurveSubject: Equatable {
  /// The op of a node, which is pointwise.
  case function(NodeID)
  /// The loss against this number.
  case loss(Entry)

  init?(_ context: ViewContext) {
    guard
      let subject = Self.underCursor(context) ?? Self.onlyWeight(context)
        ?? Self.latestActivation(context).map(Self.function) ?? Self.firstWeight(context)
        ?? Self.firstFunction(context.graph)
    else { return nil }
    self = subject
  }

  /// A computed number's own function, or the activation that reads it; for data and weights the
  /// loss against that number.
  private static func underCursor(_ context: ViewContext) -> Self? {
    guard let cursor = context.cursor else { return nil }
    let graph = context.graph, node = graph[cursor.quantity.node]
    guard node.phase == .forward else { return nil }
    if node.op?.isPointwise == true { return .function(node.id) }
    if node.op != nil {
      return graph.nodes[node.id.index...].first {
        $0.inputs == [node.id] && $0.op?.isActivation == true
      }.map { .function($0.id) }
    }
    let isLearnedOrGiven = node.origin == .weight || node.origin == .given
    guard isLearnedOrGiven, !node.isToken, context.hasGradients else { return nil }
    return .loss(Entry(.value(node.id), row: cursor.row, column: cursor.column))
  }

  /// Where one number is learned, its loss is the picture of learning.
  private static func onlyWeight(_ context: ViewContext) -> Self? {
    let learned = context.learnedNumbers(most: 2)
    return context.hasGradients && learned.count == 1 ? .loss(learned[0]) : nil
  }

  /// The activation worked on last, so that the picture stays while others work; before any, the
  /// model's first.
  private static func latestActivation(_ context: ViewContext) -> NodeID? {
    let graph = context.graph, steps = context.timeline.program.steps
    let isActivation = { (node: NodeID) in graph[node].op?.isActivation == true }
    let done = context.tick.map { steps[...$0.step] } ?? []
    return done.last { isActivation($0.node) && !$0.isDetour }?.node
      ?? graph.nodes.first { isActivation($0.id) }?.id
  }

  private static func firstWeight(_ context: ViewContext) -> Self? {
    guard context.hasGradients else { return nil }
    return context.learnedNumbers(most: 1).first.map(Self.loss)
  }

  private static func firstFunction(_ graph: Graph) -> Self? {
    graph.nodes.first { $0.phase == .forward && $0.op?.isPointwise == true }
      .map { .function($0.id) }
  }
}
