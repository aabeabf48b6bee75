import Autograd
import Screen

/// What happens at this moment, as several views ask it.
extension ViewContext {
  /// The model's line that is being worked on.
  var currentLine: Int? { step.flatMap { graph[$0.node].line } }

  /// The step that gives a node its value.
  func valueStep(of node: NodeID) -> Int? { timeline.step(giving: node) }

  /// The term of a sum, such as `w[1]·x[1]`, once it is worked out.
  func term(_ term: Int, of node: NodeID) -> Double? {
    guard let step = valueStep(of: node), graph[node].shape.count == 1 else { return nil }
    let ticks = timeline.ticks(of: step)
    let needed = ticks.count > 1 ? ticks.lowerBound + term + 1 : ticks.upperBound
    return ticksDone >= needed ? trace.value(ofTerm: term, of: node) : nil
  }

  /// What an edge carries, once it is worked out.
  func value(ofTerm term: Int, _ product: Layer.Product) -> Double? {
    graph[product.node].op?.name == "multiply"
      ? reading(Entry(.value(product.node))) : self.term(term, of: product.node)
  }

  /// Whether the last tick worked out this term of a node's sum.
  func isCurrent(term: Int, of node: NodeID) -> Bool {
    tick?.part == .term(term) && step?.node == node && step?.slot == nil
  }

  /// What a quantity holds now; the numbers that are not computed yet as they will be.
  func matrix(_ node: NodeID) -> Matrix {
    let entries = graph.entries(of: .value(node))
    return Matrix(graph[node].shape, entries.map { reading($0) ?? trace[$0] })
  }

  /// The weights as they are now, edits and updates among them.
  var weights: [NodeID: Matrix] {
    Dictionary(uniqueKeysWithValues: index.weights.map { ($0, matrix($0)) })
  }

  /// `w[2]`, or `∂loss/∂w[2]` for a gradient.
  func name(_ entry: Entry) -> String { trace.name(of: entry) }

  /// Whether the pass has a backward half, so that quantities have gradients.
  var hasGradients: Bool { timeline.program.root != nil }

  /// The sign between an input and its weight; in ASCII a star, for `x` is what inputs are called.
  var times: String { glyphs.isASCII ? glyphs.middleDot : glyphs.times }

  /// The glyph of a phase: forward reads to the right, backward to the left.
  func marker(_ phase: Program.Step.Phase?) -> String {
    switch phase {
    case .backward: glyphs.text("◀")
    case .forward, .update, nil: glyphs.pointer
    }
  }
}

/// Where a list that is longer than the room for it begins, so that `current` is seen.
func firstVisible(of count: Int, room: Int, keeping current: Int?) -> Int {
  guard let current, count > room else { return 0 }
  return min(max(0, current - room / 2), count - room)
}
