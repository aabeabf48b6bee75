import Autograd
import Screen

/// The columns of a neuron's drawing at one level of detail.
struct NeuronPlan {
  let drawing: NeuronDrawing
  let isBoxed: Bool
  let detail: Detail
  /// Whether target and error stand below the picture, not beside it.
  let isRestBelow: Bool
  let gap: Int

  /// What is written beside the numbers.
  enum Detail {
    /// The names of the weights and, on its arrow, the activation.
    case labels
    /// The activation in the output's box.
    case compact
    /// The numbers alone, without what they were before an edit.
    case bare
  }

  var hasLabels: Bool { detail == .labels }

  /// From the most generous one to the tightest.
  static func all(_ drawing: NeuronDrawing) -> [NeuronPlan] {
    var plans: [NeuronPlan] = []
    for isBoxed in [true, false] {
      for detail in [Detail.labels, .compact, .bare] {
        for isRestBelow in [false, true] {
          for gap in detail == .labels ? [8, 7, 6, 5, 4, 3, 2, 1] : [1, 0] {
            plans.append(
              NeuronPlan(
                drawing: drawing, isBoxed: isBoxed, detail: detail, isRestBelow: isRestBelow,
                gap: gap))
          }
        }
      }
    }
    return plans
  }

  private var context: ViewContext { drawing.context }
  private var layer: Layer { drawing.layer }

  var bandHeight: Int { isBoxed ? 3 : 1 }
  private var rest: [NodeID] { context.graph.surroundings(of: [layer]) }
  var rowsBelow: Int { isRestBelow && !rest.isEmpty ? 1 : 0 }

  // MARK: Columns, from left to right

  var sources: [Entry] { drawing.edges.map { $0.input ?? $0.weight } }
  var inputWidth: Int {
    sources.map { nodeWidth($0, context.name($0)) }.max() ?? 0
  }
  var weightX: Int { inputWidth + gap }
  var weightWidth: Int {
    hasGradients ? context.widthWithGradient(weights) : context.width(weights)
  }
  /// Whether a weight has its gradient below it: the boxes leave a row for it.
  var hasGradients: Bool { isBoxed && context.hasGradients }
  var hasGhosts: Bool { detail != .bare }
  private var weights: [Entry] {
    drawing.edges.compactMap { $0.input == nil ? nil : $0.weight }
  }
  private var weightLabelWidth: Int {
    guard hasLabels else { return 0 }
    return weights.map { width(context.name($0)) + 1 }.max() ?? 0
  }
  var productX: Int {
    weightX + width(" × ") + weightLabelWidth + weightWidth + 1
      + (hasGhosts ? context.ghostWidth(weights) : 0)
      + gap
  }
  var busX: Int { productX + drawing.productWidth + gap }
  var sumX: Int { busX + 3 + gap }
  var sumName: String { "Σ " + (layer.activation == nil ? outputLabel : sumLabel) }
  var sumWidth: Int { nodeWidth(Entry(.value(layer.sum)), sumName) }
  var outputX: Int {
    sumX + sumWidth + gap + (hasLabels ? width(" \(activationName) ") + 2 : 2)
  }
  var activationName: String {
    layer.activation.flatMap { context.graph[$0].op?.sign } ?? ""
  }
  var outputName: String { detail == .compact ? "\(activationName) \(outputLabel)" : outputLabel }
  var outputWidth: Int { nodeWidth(Entry(.value(layer.output)), outputName) }
  var restX: Int {
    (layer.activation == nil ? sumX + sumWidth : outputX + outputWidth) + 3
  }

  var width: Int {
    let end = restX - 3
    guard !rest.isEmpty, !isRestBelow else { return end }
    return restX
      + (rest.map { node in
        width("\(context.graph[node].label) ")
          + StageLine(.value(node), in: context.graph).width(context)
      }.max() ?? 0)
  }

  // MARK: Names and numbers

  private var sumLabel: String {
    context.graph[layer.sum].isNamed ? context.graph[layer.sum].label : ""
  }
  private var outputLabel: String {
    context.graph[layer.output].isNamed ? context.graph[layer.output].label : ""
  }

  private func width(_ text: String) -> Int { TextWidth.of(context.glyphs.text(text)) }

  private func nodeWidth(_ entry: Entry, _ name: String) -> Int {
    let number = hasGradients ? context.widthWithGradient([entry]) : context.width(entry)
    if isBoxed { return max(width(name), number) + 4 }
    return width(name) + number + 2 + (hasGhosts ? context.ghostWidth([entry]) : 0)
  }
}
